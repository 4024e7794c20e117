import { type CaseTable, code, edited, searchReplace, withCrlf, withOpenEnd } from './applyCase';

const source = code`
  {
    "name": "tool",
    "version": "1.2.3",
    "scripts": {
      "build": "tsc -p .",
      "test": "mocha"
    },
    "dependencies": {
      "left": "1.0.0",
      "right": "2.0.0"
    },
    "devDependencies": {
      "left": "1.0.0",
      "mocha": "10.0.0"
    }
  }
`;

const lint = [['    "test": "mocha"\n', '    "test": "mocha",\n    "lint": "eslint ."\n']] as const;

export const json: CaseTable = {
  languageId: 'json',
  source,
  cases: [
    { name: 'the whole file', block: edited(source, lint), edit: lint, onDisk: withOpenEnd },
    {
      name: 'a member as a fragment',
      block: '"scripts": {\n  "build": "tsc -p .",\n  "test": "mocha",\n  "lint": "eslint ."\n},\n',
      edit: lint,
    },
    {
      name: 'a member in an object with marks',
      block:
        '{\n  // ... other fields ...\n  "scripts": {\n    "build": "tsc -p .",\n    "test": "mocha",\n    "lint": "eslint ."\n  },\n  // ... other fields ...\n}\n',
      edit: lint,
    },
    {
      name: 'a member by a section, on Windows',
      block: searchReplace('    "test": "mocha"\n', '    "test": "mocha",\n    "lint": "eslint ."\n'),
      edit: lint,
      onDisk: withCrlf,
    },
    {
      name: 'a member of two objects',
      block: searchReplace('    "left": "1.0.0",\n', '    "left": "1.1.0",\n'),
      edit: 'refused',
    },
    {
      name: 'a member of two objects by the first of them',
      block: searchReplace(
        '  "dependencies": {\n    "left": "1.0.0",\n',
        '  "dependencies": {\n    "left": "1.1.0",\n',
      ),
      edit: [['  "dependencies": {\n    "left": "1.0.0"', '  "dependencies": {\n    "left": "1.1.0"']],
    },
    {
      name: 'a hunk with wrong numbers',
      block:
        '--- package.json\n+++ package.json\n@@ -1,2 +1,2 @@\n   "devDependencies": {\n-    "left": "1.0.0",\n+    "left": "1.1.0",\n     "mocha": "10.0.0"\n',
      edit: [['    "left": "1.0.0",\n    "mocha"', '    "left": "1.1.0",\n    "mocha"']],
    },
    {
      name: 'the last member after a drift',
      block: searchReplace('    "mocha": "10.0.0"\n', '    "mocha": "11.0.0"\n'),
      drift: [['"version": "1.2.3"', '"version": "1.3.0"']],
      edit: [['10.0.0', '11.0.0']],
    },
    {
      name: 'a patch of two places',
      block:
        '*** Begin Patch\n*** Update File: package.json\n@@\n-  "version": "1.2.3",\n+  "version": "2.0.0",\n@@\n-    "mocha": "10.0.0"\n+    "mocha": "11.0.0"\n*** End Patch\n',
      edit: [
        ['1.2.3', '2.0.0'],
        ['10.0.0', '11.0.0'],
      ],
    },
    {
      name: 'settings of another file',
      block: '{\n  "compilerOptions": {\n    "strict": true\n  },\n  "include": ["src"]\n}\n',
      edit: 'refused',
    },
  ],
};
