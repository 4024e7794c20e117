/** What a patch says of one file, as a patch of its own. */
export interface PatchPart {
  readonly path: string | undefined;
  readonly text: string;
}

/** A patch by files, in either form; undefined where the text is none, or names no file. */
export function patchParts(text: string): readonly PatchPart[] | undefined {
  const lines = text.split('\n').map((line) => line.replace(/\r$/, ''));
  const parts = applyPatchParts(lines) ?? unifiedParts(lines);
  return parts && parts.length > 0 ? parts : undefined;
}

const fileLine = /^\*\*\* (?:Update|Add|Delete) File: (.+?)\s*$/;

function applyPatchParts(lines: readonly string[]): readonly PatchPart[] | undefined {
  const starts = lines.flatMap((line, at) => (fileLine.test(line) ? [at] : []));
  if (starts.length === 0) return undefined;
  const end = lines.findLastIndex((line) => /^\*\*\* End Patch\s*$/.test(line));
  return starts.map((start, index) => {
    const body = lines.slice(start, starts[index + 1] ?? (end === -1 ? lines.length : end));
    return {
      path: fileLine.exec(body[0] ?? '')?.[1],
      text: ['*** Begin Patch', ...body, ...(end === -1 ? [] : ['*** End Patch']), ''].join('\n'),
    };
  });
}

function unifiedParts(lines: readonly string[]): readonly PatchPart[] | undefined {
  const starts: number[] = [];
  for (const [at, line] of lines.entries()) {
    const isGit = line.startsWith('diff --git ');
    const isHeader = line.startsWith('--- ') && (lines[at + 1] ?? '').startsWith('+++ ');
    if (isGit || (isHeader && !isInGitHeader(lines, starts.at(-1), at))) starts.push(at);
  }
  if (starts.length === 0) return undefined;
  return starts.map((start, index) => {
    const body = lines.slice(start, starts[index + 1] ?? lines.length);
    return { path: unifiedPath(body), text: body.join('\n') };
  });
}

function isInGitHeader(lines: readonly string[], start: number | undefined, at: number): boolean {
  if (start === undefined || !(lines[start] ?? '').startsWith('diff --git ')) return false;
  return lines.slice(start, at).every((line) => !line.startsWith('@@') && !line.startsWith('--- '));
}

/** The name after the change, or before it where the file is deleted. */
export function unifiedPath(lines: readonly string[]): string | undefined {
  const named = ['+++ ', '--- '].map((mark) => headerPath(lines.find((line) => line.startsWith(mark))?.slice(4)));
  const git = /^diff --git a\/(.+) b\/(.+)$/.exec(lines[0] ?? '')?.[2];
  return named.find((path) => path !== undefined && path !== '/dev/null') ?? git;
}

function headerPath(header: string | undefined): string | undefined {
  const path = header
    ?.replace(/\t.*$/, '')
    .trim()
    .replace(/^"(.*)"$/, '$1');
  return path?.replace(/^[abciw]\//, '');
}
