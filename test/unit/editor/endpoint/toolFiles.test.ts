import assert from 'node:assert/strict';
import { parse as parseJson } from 'jsonc-parser';
import { parse as parseYaml } from 'yaml';
import { connectedText, disconnectedText } from '../../../../src/editor/endpoint/tools/files/fileEdit';
import type { ToolFile } from '../../../../src/editor/endpoint/tools/tool';
import { tools } from '../../../../src/editor/endpoint/tools/toolList';

const target = { origin: 'http://127.0.0.1:21470', token: 'ep-secret' };
const place = { home: '/home/ada', environment: {} };

function fileOf(id: string): ToolFile {
  const file = tools
    .find((tool) => tool.id === id)
    ?.ways(target, place)
    .find((way) => way.id === 'file')?.file;
  assert.ok(file, id);
  return file;
}

async function connected(file: ToolFile, before?: string): Promise<string> {
  const after = await connectedText(file, before);
  assert.ok(after !== undefined, `${file.path} was not changed`);
  return after;
}

const windows = (text: string): string => text.replaceAll('\n', '\r\n');

/** Files as users have them, by the tool. */
const files: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'claude-code': {
    'with comments and other variables': '{\n\t// mine\n\t"env": { "DEBUG": "1" },\n\t"model": "opus",\n}\n',
    'with an address of its own': '{"env":{"ANTHROPIC_BASE_URL":"https://mine.example"},"x":[1, 2]}',
    'with the line ends of Windows': windows('{\n    "permissions": {\n        "allow": ["Bash"]\n    }\n}\n'),
    'with nothing in it': '',
    'with a byte order mark': '\uFEFF{\n  "a": 1\n}',
  },
  opencode: {
    'with another provider':
      '{\n  "$schema": "https://opencode.ai/config.json",\n  "provider": {\n    "x": { "npm": "y" }\n  }\n}\n',
    'with a model': '{ "model": "anthropic/claude" /* best */ }\n',
  },
  'gemini-cli': {
    'with another sign-in': '{\n  "security": { "auth": { "selectedType": "oauth-personal" } }\n}\n',
    'with a theme': '{"ui":{"theme":"Dracula"}}\n',
  },
  continue: {
    'with models': [
      'name: Mine # my own',
      'version: 1.0.0',
      'schema: v1',
      'models:',
      '  - name: Claude',
      '    provider: anthropic',
      '    model: claude-sonnet-5-5 # good',
      '    apiKey: ${{ secrets.KEY }}',
      '',
      '# rules',
      'rules:',
      '- Be kind.',
      '',
    ].join('\n'),
    'with models at the margin, last, and no line end': 'name: Mine\nmodels:\n- name: A\n  provider: openai',
    'with an empty list': 'name: Mine\nmodels: []\nversion: 1.0.0\n',
    'with no models': 'name: Mine\nversion: 1.0.0\n',
    'with the line ends of Windows': windows('name: Mine\nmodels:\n  - name: A\n    provider: openai\nrules: []\n'),
  },
  aider: {
    'with a model': '# aider\nmodel: sonnet # mine\ndark-mode: true\n',
    'with nothing but comments': '# openai-api-key: xxx\n\n## all of it\n',
    'with no line end': 'dark-mode: true',
    'with a quoted address over lines': 'openai-api-base: "https://a.example/\\\n  v1"\nread: [a.md, b.md]\n',
  },
};

describe('a file of a tool', () => {
  for (const [id, texts] of Object.entries(files)) {
    for (const [what, before] of Object.entries(texts)) {
      it(`of ${id} ${what} is connected, and back byte for byte`, async () => {
        const file = fileOf(id);
        const after = await connected(file, before);
        assert.ok(after.includes(target.origin) || id === 'gemini-cli', after);
        assert.deepEqual(await disconnectedText({ file, before, after }, after), { kind: 'done', text: before });
      });

      it(`of ${id} ${what} keeps what its user writes into it meanwhile`, async () => {
        const file = fileOf(id);
        const after = await connected(file, before);
        const isYaml = file.format === 'yaml';
        const parse = (text: string): unknown =>
          (isYaml ? parseYaml(text) : parseJson(text.replace('\uFEFF', ''))) as unknown;
        const edited = isYaml
          ? `${after}${after.endsWith('\n') ? '' : '\n'}later: yes\n`
          : after.replace(/^(\uFEFF?)\{/, '$1{ "later": "yes",');
        const back = await disconnectedText({ file, before, after }, edited);
        assert.equal(back.kind, 'done');
        const text = back.text ?? '';
        assert.deepEqual(parse(text), { ...(parse(before === '' ? '{}' : before) as object), later: 'yes' });
        assert.ok(!text.includes(target.token) && !text.includes(target.origin), text);
      });
    }
  }

  for (const { id } of tools.filter((tool) => tool.ways(target, place).some(({ file }) => file))) {
    it(`of ${id} that is not there is made, and deleted`, async () => {
      const file = fileOf(id);
      const after = await connected(file);
      assert.deepEqual(await disconnectedText({ file, after }, after), { kind: 'done', text: undefined });
      assert.deepEqual(await disconnectedText({ file, after }, undefined), { kind: 'nothing-there' });
    });
  }

  it('has the model of Continue among its own', async () => {
    const { models } = parseYaml(await connected(fileOf('continue'), files['continue']?.['with models'])) as {
      models: { name: string; apiKey: string }[];
    };
    assert.deepEqual(
      models.map(({ name }) => name),
      ['Claude', 'Everpair'],
    );
    assert.equal(models[1]?.apiKey, target.token);
  });

  it('keeps a value that its user has changed since', async () => {
    const file = fileOf('claude-code');
    const before = '{\n  "model": "opus"\n}\n';
    const after = await connected(file, before);
    const edited = after.replace(target.origin, 'https://other.example');
    const back = await disconnectedText({ file, before, after }, edited);
    assert.deepEqual(back.kind === 'done' && (parseJson(back.text ?? '') as unknown), {
      model: 'opus',
      env: { ANTHROPIC_BASE_URL: 'https://other.example' },
    });
  });

  it('is not touched where it cannot be read or holds something else in the place', async () => {
    assert.equal(await connectedText(fileOf('claude-code'), '{ "env": '), undefined);
    assert.equal(await connectedText(fileOf('claude-code'), '{ "env": "none" }'), undefined);
    assert.equal(await connectedText(fileOf('claude-code'), '[]'), undefined);
    assert.equal(await connectedText(fileOf('continue'), 'models: {a: 1}\n'), undefined);
    assert.equal(await connectedText(fileOf('continue'), 'models: [{name: a}]\n'), undefined);
    assert.equal(await connectedText(fileOf('continue'), '- a\n- b\n'), undefined);
    assert.equal(await connectedText(fileOf('aider'), 'model: a\n...\nmore'), undefined);
    assert.equal(await connectedText(fileOf('codex'), 'model = "mine"\n'), undefined);
  });

  it('that is all ours is left where its user wrote into it', async () => {
    const file = fileOf('codex');
    const after = await connected(file);
    assert.deepEqual(await disconnectedText({ file, after }, `${after}approval_policy = "never"\n`), {
      kind: 'changed',
    });
  });
});
