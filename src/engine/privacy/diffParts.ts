/** The changes of one file in the output of git. */
export interface DiffPart {
  /** Its path before and after, below the root of the repository, with `/`; one where it was not renamed. None: it could not be told. */
  readonly paths: readonly string[];
  readonly text: string;
}

/** Options of `git diff` by which it prints what `diffParts` reads, whatever is set; programs that the repository names are not run. */
export const diffForm: readonly string[] = [
  '--no-color',
  '--no-ext-diff',
  '--no-textconv',
  '--submodule=short',
  '--src-prefix=a/',
  '--dst-prefix=b/',
];

/** Divides the output of `git diff` into its files. */
export function diffParts(diff: string): readonly DiffPart[] {
  return diff
    .split(/^(?=diff --git )/m)
    .filter((text) => text.startsWith('diff --git '))
    .map((text) => ({ paths: pathsOf(text), text: text.replace(/\n$/, '') }));
}

function pathsOf(text: string): readonly string[] {
  const lines = text.split('\n');
  const end = lines.findIndex((line) => line.startsWith('@@') || line.startsWith('GIT binary patch'));
  const head = end < 0 ? lines : lines.slice(0, end);
  const named = head.flatMap((line) => {
    const [, , name] = /^(--- (?:a\/)?|\+\+\+ (?:b\/)?|(?:rename|copy) (?:from|to) )(.*?)\t?$/.exec(line) ?? [];
    const quoted = /^(?:---|\+\+\+) ("[ab]\/.*")\t?$/.exec(line)?.[1];
    return quoted === undefined ? (name === undefined ? [] : [unquoted(name)]) : [unquoted(quoted).slice(2)];
  });
  const files = named.filter((path) => path !== '/dev/null' && path !== 'dev/null');
  return files.length > 0 ? [...new Set(files)] : sameTwice(head[0] ?? '');
}

/** The path in `diff --git a/x b/x`, where it is the same twice: a new mode, an empty or a binary file. */
function sameTwice(line: string): readonly string[] {
  const names = line.slice('diff --git '.length);
  const quoted = /^("a\/.*") ("b\/.*")$/.exec(names);
  if (quoted) return [...new Set([quoted[1], quoted[2]].map((each = '') => unquoted(each).slice(2)))];
  const middle = (names.length - 1) / 2;
  const [before, after] = [names.slice(0, middle), names.slice(middle + 1)];
  return before.startsWith('a/') && after === `b/${before.slice(2)}` ? [before.slice(2)] : [];
}

/** As git writes names with unusual characters: in quotes, bytes as octal numbers. */
function unquoted(name: string): string {
  if (!name.startsWith('"') || !name.endsWith('"')) return name;
  const bytes: number[] = [];
  const inner = name.slice(1, -1);
  for (const [, octal, escaped, plain = ''] of inner.matchAll(/\\([0-7]{3})|\\(.)|([^\\]+)/gu)) {
    if (octal !== undefined) bytes.push(parseInt(octal, 8));
    else bytes.push(...Buffer.from(escaped === undefined ? plain : (escapes[escaped] ?? escaped)));
  }
  return Buffer.from(bytes).toString();
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', a: '\x07', b: '\b', f: '\f', v: '\v' };
