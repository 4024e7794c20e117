import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { complete, open } from './documents';
import { requestsSoFar, setCompletion } from './lab';

interface Place {
  readonly what: string;
  readonly extension: string;
  /** The file before, with `█` for the cursor. */
  readonly file: string;
  /** What is typed there, key by key, so that VS Code closes what it closes. */
  readonly typed?: string;
  /** What the model says. */
  readonly raw: string;
  /** The file after the suggestion was accepted. */
  readonly after: string;
  readonly options?: vscode.TextEditorOptions;
  /** More than a line where a line would do. */
  readonly isLong?: boolean;
}

const tabs = { insertSpaces: false, tabSize: 4 };

const places: readonly Place[] = [
  {
    what: 'behind the mark of a comment, which the model repeats',
    extension: 'ts',
    file: 'let users = 0;\n█\nexport { users };\n',
    typed: '// ',
    raw: '// the number of users',
    after: 'let users = 0;\n// the number of users\nexport { users };\n',
  },
  {
    what: 'behind the star that VS Code writes in a doc comment',
    extension: 'ts',
    file: '/**\n * Adds.█\n */\nfunction add(a: number) {}\n',
    typed: '\n',
    raw: ' * @param a the first',
    after: '/**\n * Adds.\n * @param a the first\n */\nfunction add(a: number) {}\n',
  },
  {
    what: 'behind the dash of a list in YAML',
    extension: 'yaml',
    file: 'fruits:\n  - apples\n█\n',
    typed: '  - ',
    raw: '  - pears',
    after: 'fruits:\n  - apples\n  - pears\n',
  },
  {
    what: 'behind the marks of a heading',
    extension: 'md',
    file: '# Everpair\n\n█\n',
    typed: '## ',
    raw: '## Usage',
    after: '# Everpair\n\n## Usage\n',
  },
  {
    what: 'in a quote that VS Code has closed',
    extension: 'py',
    file: '█\n',
    typed: 'print("',
    raw: '"Hello, world")',
    after: 'print("Hello, world")\n',
  },
  {
    what: 'in a docstring that VS Code has closed',
    extension: 'py',
    file: 'def f(x):\n    █\n',
    typed: '"""',
    raw: '"""Returns x."""',
    after: 'def f(x):\n    """Returns x."""\n',
  },
  {
    what: 'in a bracket that VS Code has closed in a comment',
    extension: 'ts',
    file: '█\nlet a = 1;\n',
    typed: '// see (',
    raw: 'the docs)',
    after: '// see (the docs)\nlet a = 1;\n',
  },
  {
    what: 'in a bracket that VS Code has closed in a comment of Python',
    extension: 'py',
    file: '█\na = 1\n',
    typed: '# see (',
    raw: 'the docs)',
    after: '# see (the docs)\na = 1\n',
  },
  {
    what: 'in an attribute whose quote VS Code has closed',
    extension: 'html',
    file: '<p>\n  <a href=█\n</p>\n',
    typed: '"',
    raw: 'https://a.example">text</a>',
    after: '<p>\n  <a href="https://a.example">text</a>\n</p>\n',
  },
  {
    what: 'in a character that VS Code has closed in C',
    extension: 'c',
    file: 'int f(char c) {\n  █\n  return 0;\n}\n',
    typed: "if (c == '",
    raw: "a') return 1;",
    after: "int f(char c) {\n  if (c == 'a') return 1;\n  return 0;\n}\n",
  },
  {
    what: 'at the column of a key in YAML',
    extension: 'yaml',
    file: 'properties:\n  kind:\n    type: string\n    █\n  url:\n    type: string\n',
    raw: 'enum:\n    - A\n    - B\n  url:',
    after: 'properties:\n  kind:\n    type: string\n    enum:\n    - A\n    - B\n  url:\n    type: string\n',
  },
  {
    what: 'less deep than its line belongs in Python',
    extension: 'py',
    file: 'class A:\n    def f(self):\n        x = 1\n    █\n',
    raw: '    return x',
    after: 'class A:\n    def f(self):\n        x = 1\n        return x\n',
  },
  {
    what: 'at the margin of Python, where a space would be a fault',
    extension: 'py',
    file: 'import os\n█\n',
    raw: ' import sys',
    after: 'import os\nimport sys\n',
  },
  {
    what: 'in a recipe of a Makefile, which begins with a tab',
    extension: 'mk',
    file: 'all: a.c\n█\n',
    raw: '    gcc a.c',
    after: 'all: a.c\n\tgcc a.c\n',
  },
  {
    what: 'where the editor indents by tabs and no line tells',
    extension: 'c',
    file: 'int f(void) {\n█\n}\n',
    typed: '\t',
    raw: 'int n = 0;\n    return n;',
    after: 'int f(void) {\n\tint n = 0;\n\treturn n;\n}\n',
    options: tabs,
  },
  {
    what: 'in the middle of a line, with the space before what stands there',
    extension: 'ts',
    file: 'async function f(url: string) {\n  const r = █fetch(url);\n}\n',
    raw: 'await ',
    after: 'async function f(url: string) {\n  const r = await fetch(url);\n}\n',
  },
  {
    what: 'between two tags',
    extension: 'html',
    file: '<ul>\n  <li>█</li>\n</ul>\n',
    raw: 'one</li>\n  <li>two</li>',
    after: '<ul>\n  <li>one</li>\n</ul>\n',
  },
  {
    what: 'above a line that the model writes too, with another comma',
    extension: 'json',
    file: '{\n  "a": 1,\n  █\n  "c": 3\n}\n',
    raw: '"b": 2,\n  "c": 3,',
    after: '{\n  "a": 1,\n  "b": 2,\n  "c": 3\n}\n',
  },
  {
    what: 'in a bracket that VS Code has closed in a comment of SQL',
    extension: 'sql',
    file: '█\nSELECT 1;\n',
    typed: '-- see (',
    raw: 'the docs)',
    after: '-- see (the docs)\nSELECT 1;\n',
  },
  {
    what: 'behind the brace of a value that VS Code has closed in a template',
    extension: 'ts',
    file: 'const name = 1;\nconst a = `█`;\n',
    typed: '${',
    raw: '${name}',
    after: 'const name = 1;\nconst a = `${name}`;\n',
  },
  {
    what: 'behind a condition that goes over two lines of Python',
    extension: 'py',
    file: 'def f(a, b):\n    if (a\n            █\n    return 3\n',
    raw: 'and b):\n        return 1\n    return 2',
    after: 'def f(a, b):\n    if (a\n            and b):\n        return 1\n    return 3\n',
    isLong: true,
  },
  {
    what: 'in a raw string of Go, whose spaces are its own',
    extension: 'go',
    file: 'package main\n\nfunc usage() string {\n\treturn █\n}\n',
    raw: '`Usage:\n  a b`',
    after: 'package main\n\nfunc usage() string {\n\treturn `Usage:\n  a b`\n}\n',
    isLong: true,
  },
  {
    what: 'before a branch that the model writes too',
    extension: 'ts',
    file: 'function f(a, b) {\n  if (a) {\n    return 9;\n  █\n  } else {\n    return 10;\n  }\n}\n',
    raw: '} else if (b) {\n    return 8;\n  } else {\n    return 10;\n  }',
    after:
      'function f(a, b) {\n  if (a) {\n    return 9;\n  } else if (b) {\n    return 8;\n  } else {\n    return 10;\n  }\n}\n',
  },
  {
    what: 'before the words of a condition',
    extension: 'py',
    file: 'def f(user):\n    if █user.ok:\n        return 1\n',
    raw: 'not ',
    after: 'def f(user):\n    if not user.ok:\n        return 1\n',
  },
  {
    what: 'before a word that the model writes too',
    extension: 'js',
    file: 'const seen = [];\nseen.█computed);\n',
    raw: 'push(computed);',
    after: 'const seen = [];\nseen.push(computed);\n',
  },
  {
    what: 'in the middle of a sentence',
    extension: 'md',
    file: 'This is █good.\n',
    raw: 'very ',
    after: 'This is very good.\n',
  },
];

const quiet = { quickSuggestions: { other: 'off', comments: 'off', strings: 'off' }, suggestOnTriggerCharacters: false, detectIndentation: true }; // prettier-ignore

/** A file of its own with the cursor at its mark. */
async function openAt(name: string, file: string): Promise<vscode.TextEditor> {
  const editor = await open(name, file.replace('█', ''));
  const cursor = editor.document.positionAt(file.indexOf('█'));
  editor.selection = new vscode.Selection(cursor, cursor);
  return editor;
}

async function multiline(value: 'always' | undefined): Promise<void> {
  await vscode.workspace.getConfiguration('everpair').update('completions.multiline', value, vscode.ConfigurationTarget.Global); // prettier-ignore
}

describe('what stands in the file after Tab', () => {
  const settings = vscode.workspace.getConfiguration('editor');
  before(async () => {
    for (const [key, value] of Object.entries(quiet))
      await settings.update(key, value, vscode.ConfigurationTarget.Global);
  });
  after(async () => {
    for (const key of Object.keys(quiet)) await settings.update(key, undefined, vscode.ConfigurationTarget.Global);
  });
  afterEach(async () => {
    await setCompletion('anthropic', undefined);
    await multiline(undefined);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  for (const [index, { what, extension, file, typed = '', raw, after, options, isLong }] of places.entries()) {
    it(`is right ${what}`, async () => {
      await setCompletion('anthropic', raw);
      await multiline(isLong ? 'always' : undefined);
      const editor = await openAt(`place${index}.${extension}`, file);
      if (options) editor.options = options;
      // In one command, key after key: VS Code keeps what it was offered between two keys, and would accept it here.
      if (typed !== '') await vscode.commands.executeCommand('type', { text: typed });
      assert.equal(await complete(editor), after);
    });
  }

  it('is what was selected, of which nothing is completed even when the user asks', async () => {
    await setCompletion('anthropic', 'answer;');
    const editor = await openAt('selected.ts', 'const a = 1;\nconst █b =\n');
    // By commands, which the window obeys in their order.
    await vscode.commands.executeCommand('cursorEndSelect');
    const before = await requestsSoFar();
    await vscode.commands.executeCommand('everpair.triggerCompletion');
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    assert.deepEqual(await requestsSoFar(), before);
    await vscode.commands.executeCommand('cancelSelection');
    // Of a place that has not changed VS Code does not ask a second time.
    await vscode.commands.executeCommand('type', { text: ' ' });
    assert.equal(await complete(editor), 'const a = 1;\nconst b = answer;\n');
  });
});
