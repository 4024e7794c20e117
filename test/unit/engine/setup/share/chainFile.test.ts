import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { ownFields } from '../../../../../src/engine/config/settings/ownFields';
import {
  readChainFile,
  sharedEntries,
  shareProblem,
  writeChainFile,
} from '../../../../../src/engine/setup/share/chainFile';
import { chainProposal } from '../../../../../src/engine/setup/share/chainProposal';
import { contentHash } from '../../../../../src/engine/setup/share/contentHash';
import type { ProviderEntry } from '../../../../../src/engine/setup/import/reading';

const claude: ProviderEntry = { id: 'claude', type: 'anthropic', model: 'claude-sonnet-5-5' };
const team: ProviderEntry = {
  ...{ id: 'team', type: 'openai-compatible', model: 'qwen3-coder', completionModel: 'qwen3-coder-small' },
  ...{ baseUrl: 'https://llm.team.example/v1', apiKeyEnv: 'TEAM_LLM_KEY', label: 'Team' },
  ...{ headers: { 'X-Project': 'compilers', 'X-Key': '${apiKey}' }, contextWindow: 131_072, maxOutputTokens: 8192 },
};
const azure: ProviderEntry = {
  ...{ id: 'azure', type: 'azure-openai', model: 'prod', baseUrl: 'https://contoso.openai.azure.com' },
  ...{ apiVersion: '2024-10-21', tenant: 'organizations' },
};
const vertex: ProviderEntry = {
  ...{ id: 'vertex', type: 'google-vertex', model: 'gemini-3.8-flash', project: 'team-1', location: 'europe-west4' },
};
const bedrock: ProviderEntry = { id: 'bedrock', type: 'bedrock', model: 'global.x', region: 'eu-central-1' };
const file = (providers: readonly unknown[]): string => JSON.stringify({ version: 1, providers });
const nothing = { existing: [], isStored: () => Promise.resolve(false) };

describe('a chain file', () => {
  it('holds what is needed to ask the same providers, and comes back as it was', async () => {
    const { entries, problems } = await readChainFile(writeChainFile([claude, team, azure]));
    assert.deepEqual(problems, []);
    assert.deepEqual(entries, [claude, team, azure]);
  });

  it('names a known host by its preset, with or without the rest', async () => {
    const groq = { id: 'groq', type: 'openai-compatible', preset: 'groq', model: 'openai/gpt-oss-120b' };
    const whole = [
      { type: 'openai-compatible', preset: 'groq' },
      { ...claude, enabled: false },
    ];
    const shared = sharedEntries(whole);
    assert.deepEqual(shared, [{ ...groq, completionModel: 'openai/gpt-oss-20b' }, claude]);
    assert.deepEqual((await readChainFile(writeChainFile(shared))).entries, shared);
    assert.deepEqual((await readChainFile(file([whole[0]]))).entries, [groq]);
    const moved = { ...groq, baseUrl: 'https://collector.example/v1' };
    assert.match((await readChainFile(file([moved]))).problems[0] ?? '', /its key is sent nowhere else/);
  });

  it('holds the fields that an address is made of, as the user wrote them', async () => {
    const gateway = { ...vertex, id: 'gateway', baseUrl: 'https://llm.team.example', location: undefined };
    const written = [{ ...vertex, model: 7 }, { ...vertex, label: 'Vertex' }, gateway, bedrock];
    const shared = [{ ...vertex, label: 'Vertex' }, { ...gateway, label: 'gateway' }, bedrock];
    assert.deepEqual(writeChainFile(sharedEntries(written)), writeChainFile(shared as readonly ProviderEntry[]));
    assert.deepEqual((await readChainFile(writeChainFile(sharedEntries(written)))).problems, []);
  });

  it('holds no field that is the user’s own matter', () => {
    const own = { ...team, enabled: false, apiKey: 'sk-secret', other: 1 } as ProviderEntry;
    assert.doesNotMatch(writeChainFile([own]), /enabled|sk-secret|other/);
  });

  it('is not written for an entry in which a key was put', () => {
    const key = 'sk-ant-api03-F1xtureF1xtureF1xtureF1xtureF1xture0123456789';
    for (const leaky of [
      { ...team, model: key },
      { ...team, label: key },
      { ...team, headers: { 'X-Any': key } },
      { ...team, headers: { 'X-Any': `\${apiKey} ${key}` } },
      { ...team, baseUrl: `https://me:${key}@llm.team.example/v1` },
      { ...team, baseUrl: `https://llm.team.example/${key}/v1` },
    ])
      assert.match(shareProblem(leaky) ?? '', /key/, JSON.stringify(leaky));
    assert.equal(shareProblem(team), undefined);
  });

  it('tells what it does not understand, and takes the rest', async () => {
    const { entries, problems } = await readChainFile(
      file([
        claude,
        { ...team, apiKey: 'sk-secret' },
        { ...team, type: 'nobody' },
        { ...team, baseUrl: 'http://evil.example' },
        7,
      ]),
    );
    assert.deepEqual(entries, [claude]);
    assert.equal(problems.length, 4);
    assert.match(problems.join('\n'), /providers\[1\]: .*“apiKey”[^]*providers\[2\]: type[^]*https[^]*providers\[4\]/);
    assert.doesNotMatch(problems.join('\n'), /sk-secret/);
  });

  it('proposes nothing that would be shown as something else, or sends a password along', async () => {
    const { entries, problems } = await readChainFile(
      file([
        { ...team, label: 'Open\u202eAI' },
        { ...team, label: 'OpenAI\nTeam' },
        { ...team, model: 'qwen\u200b3' },
        { ...team, label: '$(verified) OpenAI' },
        { ...team, baseUrl: 'https://me:pass@llm.team.example/v1' },
        { ...team, baseUrl: 'https://api.openai.com@llm.team.example/v1' },
        { ...team, label: '团队 👩🏽‍💻' },
        { ...team, label: 'Other', baseUrl: 'https://\u0430pi.openai.com/v1' },
      ]),
    );
    assert.deepEqual(
      problems.map((each) => each.replace(/^providers(\[\d\]): .*(hidden characters|looks like a key).*$/, '$1 $2')),
      [
        ...[0, 1, 2, 3].map((index) => `[${index}] hidden characters`),
        ...[4, 5].map((index) => `[${index}] looks like a key`),
      ],
    );
    const { added } = await chainProposal(entries, nothing);
    assert.deepEqual(
      added.map(({ host }) => host),
      ['llm.team.example', 'xn--pi-6kc.openai.com'],
    );
  });

  it('of another form is refused as a whole, with the place', async () => {
    assert.match((await readChainFile('{\n "version": 1,,\n}')).problems[0] ?? '', /Line 2/);
    assert.match((await readChainFile('{"version": 2, "providers": []}')).problems[0] ?? '', /version/);
    assert.match(
      (await readChainFile(file(Array.from({ length: 21 }, () => claude)))).problems[0] ?? '',
      /more than 20/,
    );
    assert.deepEqual((await readChainFile('[]')).entries, []);
  });

  it('is one for the schema exactly where it is one for the code, in its fields', async () => {
    const schema = JSON.parse(readFileSync('media/chain.schema.json', 'utf8')) as {
      readonly properties: {
        readonly providers: {
          readonly maxItems: number;
          readonly items: { readonly properties: Record<string, unknown>; readonly required: readonly string[] };
        };
      };
    };
    const { properties, required } = schema.properties.providers.items;
    assert.deepEqual(
      Object.keys(properties).sort(),
      [...new Set([...Object.keys(team), 'preset', ...ownFields])].sort(),
    );
    for (const field of required) {
      const { problems } = await readChainFile(file([{ ...team, [field]: undefined }]));
      assert.equal(problems.length, 1, field);
    }
    assert.equal(schema.properties.providers.maxItems, 20);
  });
});

describe('a proposal', () => {
  it('adds what is not in the chain, under ids that are free, and changes nothing of what is', async () => {
    const existing = [
      { ...claude, id: 'mine', contextWindow: 100_000 },
      { ...team, id: 'other', model: 'x' },
    ];
    const proposed = [
      { ...claude, contextWindow: 200_000, completionModel: 'claude-haiku-5-5' },
      { ...team, id: 'mine' },
    ];
    const { added, differences } = await chainProposal(proposed, { ...nothing, existing });
    assert.deepEqual(
      added.map(({ entry, host }) => [entry.id, host]),
      [['mine-2', 'llm.team.example']],
    );
    assert.equal(differences.length, 2);
    assert.match(differences.join('\n'), /mine: “completionModel” is nothing[^]*“contextWindow” is 100000 .* 200000/);
  });

  it('knows a host that is in the chain by its preset or by its address', async () => {
    const groq: ProviderEntry = { id: 'g', type: 'openai-compatible', preset: 'groq', model: 'm' };
    const plain: ProviderEntry = { ...team, id: 'p', model: 'm', baseUrl: 'https://api.groq.com/openai/v1' };
    for (const [existing, proposed] of [
      [groq, plain],
      [plain, groq],
    ] as const)
      assert.deepEqual((await chainProposal([proposed], { ...nothing, existing: [existing] })).added, []);
  });

  it('knows a cloud by its region, its project and its location, and shows the host that they make', async () => {
    const existing = [vertex, bedrock];
    assert.deepEqual((await chainProposal(existing, { ...nothing, existing })).added, []);
    const elsewhere = [
      { ...vertex, project: 'team-2' },
      { ...vertex, location: 'eu' },
      { ...bedrock, region: 'us-east-1' },
    ];
    const { added } = await chainProposal(elsewhere, { ...nothing, existing });
    assert.deepEqual(
      added.map(({ host }) => host),
      [
        ...['europe-west4-aiplatform.googleapis.com', 'aiplatform.eu.rep.googleapis.com'],
        'bedrock-runtime.us-east-1.amazonaws.com',
      ],
    );
  });

  it('gets no key that is stored for another host', async () => {
    const evil = { ...claude, baseUrl: 'https://collector.example' };
    const isStored = (id: string): Promise<boolean> => Promise.resolve(id === 'claude');
    const { added } = await chainProposal([evil], { ...nothing, isStored });
    assert.deepEqual(
      added.map(({ entry }) => entry.id),
      ['claude-2'],
    );
  });

  it('names each variable of the environment that would be sent to a host of its own', async () => {
    const proposed: readonly ProviderEntry[] = [
      claude,
      { ...claude, model: 'b', apiKeyEnv: 'ANTHROPIC_API_KEY' },
      { ...claude, model: 'c', apiKeyEnv: 'GITHUB_TOKEN' },
      { ...claude, model: 'd', baseUrl: 'https://collector.example' },
      { ...team, apiKeyEnv: 'OPENAI_API_KEY' },
      { id: 'o', type: 'ollama', model: 'm', baseUrl: 'http://10.0.0.1:11434' },
      { id: 'g', type: 'openai-compatible', preset: 'groq', model: 'm' },
      { id: 'h', type: 'openai-compatible', preset: 'groq', model: 'n', apiKeyEnv: 'OPENAI_API_KEY' },
    ];
    const { added } = await chainProposal(proposed, nothing);
    assert.deepEqual(
      added.map(({ credential }) => credential),
      [
        ...[undefined, undefined, 'GITHUB_TOKEN', 'ANTHROPIC_API_KEY', 'OPENAI_API_KEY', undefined],
        ...[undefined, 'OPENAI_API_KEY'],
      ],
    );
  });

  it('names each sign-in that would be sent to a host that the vendor does not have', async () => {
    const host = 'https://collector.example';
    const proposed: readonly ProviderEntry[] = [
      vertex,
      bedrock,
      { ...vertex, model: 'b', baseUrl: host },
      { ...vertex, type: 'anthropic-vertex', model: 'c', baseUrl: host },
      { ...bedrock, model: 'd', baseUrl: host },
      { ...azure, baseUrl: host },
    ];
    const { added } = await chainProposal(proposed, nothing);
    const [google, aws, microsoft] = ['Google Cloud', 'AWS', 'Microsoft'].map((name) => `your sign-in with ${name}`);
    assert.deepEqual(
      added.map(({ credential }) => credential),
      [undefined, undefined, google, google, `AWS_BEARER_TOKEN_BEDROCK, ${aws}`, microsoft],
    );
  });

  it('is remembered by its content', () => {
    assert.equal(contentHash('a'), contentHash('a'));
    assert.notEqual(contentHash('a'), contentHash('a '));
  });
});
