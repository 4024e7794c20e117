/** What names of files of tests have before or behind the name of what they test, in the languages that are usual. */
const mark = /^(?:tests?|specs?)[._-]|[._-](?:tests?|specs?)$|(?<=[a-z\d])(?:Tests?|Spec|IT)$|^Test(?=[A-Z])/u;

/** Folders of tests, whose files may have the very name of what they test. */
const testFolder = /(?:^|\/)(?:__tests__|tests?|specs?)\//iu;

/**
 * Those of the paths that hold tests of the file, the nearest first. Paths with `/`. `parser.ts` is tested by `parser.test.ts`,
 * `test_parser.py`, `ParserTest.java`, `tests/parser.ts` and the like.
 */
export function testFilesOf(path: string, paths: readonly string[]): readonly string[] {
  const stem = stemOf(path).toLowerCase();
  const isTest = (each: string): boolean => {
    if (each === path) return false;
    const name = stemOf(each);
    const bare = name.replace(mark, '');
    return bare.toLowerCase() === stem && (bare !== name || testFolder.test(each));
  };
  const shared = (each: string): number => {
    const [a, b] = [path.split('/'), each.split('/')];
    const first = a.findIndex((part, index) => part !== b[index]);
    return first < 0 ? a.length : first;
  };
  return paths.filter(isTest).sort((a, b) => shared(b) - shared(a) || a.length - b.length || a.localeCompare(b));
}

/** The name without its folders and its ending. */
export function stemOf(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const at = name.lastIndexOf('.');
  return at > 0 ? name.slice(0, at) : name;
}
