import assert from 'node:assert/strict';
import { maxPromptFileChars, readPromptFile } from '../../../../../src/engine/chat/commands/promptFiles/promptFile';
import type { PromptFile } from '../../../../../src/engine/chat/commands/promptFiles/promptFile';
import { promptReferences } from '../../../../../src/engine/chat/commands/promptFiles/promptReferences';
import { inputsIn, promptText } from '../../../../../src/engine/chat/commands/promptFiles/promptText';

async function file(name: string, source: string): Promise<PromptFile> {
  const outcome = await readPromptFile(name, source);
  assert.ok(outcome.type === 'prompt', JSON.stringify(outcome));
  return outcome.file;
}
async function problem(name: string, source: string): Promise<string> {
  const outcome = await readPromptFile(name, source);
  assert.ok(outcome.type === 'broken', JSON.stringify(outcome));
  return outcome.problem;
}

const certain = (body: string): readonly string[] =>
  promptReferences(body)
    .paths.filter(({ isCertain }) => isCertain)
    .map(({ path }) => path);

/** The head and the lines that hold references of the first example in VS Code's documentation of prompt files. */
const reactForm = `---
agent: 'agent'
model: GPT-4o
tools: ['githubRepo', 'search/codebase']
description: 'Generate a new React form component'
---
Your goal is to generate a new React form component based on the templates in #tool:githubRepo contoso/react-templates.

Requirements for the form:
* Use form design system components: [design-system/Form.md](../docs/design-system/Form.md)
* Prefer *uncontrolled* components using register
`;

/** The head of the second. */
const securityReview = `---
agent: 'ask'
model: Claude Sonnet 4
description: 'Perform a REST API security review'
---
Perform a REST API security review and provide a TODO list of security issues to address.
`;

/** The example of Continue's documentation of \`.prompt\` files. */
const rails = `name: Rails Project
description: Information about this project
---
Attached is a summary of the current Ruby on Rails application, including the @Gemfile and database schema in @db/schema.rb
`;

/** The example of Continue's documentation of prompts in Markdown. */
const invokable = `---
name: Explain invokable
description: Explains what happens when you set invokable to true
invokable: true
---

Explain that when \`invokable\` is set to \`true\`, a slash command becomes available in the IDE extensions and CLI
`;

describe('readPromptFile', () => {
  it('reads what VS Code documents, and names what is not done', async () => {
    const form = await file('create-react-form.prompt.md', reactForm);
    assert.deepEqual(
      { ...form, body: form.body.slice(0, 12) },
      {
        name: 'create-react-form',
        description: 'Generate a new React form component',
        argumentHint: '',
        body: 'Your goal is',
        ignored: ['agent: agent', 'model: GPT-4o', 'tools'],
      },
    );
    assert.deepEqual(certain(form.body), ['../docs/design-system/Form.md']);
    assert.deepEqual((await file('security.prompt.md', securityReview)).ignored, ['model: Claude Sonnet 4']);
  });

  it('reads what Continue documents, in both forms', async () => {
    const { body, ...head } = await file('rails.prompt', rails);
    assert.deepEqual(head, {
      ...{ name: 'rails-project', description: 'Information about this project', argumentHint: '', ignored: [] },
    });
    assert.deepEqual(promptReferences(body).paths, [
      { path: 'Gemfile', isCertain: false },
      { path: 'db/schema.rb', isCertain: false },
    ]);
    assert.equal((await file('explain-invokable.md', invokable)).name, 'explain-invokable');
  });

  it('reads templates of older files of Continue, their part for the system among them', async () => {
    const source = `temperature: 0.5\nmaxTokens: 4096\n---\n<system>\nYou are an expert.\n</system>\n\n{{{ input }}}\n\nUse {{{ ./src/a.ts }}}, {{{currentFile}}} and {{ diff }}.`;
    const { body, ignored } = await file('test.prompt', source);
    assert.deepEqual(ignored, ['temperature', 'maxTokens']);
    const { needsFile, needsChanges } = promptReferences(body);
    assert.deepEqual([certain(body), needsFile, needsChanges], [['./src/a.ts'], true, true]);
    const text = promptText(body, { file: 'b.ts', inputs: new Map(), argument: 'Test it.' });
    assert.equal(
      text,
      'You are an expert.\n\n\nTest it.\n\nUse ./src/a.ts, the file b.ts, which is attached and the uncommitted changes, which are attached.',
    );
  });

  it('needs no head, takes its name from the file, and what the head names before it', async () => {
    assert.equal((await file('Write a README.md', 'Write it.')).name, 'write-a-readme');
    assert.equal((await file('x.prompt', 'Write it.')).body, 'Write it.');
    assert.equal(
      (await file('a.prompt.md', '\uFEFF---\r\nname: b\r\nargument-hint: what\r\n---\r\nC')).argumentHint,
      'what',
    );
    assert.equal((await file('a.prompt.md', '---\n---\nC')).body, 'C');
  });

  it('says what is wrong with a file, and where', async () => {
    assert.match(
      await problem('a.prompt.md', '---\ndescription: "open\n---\nC'),
      /^Its front matter is no YAML: .*line \d/,
    );
    assert.match(await problem('a.prompt.md', '---\na: 1\na: 2\n---\nC'), /no YAML: .*unique/);
    assert.match(await problem('a.prompt.md', '---\ndescription: b\nC'), /has no end/);
    assert.match(await problem('a.prompt.md', '---\n- b\n---\nC'), /fields with values/);
    assert.match(await problem('a.prompt.md', '---\ndescription: [b]\n---\nC'), /"description" has to be a text/);
    assert.match(await problem('a.prompt.md', '---\ndescription: b\n---\n \n'), /asks for nothing/);
    assert.match(await problem('!.prompt.md', 'C'), /no name that can be typed/);
    assert.match(await problem('a.prompt.md', 'x'.repeat(maxPromptFileChars + 1)), /too long/);
  });

  it('is not made to hang or to fill the memory by names that stand for one another', async () => {
    const bomb = ['a: &a [x, x, x, x, x, x, x, x, x]'];
    const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'];
    for (const [index, to] of names.slice(1).entries())
      bomb.push(`${to}: &${to} [${`*${names[index]}, `.repeat(9).slice(0, -2)}]`);
    assert.match(await problem('a.prompt.md', `---\n${bomb.join('\n')}\n---\nC`), /no YAML/);
  });

  it('leaves out what says that it is no command', async () => {
    assert.deepEqual(await readPromptFile('a.md', '---\ninvokable: false\n---\nC'), { type: 'none' });
  });
});

describe('promptReferences', () => {
  it('finds links and #file, and neither addresses nor what stands in a fence', () => {
    const body = [
      'See [a](a.md), [b](<../b c.md> "B"), [f](e%20f.md), [site](https://a.test/x.md), [here](#part), [mail](mailto:a@b.test).',
      'Use #file:./src/c.ts, and #file:d.ts.',
      '```md\n[e](e.md) #file:e.ts @e.ts\n```',
      'Write to me@example.org, see @https://a.test and @types/node.',
    ].join('\n');
    assert.deepEqual(certain(body), ['a.md', '../b c.md', 'e f.md', './src/c.ts', 'd.ts']);
    assert.deepEqual(
      promptReferences(body).paths.filter(({ isCertain }) => !isCertain),
      [{ path: 'types/node', isCertain: false }],
    );
  });

  it('finds inputs once each, and what of the editor is needed', () => {
    const body = 'Make ${input:name} a ${input:kind:class or function}, named ${input:name}. ${selection}';
    const { inputs, needsSelection, needsFile } = promptReferences(body);
    assert.deepEqual(inputs, [
      { name: 'name', placeholder: '' },
      { name: 'kind', placeholder: 'class or function' },
    ]);
    assert.deepEqual([needsSelection, needsFile], [true, false]);
    assert.ok(promptReferences('In ${fileBasename}').needsFile);
  });
});

describe('promptText', () => {
  const values = { file: 'src/a.test.ts', selection: 'lines 3 to 9', folder: 'shop', inputs: new Map(), argument: '' };

  it('fills in each variable that VS Code documents', () => {
    const body =
      '${workspaceFolder} ${workspaceFolderBasename}|${selection}|${selectedText}|${file} ${fileBasename} ${fileDirname} ${fileBasenameNoExtension}|${unknown}';
    const selected = 'the selected code, lines 3 to 9 of src/a.test.ts';
    assert.equal(
      promptText(body, values),
      `. shop|${selected}|${selected}|src/a.test.ts a.test.ts src a.test|\${unknown}`,
    );
  });

  it('says what there is not', () => {
    const none = { inputs: new Map<string, string>(), argument: '' };
    assert.equal(promptText('${file}|${selection}', none), '(no file is open)|(nothing is selected)');
  });

  it('puts what was typed where an input stands, else behind all', () => {
    const inputs = new Map([['name', 'Order $& ${file}']]);
    assert.equal(promptText('Make ${input:name:a name}.', { ...values, inputs }), 'Make Order $& ${file}.');
    assert.equal(promptText('Make ${input:name:a name}.', values), 'Make (a name).');
    assert.equal(promptText('Make it.', { ...values, argument: 'fast' }), 'Make it.\n\nfast');
  });
});

describe('inputsIn', () => {
  const inputs = [
    { name: 'formName', placeholder: '' },
    { name: 'kind', placeholder: '' },
  ];

  it('reads values by name, as VS Code documents, and leaves the rest', () => {
    const { values, rest } = inputsIn(`formName=MyForm kind: "two words" and other=1`, inputs);
    assert.deepEqual([...values, rest], [['formName', 'MyForm'], ['kind', 'two words'], 'and other=1']);
  });

  it('takes all as the value of the only input, where none is named', () => {
    assert.deepEqual([...inputsIn('my form', inputs.slice(0, 1)).values], [['formName', 'my form']]);
    assert.deepEqual([...inputsIn('my form', inputs).values], []);
    assert.deepEqual([...inputsIn('', inputs.slice(0, 1)).values], []);
  });
});
