import assert from 'node:assert/strict';
import { readProviders } from '../../../../../src/engine/config/settings/providerSettings';

const good = { id: 'claude', type: 'anthropic', model: 'claude-sonnet-5-5' };

const azure = { id: 'azure', type: 'azure-openai', model: 'prod', baseUrl: 'https://contoso.openai.azure.com' };

function messageFor(entry: unknown): string {
  const { problems, configs } = readProviders([entry]);
  assert.equal(problems.length, 1, JSON.stringify(configs));
  assert.equal(configs.length, 0);
  return problems[0]!.message;
}

describe('the setting everpair.providers', () => {
  it('takes a full entry and completes a short one', () => {
    const full = {
      ...good,
      id: 'team',
      type: 'openai-compatible',
      completionModel: 'small',
      baseUrl: 'https://llm.example.com/v1/',
      apiKeyEnv: 'TEAM_KEY',
      label: 'Team',
      headers: { 'X-Team': 'compilers' },
      enabled: false,
    };
    assert.deepEqual(readProviders([good, full]), {
      configs: [
        { ...good, label: 'Anthropic', headers: {}, enabled: true },
        { ...full, baseUrl: 'https://llm.example.com/v1' },
      ],
      problems: [],
    });
  });

  it('takes the fields of one type', () => {
    const full = { ...azure, apiVersion: '2025-04-01-preview', tenant: 'contoso.onmicrosoft.com' };
    const { configs, problems } = readProviders([full]);
    assert.deepEqual(problems, []);
    assert.deepEqual(configs, [{ ...full, label: 'azure', headers: {}, enabled: true }]);
  });

  it('keeps the right entries when another is wrong', () => {
    const { configs, problems } = readProviders([{ ...good, typo: 1 }, good]);
    assert.deepEqual(
      configs.map(({ id }) => id),
      ['claude'],
    );
    assert.equal(problems.length, 1);
    assert.match(problems[0]!.message, /everpair\.providers\[0\].*"typo"/);
  });

  it('takes address, key variable, name and models from a preset, which is enough', () => {
    assert.deepEqual(readProviders([{ type: 'openai-compatible', preset: 'groq' }]), {
      configs: [
        {
          id: 'groq',
          type: 'openai-compatible',
          model: 'openai/gpt-oss-120b',
          completionModel: 'openai/gpt-oss-20b',
          preset: 'groq',
          baseUrl: 'https://api.groq.com/openai/v1',
          apiKeyEnv: 'GROQ_API_KEY',
          label: 'Groq',
          headers: {},
          enabled: true,
        },
      ],
      problems: [],
    });
  });

  it('lets everything but the address of a vendor be said beside a preset', () => {
    const own = { id: 'work', model: 'large', completionModel: 'small', apiKeyEnv: 'WORK_KEY', label: 'Work' };
    const [config] = readProviders([{ type: 'openai-compatible', preset: 'mistral', ...own }]).configs;
    assert.deepEqual(config, {
      ...own,
      type: 'openai-compatible',
      preset: 'mistral',
      baseUrl: 'https://api.mistral.ai/v1',
      headers: {},
      enabled: true,
    });
  });

  it('takes the address of a server of one’s own beside its preset, and no variable for a key', () => {
    const entry = { type: 'openai-compatible', preset: 'llama.cpp', baseUrl: 'http://gpu:8080/v1/chat/completions' };
    const { configs } = readProviders([entry]);
    assert.deepEqual(
      configs.map((config) => [config.baseUrl, 'apiKeyEnv' in config]),
      [['http://gpu:8080/v1', false]],
    );
  });

  const wrong: readonly [what: string, entry: unknown, message: RegExp][] = [
    [
      'a preset of another type',
      { type: 'anthropic', preset: 'groq' },
      /preset belongs to the type "openai-compatible"/,
    ],
    [
      'an unknown preset',
      { type: 'openai-compatible', preset: 'grok' },
      /preset must be one of "mistral", "codestral"/,
    ],
    ['a preset that every object has', { type: 'openai-compatible', preset: 'toString' }, /preset must be one of/],
    [
      'another address for the key of a vendor',
      { type: 'openai-compatible', preset: 'groq', baseUrl: 'https://api.groq.com.example.com/v1' },
      /Groq is at https:\/\/api\.groq\.com\/openai\/v1, and its key is sent nowhere else/,
    ],
    [
      'a service that was closed',
      { type: 'openai-compatible', preset: 'github-models' },
      /GitHub Models was closed on 2026-07-30/,
    ],
    ['no object of models', { ...good, models: [] }, /models must be an object of models/],
    ['a wrong fact', { ...good, models: { m: { tools: 'yes' } } }, /models\["m"\]\.tools must be true or false/],
    ['an unknown fact', { ...good, models: { m: { speed: 1 } } }, /unknown field "speed"/],
    ['a number for a price', { ...good, models: { m: { price: 1 } } }, /models\["m"\]\.price must be an object with/],
    [
      'a negative rate',
      { ...good, models: { m: { price: { input: 1, output: -2 } } } },
      /models\["m"\]\.price\.output must be a number of US dollars/,
    ],
    ['a window of nothing', { ...good, models: { '*': { contextWindow: 0 } } }, /whole number of tokens/],
    ['a server without a model', { type: 'openai-compatible', preset: 'vllm' }, /has no "model"/],
    ['no object', 'claude', /\[0\] must be an object/],
    ['null', null, /must be an object/],
    ['no id', { type: 'anthropic', model: 'm' }, /has no "id"/],
    ['an id with spaces', { ...good, id: 'my claude' }, /id "my claude" may have letters/],
    ['an empty model', { ...good, model: ' ' }, /model must be a text that is not empty/],
    ['no model', { id: 'a', type: 'anthropic' }, /has no "model"/],
    ['a number for a model', { ...good, model: 5 }, /model must be a text/],
    [
      'an unknown type',
      { ...good, type: 'claude' },
      /type must be one of "anthropic", "openai", "google", "bedrock", "azure-openai", "google-vertex", "anthropic-vertex", "openai-compatible", "ollama"/,
    ],
    ['a type that every object has', { ...good, type: 'constructor' }, /type must be one of/],
    [
      'Azure without its host',
      { ...good, type: 'azure-openai' },
      /needs a "baseUrl", such as "https:\/\/contoso\.openai/,
    ],
    [
      'a version of Azure for another',
      { ...good, apiVersion: '2024-10-21' },
      /apiVersion does not belong to the type "anthropic"/,
    ],
    [
      'a version that is none',
      { ...azure, apiVersion: 'preview' },
      /apiVersion cannot be "preview"\. It looks like "2024-10-21"/,
    ],
    ['a tenant that is none', { ...azure, tenant: 'my tenant' }, /tenant cannot be "my tenant"/],
    ['a number for a tenant', { ...azure, tenant: 5 }, /tenant must be a text/],
    ['a text for the window', { ...good, contextWindow: '8192' }, /contextWindow must be a whole number of tokens/],
    ['no room for an answer', { ...good, maxOutputTokens: 0 }, /maxOutputTokens must be a whole number of tokens/],
    ['a text for enabled', { ...good, enabled: 'yes' }, /enabled must be true or false/],
    [
      'a key for a variable',
      { ...good, apiKeyEnv: 'sk-ant-123' },
      /apiKeyEnv must be the name of an environment variable/,
    ],
    [
      'a region of a vendor without any',
      { ...good, region: 'eu-central-1' },
      /region does not belong to the type "anthropic"/,
    ],
    [
      'a profile of a vendor without any',
      { ...good, profile: 'work' },
      /profile does not belong to the type "anthropic"/,
    ],
    ['a host for a region', { ...good, type: 'bedrock', region: 'evil.example/' }, /region cannot be "evil.example\/"/],
    ['a compatible host without a URL', { ...good, type: 'openai-compatible' }, /needs a "baseUrl"/],
    ['no URL', { ...good, baseUrl: 'my host' }, /is not a URL/],
    ['a file URL', { ...good, baseUrl: 'file:///etc/passwd' }, /must begin with http/],
    [
      'a password in the URL',
      { ...good, baseUrl: 'https://me:secret@example.com' },
      /must not hold a user name or password/,
    ],
    ['a public host without encryption', { ...good, baseUrl: 'http://example.com/v1' }, /must use https/],
    [
      'a credential among the headers',
      { ...good, headers: { Authorization: 'Bearer x' } },
      /must not hold the credential "Authorization"/,
    ],
    ['a header over two lines', { ...good, headers: { 'X-A': 'a\r\nX-B: b' } }, /must be one line of text/],
    ['a header that is no name', { ...good, headers: { 'X A': 'a' } }, /no valid header name/],
    ['headers in a list', { ...good, headers: [] }, /headers must be an object/],
  ];
  for (const [what, entry, message] of wrong) {
    it(`says what is wrong with ${what}`, () => assert.match(messageFor(entry), message));
  }

  it('never repeats a secret that was typed in the wrong place', () => {
    assert.doesNotMatch(messageFor({ ...good, headers: { Authorization: 'Bearer sk-ant-secret' } }), /sk-ant-secret/);
    assert.doesNotMatch(messageFor({ ...good, baseUrl: 'https://me:hunter2@example.com' }), /hunter2/);
    assert.doesNotMatch(messageFor({ ...good, apiKeyEnv: 'sk-ant-secret' }), /sk-ant-secret/);
  });

  const secretHeaders =
    'Authorization Proxy-Authorization Cookie X-Api-Key Api-Key api_key apikey ApiKey X-ApiKey x-goog-api-key Ocp-Apim-Subscription-Key X-Portkey-Api-Key X-Portkey-Virtual-Key Helicone-Auth X-Auth-Key X-Auth X-Gateway-Key X-Password X-Secret cf-aig-authorization X-Access-Token X-Auth-Token X-Access-Key Private-Token PRIVATE-TOKEN JOB-TOKEN X-Amz-Security-Token X-Client-Secret X-Functions-Key X-Master-Key X-Litellm-Api-Key x-litellm-key X-JWT-Assertion X-Vault-Token CF-Access-Client-Secret X-Key X-License-Key X-Hub-Signature X-User-Credentials OpenAI-Api-Key X-Credential X-OpenAI-Key X-BTAuth XApiKey XAuthToken X-Pass X-Api-Pass X-PSK Authorisation X-PAT x-consumer-key X-Dashscope-Key X-SID Modal-Key Modal-Secret X-Runpod-Key X-Pinecone-Key X-Kong-Key X-Deploy-Key X-Api-Keys DD-APPLICATION-KEY';
  for (const name of secretHeaders.split(' ')) {
    it(`takes no credential in the header ${name}, and says what to do instead`, () => {
      const message = messageFor({ ...good, headers: { [name]: 'value-1' } });
      assert.match(message, /must not hold the credential .*Set API Key….*"\$\{apiKey\}"/);
      assert.doesNotMatch(message, /value-1/);
      for (const value of ['${apiKey}', 'Bearer ${apiKey}']) {
        assert.deepEqual(readProviders([{ ...good, headers: { [name]: value } }]).problems, []);
      }
    });
  }

  const harmlessHeaders =
    'X-Team Idempotency-Key X-Cache-Key Helicone-Cache-Enabled X-Request-Id anthropic-beta anthropic-version OpenAI-Organization OpenAI-Project X-Portkey-Provider X-Portkey-Config X-Session-Id HTTP-Referer X-Title X-Auth-Type X-Token-Count X-Key-Id Sort-Key X-Partition-Key X-Routing-Key X-Max-Tokens X-Author cf-aig-cache-ttl X-Monkey X-Keyboard User-Agent X-Amz-Date X-Shard-Key X-Affinity-Key X-Correlation-Key X-Dedup-Key X-Primary-Region X-Passthrough X-Pattern';
  for (const name of harmlessHeaders.split(' ')) {
    it(`takes the header ${name}`, () => {
      assert.deepEqual(readProviders([{ ...good, headers: { [name]: 'value-1' } }]).problems, []);
    });
  }

  it('takes no header whose value is a credential by its form, whatever its name', () => {
    for (const value of [
      'Bearer abcdef123456',
      'sk-proj-0123456789abcdef',
      'AKIAIOSFODNN7EXAMPLE',
      'a1b2c3d4e5f60718293a4b5c6d7e8f90',
      `x${'aB3'.repeat(14)}`,
    ]) {
      assert.match(messageFor({ ...good, headers: { 'X-Team': value } }), /must not hold the credential "X-Team"/);
    }
  });

  it('allows plain http on this machine and on private networks', () => {
    for (const baseUrl of [
      'http://localhost:8000/v1',
      'http://127.0.0.1:1234',
      'http://10.0.0.5/v1',
      'http://gpu.local/v1',
    ]) {
      assert.deepEqual(readProviders([{ ...good, baseUrl }]).problems, []);
    }
  });

  it('refuses an id that is taken', () => {
    const { configs, problems } = readProviders([good, { ...good, type: 'openai' }]);
    assert.equal(configs.length, 1);
    assert.match(problems[0]!.message, /\[1\]\.id "claude" is taken/);
  });

  it('says what is wrong when it is no list at all', () => {
    for (const value of [null, {}, 'x', 5]) assert.match(readProviders(value).problems[0]!.message, /must be a list/);
  });
});
