/** A part of the changes of one file, as git prints it. */
export interface DiffHunk {
  /** With its head, which begins with `@@`. */
  readonly text: string;
  /** Lines that it adds, and their places in the new file. */
  readonly added: readonly DiffLine[];
  /** Lines that it takes away, and the line of the new file that stands there now. */
  readonly removed: readonly DiffLine[];
}

export interface DiffLine {
  readonly text: string;
  /** From 0. */
  readonly at: number;
}

export interface FileHunks {
  /** What git says before the first hunk. */
  readonly head: string;
  readonly hunks: readonly DiffHunk[];
}

/** Divides the changes of one file into their hunks. What has none (a new mode, a binary file) has a head alone. Pure. */
export function diffHunks(diff: string): FileHunks {
  const [head = '', ...texts] = diff.split(/^(?=@@ )/m);
  return { head: head.replace(/\n$/, ''), hunks: texts.map((text) => hunkOf(text.replace(/\n$/, ''))) };
}

function hunkOf(text: string): DiffHunk {
  const [first = '', ...lines] = text.split('\n');
  const added: DiffLine[] = [];
  const removed: DiffLine[] = [];
  // A hunk of no lines begins behind the line that git names.
  const [, start = '1', count = '1'] = /^@@ -\S+ \+(\d+)(?:,(\d+))? @@/.exec(first) ?? [];
  let at = count === '0' ? Number(start) : Number(start) - 1;
  for (const line of lines) {
    if (line.startsWith('-')) removed.push({ text: line.slice(1), at });
    else if (!line.startsWith('\\')) {
      if (line.startsWith('+')) added.push({ text: line.slice(1), at });
      at += 1;
    }
  }
  return { text, added, removed };
}
