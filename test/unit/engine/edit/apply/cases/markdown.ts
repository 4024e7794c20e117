import { type CaseTable, edited, searchReplace, withCrlf } from './applyCase';

const fence = '```';
const source = [
  '# Tool',
  '',
  'A tool for all.',
  '',
  '## Install',
  '',
  `${fence}sh`,
  'npm install tool',
  fence,
  '',
  '## Use',
  '',
  `${fence}js`,
  "import { run } from 'tool';",
  '',
  '// ...',
  "run('a');",
  fence,
  '',
  'Title',
  '=======',
  '',
  '- one',
  '- two',
  '',
  '## License',
  '',
  'MIT',
  '',
].join('\n');

const yarn = [['npm install tool\n', 'npm install tool\n# or\nyarn add tool\n']] as const;
const third = [['- two\n', '- two\n- three\n']] as const;

export const markdown: CaseTable = {
  languageId: 'markdown',
  source,
  cases: [
    { name: 'the whole file with fences inside', block: edited(source, yarn), edit: yarn },
    {
      name: 'the whole file with fences inside, on Windows',
      block: edited(source, [...yarn, ...third]),
      edit: [...yarn, ...third],
      onDisk: withCrlf,
    },
    {
      name: 'a section within a fence',
      block: searchReplace('npm install tool\n', 'npm install tool\n# or\nyarn add tool\n'),
      edit: yarn,
    },
    {
      name: 'a section with fences in it',
      block: searchReplace(
        `${fence}sh\nnpm install tool\n${fence}\n`,
        `${fence}sh\nnpm install tool\n# or\nyarn add tool\n${fence}\n`,
      ),
      edit: yarn,
    },
    {
      name: 'a section that can be parted at three lines of equals signs',
      block: searchReplace('Title\n=======\n\n- one\n', 'Heading\n=======\n\n- one\n'),
      edit: 'refused',
    },
    {
      name: 'a hunk over a line of equals signs',
      block: '@@ -1,4 +1,5 @@\n Title\n =======\n \n - one\n - two\n+- three\n',
      edit: third,
    },
    {
      name: 'a mark that is a line of the file',
      block: searchReplace("// ...\nrun('a');\n", "// ...\nrun('b');\n"),
      edit: [["run('a')", "run('b')"]],
    },
    { name: 'a hunk with removed bullets', block: '@@ -23,3 +23,2 @@\n - one\n-- two\n \n', edit: [['- two\n', '']] },
    {
      name: 'a paragraph under a heading, in the place of another or above it',
      block: '## License\n\nApache-2.0\n',
      edit: 'refused',
    },
    {
      name: 'a text at the start by a patch',
      block:
        '*** Begin Patch\n*** Update File: README.md\n@@\n+<!-- made by hand -->\n # Tool\n \n A tool for all.\n*** End Patch\n',
      edit: [['# Tool\n', '<!-- made by hand -->\n# Tool\n']],
    },
    {
      name: 'a search without lines',
      block: searchReplace('', '\n## Thanks\n\nTo all.\n'),
      edit: [['\nMIT\n', '\nMIT\n\n## Thanks\n\nTo all.\n']],
    },
    { name: 'words of another text', block: '# Changelog\n\n## 1.0.0\n\n- First version\n', edit: 'refused' },
    {
      name: 'a list after a drift above',
      block: searchReplace('- one\n- two\n', '- one\n- two\n- three\n'),
      drift: [['A tool for all.', 'A tool for all of us.']],
      edit: third,
    },
  ],
};
