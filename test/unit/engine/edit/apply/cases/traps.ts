import { type CaseTable, code, edited, searchReplace, withCrlf, withOpenEnd } from './applyCase';

const source = code`
  -- list of accounts
  SELECT id, name FROM accounts;
  -- drop what is old
  DELETE FROM accounts WHERE age > 10;

  // rest of the arguments are ignored
  function call(first, ...rest) {
    const all = [
      first,
      ...rest,
    ];
    let count = 0;
    ++count;
    return all.slice(count);
  }

  class Counter
    @@count = 0
    @@limit = 10
  end

  <<<<<<< HEAD
  const mine = 1;
  =======
  const theirs = 2;
  >>>>>>> branch

  const price = '$&' + '$1';
  const twice = compute(a);
  const again = compute(a);

  def stub(self) -> int: ...
  def other(self) -> int: ...
`;

const resolved = [
  ['<<<<<<< HEAD\nconst mine = 1;\n=======\nconst theirs = 2;\n>>>>>>> branch\n', 'const mine = 1;\n'],
] as const;
const mixed = 'first\r\nsecond\nthird\r\nfourth\n';
const separators = 'one\u2028still one\ntwo\fstill two\nthree\n';
const merges = [
  'function open(path) {',
  '  check(path);',
  '  return handle(path);',
  '}',
  '',
  'function close(path) {',
  '  check(path);',
  '  release(path);',
  '}',
  '',
  'function move(from, to) {',
  '  check(from);',
  '  rename(from, to);',
  '}',
  '',
].join('\n');

const reordered = `${merges.trimEnd().split('\n\n').reverse().join('\n\n')}\n`;

/** What looks like the form of a block, and is text of the file. */
export const traps: CaseTable = {
  languageId: 'plaintext',
  source,
  cases: [
    {
      name: 'the whole file with all that looks like marks',
      block: edited(source, [['age > 10', 'age > 20']]),
      edit: [['age > 10', 'age > 20']],
    },
    { name: 'a whole file that resolves a conflict', block: edited(source, resolved), edit: resolved },
    {
      name: 'a removed line that begins with two dashes',
      block:
        '@@ -2,3 +2,2 @@\n SELECT id, name FROM accounts;\n--- drop what is old\n DELETE FROM accounts WHERE age > 10;\n',
      edit: [['-- drop what is old\n', '']],
    },
    {
      name: 'a removed line that begins with two dashes, under headers',
      block:
        '--- a/x.sql\n+++ b/x.sql\n@@ -2,3 +2,3 @@\n SELECT id, name FROM accounts;\n--- drop what is old\n+-- drop what is very old\n DELETE FROM accounts WHERE age > 10;\n',
      edit: [['what is old', 'what is very old']],
    },
    {
      name: 'an added line that begins with two plus signs',
      block: '@@ -12,2 +12,3 @@\n   let count = 0;\n   ++count;\n+  ++count;\n   return all.slice(count);\n',
      edit: [['  ++count;\n', '  ++count;\n  ++count;\n']],
    },
    {
      name: 'lines that begin with two at signs',
      block: '@@ -17,3 +17,3 @@\n class Counter\n-  @@count = 0\n+  @@count = 1\n   @@limit = 10\n',
      edit: [['@@count = 0', '@@count = 1']],
    },
    {
      name: 'a comment that reads like a mark',
      block: searchReplace(
        '// rest of the arguments are ignored\nfunction call(first, ...rest) {\n',
        '// rest of the arguments are kept\nfunction call(first, ...rest) {\n',
      ),
      edit: [['are ignored', 'are kept']],
    },
    {
      name: 'a spread that reads like a mark',
      block: searchReplace('    first,\n    ...rest,\n', '    first,\n    second,\n    ...rest,\n'),
      edit: [['    first,\n', '    first,\n    second,\n']],
    },
    {
      name: 'a fragment with a spread',
      block: '  const all = [\n    first,\n    second,\n    ...rest,\n  ];\n',
      edit: [['    first,\n', '    first,\n    second,\n']],
    },
    {
      name: 'dollar signs in new text',
      block: searchReplace("const price = '$&' + '$1';\n", "const price = '$$' + '$`' + \"$'\" + '$1';\n"),
      edit: [["'$&' + '$1'", "'$$' + '$`' + \"$'\" + '$1'"]],
    },
    {
      name: 'a line that is nearly another',
      block: searchReplace('const again = compute(a);\n', 'const again = compute(b);\n'),
      edit: [['again = compute(a)', 'again = compute(b)']],
    },
    {
      name: 'the second section needs the first',
      block:
        searchReplace('const twice = compute(a);\n', 'const twice = compute(a, b);\n') +
        searchReplace('const twice = compute(a, b);\n', 'const twice = compute(a, b, c);\n'),
      edit: [['twice = compute(a)', 'twice = compute(a, b, c)']],
    },
    {
      name: 'a stub of three dots',
      block: searchReplace('def stub(self) -> int: ...\n', 'def stub(self) -> str: ...\n'),
      edit: [['stub(self) -> int', 'stub(self) -> str']],
    },
    {
      name: 'line ends of both kinds',
      source: mixed,
      block: '@@ -2,2 +2,2 @@\n second\n-third\n+THIRD\n fourth\n',
      edit: [['third', 'THIRD']],
    },
    {
      name: 'line ends of both kinds, a section',
      source: mixed,
      block: searchReplace('second\n', 'SECOND\n'),
      edit: [['second', 'SECOND']],
    },
    {
      name: 'separators that are no line ends',
      source: separators,
      block: searchReplace('three\n', 'THREE\n'),
      edit: [['three', 'THREE']],
    },
    {
      name: 'separators that are no line ends, a hunk',
      source: separators,
      block: '@@ -1,3 +1,3 @@\n one\u2028still one\n-two\fstill two\n+two\f\n three\n',
      edit: [['two\fstill two', 'two\f']],
    },
    {
      name: 'a patch that tells of the open end',
      block:
        '@@ -30,2 +30,2 @@\n def stub(self) -> int: ...\n-def other(self) -> int: ...\n\\ No newline at end of file\n+def other(self) -> str: ...\n\\ No newline at end of file\n',
      edit: [['other(self) -> int', 'other(self) -> str']],
      onDisk: withOpenEnd,
    },
    {
      name: 'two functions without the one between them',
      source: merges,
      block:
        'function open(path) {\n  check(path);\n  return handle(path);\n}\n\nfunction move(from, to) {\n  check(from);\n  log(from);\n  rename(from, to);\n}\n',
      edit: 'refused',
    },
    {
      name: 'three functions without one, on purpose by a mark',
      source: merges,
      block:
        'function open(path) {\n  check(path);\n  return handle(path);\n}\n\n// ... close stays ...\n\nfunction move(from, to) {\n  check(from);\n  log(from);\n  rename(from, to);\n}\n',
      edit: [['  rename(from, to);\n', '  log(from);\n  rename(from, to);\n']],
    },
    {
      name: 'a body of a mark alone',
      source: merges,
      block: 'function close(path) {\n  // ... existing code ...\n}\n',
      edit: 'refused',
    },
    {
      name: 'a line more at the start of a body',
      source: merges,
      block: 'function close(path) {\n  log(path);\n  // ... existing code ...\n}\n',
      edit: [['function close(path) {\n', 'function close(path) {\n  log(path);\n']],
    },
    {
      name: 'a line more at the end of a body',
      source: merges,
      block: 'function close(path) {\n  // ... existing code ...\n  release(path);\n  log(path);\n}\n',
      edit: [['  release(path);\n', '  release(path);\n  log(path);\n']],
    },
    {
      name: 'a function between its neighbours by marks',
      source: merges,
      block:
        '// ... existing code ...\n\nfunction close(path) {\n  check(path);\n  flush(path);\n  release(path);\n}\n\n// ... existing code ...\n',
      edit: [['  release(path);\n', '  flush(path);\n  release(path);\n']],
    },
    {
      name: 'a mark of dots in one character',
      source: merges,
      block:
        'function open(path) {\n  // …\n}\n\nfunction close(path) {\n  check(path);\n  flush(path);\n  release(path);\n}\n',
      edit: [['  release(path);\n', '  flush(path);\n  release(path);\n']],
    },
    {
      name: 'a mark in Chinese',
      source: merges,
      block:
        'function close(path) {\n  check(path);\n  flush(path);\n  release(path);\n}\n\n// ... 其余代码保持不变 ...\n',
      edit: [['  release(path);\n', '  flush(path);\n  release(path);\n']],
    },
    {
      name: 'a hunk whose outer line moved on',
      source: merges,
      block: '@@ -6,4 +6,5 @@\n function close(path) {\n   check(path);\n+  flush(path);\n   release(path);\n }\n',
      drift: [['function close(path) {', 'function close(path, force) {']],
      edit: [['  release(path);\n', '  flush(path);\n  release(path);\n']],
    },
    {
      name: 'a hunk of a function that is wrapped deeper since',
      source: merges,
      block: '@@ -6,4 +6,5 @@\n function close(path) {\n   check(path);\n+  flush(path);\n   release(path);\n }\n',
      drift: [
        [
          'function close(path) {\n  check(path);\n  release(path);\n}\n',
          'class Files {\n  function close(path) {\n    check(path);\n    release(path);\n  }\n}\n',
        ],
      ],
      edit: [['    release(path);\n', '    flush(path);\n    release(path);\n']],
    },
    {
      name: 'a section of a function that is wrapped deeper since',
      source: merges,
      block: searchReplace(
        'function close(path) {\n  check(path);\n  release(path);\n}\n',
        'function close(path) {\n  if (check(path)) {\n    release(path);\n  }\n}\n',
      ),
      drift: [
        [
          'function close(path) {\n  check(path);\n  release(path);\n}\n',
          'class Files {\n  function close(path) {\n    check(path);\n    release(path);\n  }\n}\n',
        ],
      ],
      edit: [['    check(path);\n    release(path);\n', '    if (check(path)) {\n      release(path);\n    }\n']],
    },
    {
      name: 'a hunk whose middle moved on',
      source: merges,
      block: '@@ -6,4 +6,4 @@\n function close(path) {\n   check(path);\n-  release(path);\n+  free(path);\n }\n',
      drift: [['  release(path);\n', '  release(path, true);\n']],
      edit: 'refused',
    },
    {
      name: 'only new lines in the middle of lines that stand twice',
      source: merges,
      block: '@@ -2,1 +2,2 @@\n   check(path);\n+  log(path);\n',
      edit: 'refused',
    },
    {
      name: 'a section with a path above, on Windows',
      source: merges,
      block: `src/files.js\n${searchReplace('  release(path);\n', '  free(path);\n')}`,
      edit: [['release', 'free']],
      onDisk: withCrlf,
    },
    {
      name: 'a whole file in another order',
      source: merges,
      block: reordered,
      edit: [[merges, reordered]],
    },
    {
      name: 'half of a file without a mark',
      source: merges,
      block: 'function open(path) {\n  return handle(path);\n}\n',
      edit: [['function open(path) {\n  check(path);\n', 'function open(path) {\n']],
    },
    {
      name: 'a line that goes in the first function of two alike, by a header',
      source: merges,
      block: '*** Begin Patch\n*** Update File: a.js\n@@ function close(path) {\n-  check(path);\n*** End Patch\n',
      edit: [['function close(path) {\n  check(path);\n', 'function close(path) {\n']],
    },
    {
      name: 'lines of equals signs that can be parted in one way',
      block: searchReplace('const mine = 1;\n', 'const mine = 3;\n'),
      edit: [['mine = 1', 'mine = 3']],
    },
  ],
};
