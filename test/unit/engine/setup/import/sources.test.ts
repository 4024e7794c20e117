import assert from 'node:assert/strict';
import { parseDotenv } from '../../../../../src/engine/setup/import/source/dotenvSource';
import { parseJson } from '../../../../../src/engine/setup/import/source/jsonSource';
import { parseYaml } from '../../../../../src/engine/setup/import/source/yamlSource';
import { readContinueYaml } from '../../../../../src/engine/setup/import/tools/continueYaml';
import { keyOrigin, isVariable } from '../../../../../src/engine/setup/import/account/keyOrigin';

const problemOf = async (parsed: Promise<object>): Promise<string> => {
  const result = await parsed;
  return 'problem' in result ? String(result.problem) : '';
};

describe('a file that is broken', () => {
  it('is told of with the line, and nothing of it is quoted', async () => {
    assert.equal(
      await problemOf(parseYaml('models:\n  - apiKey: "sk-ant-secret\n')),
      'Line 3, column 1 cannot be read as YAML.',
    );
    assert.equal(await problemOf(parseYaml('a: 1\nb: *sk-ant-secret\n')), 'It cannot be read as YAML.');
    assert.equal(
      await problemOf(parseJson('{\n  "apiKey": "sk-ant-secret",\n  oops\n}')),
      'Line 3, column 3 cannot be read as JSON.',
    );
    assert.match(await problemOf(parseJson('')), /Line 1/);
  });

  it('becomes a reading that says so', async () => {
    const reading = await readContinueYaml({ path: 'p', text: 'a: [' });
    assert.match(reading.problem ?? '', /cannot be read as YAML/);
    assert.deepEqual([reading.accounts, reading.taken, reading.notTaken], [[], [], []]);
  });
});

describe('a file that means harm', () => {
  it('with names that stand for one another is refused, and soon', async () => {
    const levels = Array.from({ length: 12 }, (_, level) => {
      const before = level === 0 ? '"lol"' : `*l${level - 1}`;
      return `l${level}: &l${level} [${Array.from({ length: 9 }, () => before).join(', ')}]`;
    });
    const started = process.cpuUsage().user;
    assert.match(await problemOf(parseYaml(levels.join('\n'))), /more parts/);
    assert.ok(process.cpuUsage(undefined).user - started < 2_000_000);
  });

  it('that is larger than settings are is not looked into', async () => {
    const large = `a: "${'x'.repeat(1_000_001)}"`;
    assert.match(await problemOf(parseYaml(large)), /larger than 1 MB/);
    assert.match(await problemOf(parseJson(large)), /larger than 1 MB/);
    assert.match(await problemOf(Promise.resolve(parseDotenv(large))), /larger than 1 MB/);
  });

  it('that lies too deep or has too many parts is refused', async () => {
    for (const depth of [100, 30_000]) {
      assert.match(await problemOf(parseJson(`${'['.repeat(depth)}${']'.repeat(depth)}`)), /too deep/);
    }
    assert.match(await problemOf(parseYaml(`${'['.repeat(100)}${']'.repeat(100)}`)), /too deep/);
    assert.match(await problemOf(parseJson(`[${'1,'.repeat(30_000)}1]`)), /more parts/);
  });

  it('with the names of prototypes changes none', async () => {
    const text = '{"__proto__": {"polluted": 1}, "constructor": {"prototype": {"polluted": 1}}, "models": []}';
    for (const parsed of [await parseJson(text), await parseYaml(text)]) {
      const { value } = parsed as { readonly value: Record<string, unknown> };
      assert.equal(({} as Record<string, unknown>)['polluted'], undefined);
      assert.equal(value['polluted'], undefined);
      assert.deepEqual(Object.keys(value), ['__proto__', 'constructor', 'models']);
    }
    const { notTaken } = await readContinueYaml({ path: 'p', text });
    assert.deepEqual(notTaken.map(({ field }) => field).sort(), ['__proto__', 'constructor', 'models']);
  });

  it('with tags is plain data', async () => {
    const parsed = await parseYaml('a: !!js/function "function () { return 1 }"\nb: !<tag:x> {c: 1}\n');
    assert.deepEqual('value' in parsed && JSON.parse(JSON.stringify(parsed.value)), {
      a: 'function () { return 1 }',
      b: { c: 1 },
    });
  });
});

describe('a .env', () => {
  it('has quotes, comments and exports as shells have them', () => {
    const text = [
      '# comment',
      'A=1',
      'export B = "two words" # why',
      "C='#no'",
      'D=x#y # z',
      'E=',
      'no line',
      'F=$A',
    ].join('\r\n');
    const parsed = parseDotenv(text);
    const { value } = parsed as { readonly value: object };
    assert.deepEqual({ ...value }, { A: '1', B: 'two words', C: '#no', D: 'x#y', E: '', F: '$A' });
  });
});

describe('what stands in the place of a key', () => {
  for (const [text, meant] of [
    ['${{ secrets.MY_KEY }}', 'MY_KEY'],
    ['${{secrets.MY_KEY}}', 'MY_KEY'],
    ['${env:MY_KEY}', 'MY_KEY'],
    ['{env:MY_KEY}', 'MY_KEY'],
    ['${MY_KEY}', 'MY_KEY'],
    ['$MY_KEY', 'MY_KEY'],
    ['os.environ/MY_KEY', 'MY_KEY'],
    ['process.env.MY_KEY', 'MY_KEY'],
  ] as const) {
    it(`is a variable as ${text}`, () => {
      assert.deepEqual(keyOrigin(text), { kind: 'variable', name: meant });
    });
  }

  it('is the key itself where the tool has the value', () => {
    const origin = keyOrigin('${{ secrets.MY_KEY }}', { MY_KEY: 'sk-1' });
    assert.equal(origin?.kind === 'value' && origin.secret.reveal(), 'sk-1');
    assert.deepEqual(keyOrigin('${MY_KEY}', { MY_KEY: '${MY_KEY}' }), { kind: 'variable', name: 'MY_KEY' });
  });

  it('is none where it is a placeholder, a file, or a store of VS Code', () => {
    for (const text of [
      '<YOUR_API_KEY>',
      'YOUR_API_KEY',
      'EMPTY',
      'no-key',
      'lmstudio',
      'xxx',
      '{file:~/key}',
      '${input:k}',
    ])
      assert.equal(keyOrigin(text)?.kind, 'elsewhere', text);
    assert.equal(keyOrigin(' '), undefined);
    assert.equal(keyOrigin(undefined), undefined);
  });

  it('is no variable where a key was written for its name', () => {
    for (const name of ['AKIAF1XTUREF1XTURE00', 'sk_ant_api03_F1xtureF1xtureF1xture0', 'x'.repeat(40) + '1', '1A'])
      assert.equal(isVariable(name), false, name);
    for (const name of ['OPENAI_API_KEY', 'MY_API_KEY_2', 'TOKEN', 'team_llm_key', 'HF_TOKEN'])
      assert.ok(isVariable(name), name);
  });
});
