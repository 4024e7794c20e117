/** A file with rules for work on the code of a workspace. */
export interface RuleFile {
  /** Globs of the files that it is about; absent where it is about all. */
  readonly globs?: readonly string[];
  /** Without what stands at its head. */
  readonly text: string;
}

/**
 * Reads a file with rules: `applyTo` and `globs` at its head say what files it is about. Its head is YAML by name, yet people write
 * globs there that YAML does not take (a value that begins with `*`), so that only lines of the forms in use are read.
 */
export function readRuleFile(source: string): RuleFile {
  const text = source.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n');
  const head = /^---[ \t]*\n(?:([\s\S]*?)\n)?---[ \t]*(?:\n|$)/.exec(text);
  if (!head) return { text };
  const body = text.slice(head[0].length);
  const fields = fieldsOf(head[1] ?? '');
  const globs = [...(fields.get('applyTo') ?? []), ...(fields.get('globs') ?? [])].flatMap(globsIn);
  const isForAll = globs.length === 0 || globs.includes('**') || fields.get('alwaysApply')?.[0] === 'true';
  return isForAll ? { text: body } : { text: body, globs };
}

function fieldsOf(head: string): ReadonlyMap<string, readonly string[]> {
  const fields = new Map<string, string[]>();
  let current: string[] = [];
  for (const line of head.split('\n')) {
    const [, name, value] = /^([\w-]+):\s*(.*?)\s*$/.exec(line) ?? [];
    const item = /^\s*-\s+(.*?)\s*$/.exec(line)?.[1];
    if (name !== undefined) {
      current = value === undefined || value === '' ? [] : listOf(value);
      fields.set(name, current);
    } else if (item !== undefined) {
      current.push(bare(item));
    }
  }
  return fields;
}

/** `[a, "b"]` or one value. */
function listOf(value: string): string[] {
  const list = /^\[(.*)\]$/.exec(value)?.[1];
  if (list === undefined) return [bare(value)];
  return outsideBraces(list).map(bare);
}

/** A value may be several globs, with commas that do not stand in braces between them. */
function globsIn(value: string): readonly string[] {
  return outsideBraces(value)
    .map((glob) => bare(glob))
    .filter((glob) => glob !== '');
}

function outsideBraces(text: string): readonly string[] {
  const parts = [''];
  let depth = 0;
  for (const char of text) {
    if (char === '{') depth += 1;
    if (char === '}') depth -= 1;
    if (char === ',' && depth <= 0) parts.push('');
    else parts[parts.length - 1] = `${parts.at(-1) ?? ''}${char}`;
  }
  return parts;
}

function bare(value: string): string {
  return value.trim().replace(/^(["'])(.*)\1$/, '$2');
}

/** Whether rules are about any of these files. Paths are relative to the folder of the workspace, with `/`. */
export async function concerns({ globs }: RuleFile, paths: readonly string[]): Promise<boolean> {
  if (!globs) return true;
  const { default: picomatch } = await import('picomatch');
  // A glob without a slash is about files in any folder, as in VS Code.
  const matches = picomatch(
    globs.map((glob) => (glob.includes('/') ? glob.replace(/^\.?\//, '') : `**/${glob}`)),
    { dot: true },
  );
  return paths.some((path) => matches(path));
}
