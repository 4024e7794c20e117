import { type CaseTable, edited, searchReplace, withCrlf, withMark } from './applyCase';

const source = [
  'naïve café',
  'cafe\u0301 in two characters',
  'שלום עולם',
  '👩‍👩‍👧 family',
  'plain',
  '\ttab first',
  'trailing  ',
  '',
  '最後の行',
  '',
].join('\n');

/** 20,000 lines of functions that differ in their number alone. */
const long = Array.from(
  { length: 4_000 },
  (_, at) => `function f${at}(value) {\n  const result = value + ${at};\n  log(result);\n  return result;\n}\n`,
).join('');
const longEdit = [['  const result = value + 3210;\n', '  const result = value * 3210;\n']] as const;
const one = 'function f3210(value) {\n  const result = value * 3210;\n  log(result);\n  return result;\n}\n';

export const files: CaseTable = {
  languageId: 'plaintext',
  source,
  cases: [
    {
      name: 'letters with marks, in one character',
      block: searchReplace('naïve café\n', 'naïve cafés\n'),
      edit: [['naïve café', 'naïve cafés']],
    },
    {
      name: 'letters with marks, in two characters',
      block: searchReplace('cafe\u0301 in two characters\n', 'cafe\u0301 in two\n'),
      edit: [[' in two characters', ' in two']],
    },
    {
      name: 'letters from right to left',
      block: '@@ -1,3 +1,3 @@\n-שלום עולם\n+שלום לכם\n 👩‍👩‍👧 family\n plain\n',
      edit: [['עולם', 'לכם']],
    },
    { name: 'joined emoji', block: searchReplace('👩‍👩‍👧 family\n', '👩‍👩‍👧‍👦 family\n'), edit: [['👩‍👩‍👧', '👩‍👩‍👧‍👦']] },
    {
      name: 'blanks at an end that a model does not write',
      block: searchReplace('\ttab first\ntrailing\n', '\ttab first\ntrailing\nmore\n'),
      edit: [['trailing  \n', 'trailing  \nmore\n']],
    },
    {
      name: 'the last line of all',
      block: searchReplace('最後の行\n', '最後\n'),
      edit: [['最後の行', '最後']],
      onDisk: withCrlf,
    },
    {
      name: 'a line above the first, under a byte order mark',
      block: searchReplace('naïve café\n', 'first\nnaïve café\n'),
      edit: [['naïve', 'first\nnaïve']],
      onDisk: withMark,
    },
    {
      name: 'a hunk of new lines at the start by its numbers',
      block: '@@ -1,1 +1,2 @@\n+first\n naïve café\n',
      edit: [['naïve', 'first\nnaïve']],
    },
    { name: 'a line that goes', block: '@@ -5,2 +5,1 @@\n-plain\n \ttab first\n', edit: [['plain\n', '']] },
    { name: 'the whole of it again', block: source, edit: 'unchanged' },
    { name: 'an empty source', source: '\n', block: 'a\nb\n', edit: [['\n', 'a\nb\n']] },
    {
      name: '20,000 lines, a section',
      source: long,
      block: searchReplace('  const result = value + 3210;\n', '  const result = value * 3210;\n'),
      edit: longEdit,
    },
    { name: '20,000 lines, a function', source: long, block: one, edit: longEdit },
    {
      name: '20,000 lines, a hunk with its numbers far off',
      source: long,
      block:
        '@@ -12,4 +12,4 @@\n function f3210(value) {\n-  const result = value + 3210;\n+  const result = value * 3210;\n   log(result);\n',
      edit: longEdit,
    },
    {
      name: '20,000 lines, marks',
      source: long,
      block: `function f0(value) {\n  // ...\n}\n\n// ...\n\n${one}\n// ...\n`,
      edit: longEdit,
    },
    { name: '20,000 lines, the whole file', source: long, block: edited(long, longEdit), edit: longEdit },
    {
      name: '20,000 lines, a line of all functions',
      source: long,
      block: searchReplace('  log(result);\n', '  print(result);\n'),
      edit: 'refused',
    },
    { name: 'a section without its end', block: '<<<<<<< SEARCH\nplain\n=======\nPLAIN\n', edit: 'refused' },
    { name: 'a hunk for lines that are nowhere', block: '@@ -1,2 +1,2 @@\n-alpha\n+beta\n gamma\n', edit: 'refused' },
    {
      name: 'a new file where there is one',
      block: '*** Begin Patch\n*** Add File: a.txt\n+alpha\n+beta\n*** End Patch\n',
      edit: 'refused',
    },
    { name: 'nothing but blanks', block: '\n\n', edit: 'refused' },
    {
      name: 'a patch that moves the file',
      block: '*** Begin Patch\n*** Update File: a.txt\n*** Move to: b.txt\n@@\n-plain\n+PLAIN\n*** End Patch\n',
      edit: 'refused',
    },
    {
      name: 'context of two depths that the file has at one',
      source: '  return b\n  return b\n  a\n// c\n',
      block: '@@\n+c\n   return b\n   return b\n a\n',
      edit: 'refused',
    },
    {
      name: 'a hunk that fits at two places but for another outer line each',
      source: 'first = 1\nopen(a)\nread(b)\nopen(a)\nread(b)\nlast = 2\n',
      block: '@@\n first = 1\n open(a)\n+check(a)\n read(b)\n last = 2\n',
      edit: 'refused',
    },
  ],
};
