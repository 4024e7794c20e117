import assert from 'node:assert/strict';
import { completionTask } from '../../../src/engine/completion/prompt/completionTask';
import { readProviders } from '../../../src/engine/config/settings/providerSettings';
import { callProvider } from '../../../src/engine/failover/request/attempt/callProvider';
import { systemClock } from '../../../src/engine/model/async/clock';
import { textMessage } from '../../../src/engine/model/request/message';
import type { ModelInfo, Provider } from '../../../src/engine/model/provider/provider';
import type { ChatRequest } from '../../../src/engine/model/request/request';
import type { StreamEvent } from '../../../src/engine/model/stream/stream';
import { presetOf, presets } from '../../../src/engine/providers/catalogue/presets/presets';
import { createProvider } from '../../../src/engine/providers/registry/createProvider';
import { type ProviderRoutes, routesOf } from '../../../src/engine/providers/registry/routes';
import { at } from '../../unit/engine/completion/fixtures';
import { clearance } from '../../unit/engine/privacy/released';
import { little } from './support/completionHost';
import { collect, textOfEvents } from './support/fixtures';
import { type Handler, RawServer } from './support/rawServer';

const hole = at('const sum = █;\n', { path: 'src/sum.ts', languageId: 'typescript' });
const chunks = (...values: readonly unknown[]): string =>
  `${values.map((value) => `data: ${JSON.stringify(value)}\n\n`).join('')}data: [DONE]\n\n`;
const chatAnswer = chunks(
  { choices: [{ delta: { content: 'a + b' } }] },
  { choices: [{ delta: {}, finish_reason: 'stop' }] },
);
const fimAnswer = chunks({ choices: [{ text: 'a + b' }] }, { choices: [{ text: '', finish_reason: 'stop' }] });
const infillAnswer = chunks({ content: 'a + b', stop: false }, { content: '', stop: true, stop_type: 'eos' });

interface Host {
  readonly server: RawServer;
  readonly provider: Provider;
  readonly routes: ProviderRoutes;
}

/** A provider of the setting `{ type, preset }` and nothing else, whose host is a server on this machine. */
async function hostOf(
  entry: Record<string, unknown>,
  handler: Handler,
  key: string | undefined = 'secret',
): Promise<Host> {
  const server = await RawServer.start(handler);
  const { configs, problems } = readProviders([{ type: 'openai-compatible', ...entry }]);
  assert.deepEqual(problems, []);
  const [config] = configs;
  assert.ok(config);
  const fetch: typeof globalThis.fetch = (input, init) => {
    const { origin, pathname, search } = new URL(input instanceof Request ? input.url : input);
    assert.equal(origin, new URL(config.baseUrl ?? '').origin);
    return globalThis.fetch(`${server.url}${pathname}${search}`, init);
  };
  const provider = createProvider(config, { apiKey: () => Promise.resolve(key), fetch, clock: systemClock });
  return { server, provider, routes: routesOf(config) };
}

const call = { signal: new AbortController().signal };

function complete({ provider, routes: { completion } }: Host): Promise<StreamEvent[]> {
  return collect(
    callProvider(provider, completion, { ...call, mayBeEmpty: true }, (support) =>
      completionTask(hole, little, clearance).requestFor(completion, support),
    ),
  );
}

const answering =
  (body: string): Handler =>
  (response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.end(body);
  };

async function listOf(
  entry: Record<string, unknown>,
  answers: Readonly<Record<string, unknown>>,
): Promise<{ readonly asked: readonly string[]; readonly models: readonly ModelInfo[] }> {
  const { server, provider } = await hostOf(entry, (response, { path }) => {
    response.writeHead(path in answers ? 200 : 404, { 'content-type': 'application/json' });
    response.end(JSON.stringify(answers[path] ?? { error: { message: 'Not Found' } }));
  });
  try {
    const list = await provider.listModels(call.signal);
    assert.ok(list.ok, JSON.stringify(list));
    return { asked: server.requests.map(({ path }) => path), models: list.models };
  } finally {
    await server.close();
  }
}

const fimRoutes: readonly (readonly [id: string, more: Record<string, unknown>, path: string, answer: string])[] = [
  ['mistral', {}, '/v1/fim/completions', fimAnswer],
  ['codestral', {}, '/v1/fim/completions', fimAnswer],
  ['deepseek', {}, '/beta/completions', fimAnswer],
  ['together', { completionModel: 'Qwen/Qwen2.5-Coder-32B-Instruct' }, '/v1/completions', fimAnswer],
  ['lmstudio', { model: 'qwen2.5-coder' }, '/v1/completions', fimAnswer],
  ['vllm', { model: 'qwen2.5-coder' }, '/v1/completions', fimAnswer],
  ['sglang', { model: 'qwen2.5-coder' }, '/v1/completions', fimAnswer],
  ['tgi', { model: 'starcoder2', completionModel: 'starcoder2' }, '/v1/completions', fimAnswer],
  ['llama.cpp', {}, '/infill', infillAnswer],
];

describe('a completion by a preset', () => {
  for (const [preset, more, path, answer] of fimRoutes) {
    it(`fills in the middle at ${preset}, and asks it nothing before`, async () => {
      const host = await hostOf({ preset, ...more }, answering(answer));
      try {
        assert.equal(textOfEvents(await complete(host)), 'a + b');
        assert.deepEqual(
          host.server.requests.map((request) => [request.method, request.path]),
          [['POST', path]],
        );
        const [{ headers, body }] = host.server.requests as [RawServer['requests'][0]];
        assert.equal(headers.authorization, 'Bearer secret');
        const sent = JSON.parse(body) as Record<string, unknown>;
        const isApart = preset === 'llama.cpp' || presetOf(preset)!.fim!(String(sent.model)).kind === 'suffix';
        assert.equal(sent.suffix ?? sent.input_suffix, isApart ? ';\n' : undefined);
        assert.equal(sent.skip_special_tokens, ['vllm', 'sglang'].includes(preset) ? false : undefined);
        if (!isApart && !['vllm', 'sglang'].includes(preset)) assert.ok((sent.stop as unknown[]).length <= 4);
      } finally {
        await host.server.close();
      }
    });
  }

  for (const preset of ['xai', 'groq', 'together', 'fireworks', 'openrouter', 'cerebras']) {
    it(`is asked for in words at ${preset}, which does not fill in the middle with its model`, async () => {
      const host = await hostOf({ preset }, answering(chatAnswer.replace('a + b', '<COMPLETION>a + b')));
      try {
        await complete(host);
        assert.deepEqual(
          host.server.requests.map(({ path }) => path),
          [`${new URL(presetOf(preset)!.baseUrl).pathname}/chat/completions`],
        );
      } finally {
        await host.server.close();
      }
    });
  }
});

/** What a host is sent for a short answer, but for model, messages and what all are sent. */
const quirks: Readonly<Record<string, Record<string, unknown>>> = {
  mistral: { max_tokens: 40 },
  codestral: { max_tokens: 40 },
  deepseek: { max_tokens: 40, stream_options: { include_usage: true }, thinking: { type: 'disabled' } },
  xai: { max_completion_tokens: 40, stream_options: { include_usage: true }, reasoning_effort: 'low' },
  groq: { max_completion_tokens: 40, stream_options: { include_usage: true }, reasoning_effort: 'low' },
  together: { max_tokens: 40, stream_options: { include_usage: true }, reasoning_effort: 'low' },
  fireworks: { max_tokens: 40, stream_options: { include_usage: true }, reasoning_effort: 'low' },
  openrouter: { max_tokens: 40, stream_options: { include_usage: true } },
  cerebras: { max_completion_tokens: 40, stream_options: { include_usage: true }, reasoning_effort: 'low' },
  lmstudio: { max_tokens: 40, stream_options: { include_usage: true } },
  vllm: { max_tokens: 40, stream_options: { include_usage: true } },
  'llama.cpp': { max_tokens: 40, stream_options: { include_usage: true } },
  sglang: { max_tokens: 40, stream_options: { include_usage: true } },
  tgi: { max_tokens: 40, stream_options: { include_usage: true } },
};

describe('a chat by a preset', () => {
  const request: ChatRequest = { messages: [textMessage('user', 'Why?')], maxOutputTokens: 40 };

  it('has a row of what it is sent for each preset', () => {
    assert.deepEqual(
      Object.keys(quirks),
      presets.map(({ id }) => id),
    );
  });

  for (const [preset, quirk] of Object.entries(quirks)) {
    it(`sends ${preset} what it takes, by the names it has for it`, async () => {
      const { server, provider, routes } = await hostOf(
        { preset, model: presetOf(preset)!.models?.chat ?? 'm' },
        answering(chatAnswer),
      );
      try {
        assert.equal(textOfEvents(await collect(provider.chat(routes.chat.model, request, call))), 'a + b');
        const [{ path, body }] = server.requests as [RawServer['requests'][0]];
        assert.equal(path, `${new URL(presetOf(preset)!.baseUrl).pathname.replace(/\/$/, '')}/chat/completions`);
        const { model, messages, stream, ...rest } = JSON.parse(body) as Record<string, unknown>;
        assert.deepEqual([model, messages, stream], [routes.chat.model, [{ role: 'user', content: 'Why?' }], true]);
        assert.deepEqual(rest, quirk);
      } finally {
        await server.close();
      }
    });
  }

  it('fails with the successor of a model that the vendor has retired', async () => {
    const model = 'llama-3.3-70b-versatile';
    const error = { message: `The model \`${model}\` has been decommissioned.`, code: 'model_decommissioned' };
    const { server, provider } = await hostOf({ preset: 'groq', model }, (response) => {
      response.writeHead(400, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ error }));
    });
    const last = (await collect(provider.chat(model, request, call))).at(-1);
    assert.ok(last?.type === 'failed' && last.failure.kind === 'model-missing');
    assert.match(last.failure.message, /on 2026-08-16 \(400\)\. Use openai\/gpt-oss-120b instead\./);
    await server.close();
  });

  it('does not leave for a vendor without a key, whose variable is named', async () => {
    for (const { id, apiKeyEnv } of presets.filter(({ isServer }) => !isServer)) {
      const { server, provider, routes } = await hostOf({ preset: id }, answering(chatAnswer), '');
      const last = (await collect(provider.chat(routes.chat.model, request, call))).at(-1);
      assert.ok(last?.type === 'failed' && last.failure.kind === 'auth', id);
      assert.ok(last.failure.message.includes(apiKeyEnv ?? '-'), last.failure.message);
      assert.deepEqual(server.requests, []);
      await server.close();
    }
  });

  it('leaves for a server of one’s own without a key', async () => {
    const { server, provider } = await hostOf({ preset: 'vllm', model: 'm' }, answering(chatAnswer), '');
    assert.equal(textOfEvents(await collect(provider.chat('m', request, call))), 'a + b');
    assert.equal(server.requests[0]?.headers.authorization, undefined);
    await server.close();
  });
});

describe('the models of a preset', () => {
  it('are those of Together, which sends a list and nothing around it', async () => {
    const { models } = await listOf(
      { preset: 'together' },
      {
        '/v1/models': [{ id: 'openai/gpt-oss-120b', type: 'chat', context_length: 131_072 }],
      },
    );
    assert.deepEqual(
      models.map(({ id, contextWindow }) => [id, contextWindow]),
      [['openai/gpt-oss-120b', 131_072]],
    );
  });

  it('are asked of LM Studio where it says how much they hold, else in the usual place', async () => {
    const own = {
      id: 'qwen',
      object: 'model',
      type: 'vlm',
      state: 'loaded',
      max_context_length: 32_768,
      loaded_context_length: 4_096,
    };
    const told = await listOf(
      { preset: 'lmstudio', model: 'qwen' },
      { '/api/v0/models': { object: 'list', data: [own] } },
    );
    assert.deepEqual(told.asked, ['/api/v0/models']);
    assert.deepEqual(
      told.models.map(({ id, contextWindow, images }) => [id, contextWindow, images]),
      [['qwen', 4_096, true]],
    );
    const older = await listOf(
      { preset: 'lmstudio', model: 'qwen' },
      { '/v1/models': { object: 'list', data: [{ id: 'qwen' }] } },
    );
    assert.deepEqual(older.asked, ['/api/v0/models', '/v1/models']);
    assert.deepEqual(
      older.models.map(({ id }) => id),
      ['qwen'],
    );
    const odd = await listOf(
      { preset: 'lmstudio', model: 'qwen' },
      { '/api/v0/models': { error: 'Unexpected endpoint' }, '/v1/models': { data: [{ id: 'qwen' }] } },
    );
    assert.deepEqual(
      odd.models.map(({ id }) => id),
      ['qwen'],
    );
  });

  it('tell of llama.cpp how much its slots hold, once it is prepared', async () => {
    const props = { default_generation_settings: { n_ctx: 8_192 }, modalities: { vision: true } };
    const { server, provider } = await hostOf({ preset: 'llama.cpp' }, (response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(props));
    });
    await provider.prepare?.('default', call);
    assert.deepEqual([provider.contextWindow?.('default'), provider.seesImages?.('default')], [8_192, true]);
    assert.deepEqual(server.requests.map(({ path }) => path).sort(), ['/props', '/version']);
    await server.close();
  });
});
