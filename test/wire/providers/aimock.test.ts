import { LLMock } from '@copilotkit/aimock';
import assert from 'node:assert/strict';
import { systemClock } from '../../../src/engine/model/async/clock';
import type { Provider } from '../../../src/engine/model/provider/provider';
import type { ProviderConfig } from '../../../src/engine/model/provider/providerConfig';
import type { ProviderType } from '../../../src/engine/providers/registry/descriptors';
import type { ChatRequest } from '../../../src/engine/model/request/request';
import type { StreamEvent } from '../../../src/engine/model/stream/stream';
import { createProvider } from '../../../src/engine/providers/registry/createProvider';
import { collect, textOfEvents, userSays } from './support/fixtures';

/** It lacks Claude on Vertex. */
type Mocked = Exclude<ProviderType, 'anthropic-vertex'>;

const models: Record<Mocked, string> = {
  anthropic: 'claude-sonnet-5-5',
  openai: 'gpt-5.4',
  google: 'gemini-3.8-flash',
  'azure-openai': 'gpt-5.4',
  bedrock: 'anthropic.claude-sonnet-4-5-20250929-v1:0',
  'google-vertex': 'gemini-3.8-flash',
  'openai-compatible': 'some-model',
  ollama: 'qwen2.5-coder:7b',
  local: 'some-model',
};
const paths: Record<Mocked, string> = {
  anthropic: '',
  openai: '/v1',
  google: '',
  'azure-openai': '',
  bedrock: '',
  'google-vertex': '/v1/projects/p/locations/global',
  'openai-compatible': '/v1',
  ollama: '',
  local: '/v1',
};

/** Against an implementation of the protocols that nobody here wrote. */
describe('every provider against aimock', () => {
  let mock: LLMock;

  beforeEach(async () => {
    mock = new LLMock({ port: 0, logLevel: 'silent' });
    await mock.start();
  });
  afterEach(() => mock.stop());

  function provider(type: Mocked): Provider {
    const config: ProviderConfig = {
      id: type,
      type,
      model: models[type],
      baseUrl: `${mock.url}${paths[type]}`,
      label: type,
      headers: {},
      enabled: true,
    };
    return createProvider(config, { apiKey: () => Promise.resolve('test-key'), fetch, clock: systemClock });
  }

  function ask(type: Mocked, request: ChatRequest): Promise<StreamEvent[]> {
    return collect(provider(type).chat(models[type], request, { signal: new AbortController().signal }));
  }

  for (const type of Object.keys(models) as Mocked[]) {
    describe(type, () => {
      it('streams an answer with its end', async () => {
        mock.onMessage(/hello/, { content: 'Hello, this is a rather long answer — with ünïcode, in pieces. 🙂' });
        const events = await ask(type, userSays('hello'));
        assert.equal(textOfEvents(events), 'Hello, this is a rather long answer — with ünïcode, in pieces. 🙂');
        assert.deepEqual(events.at(-1), { type: 'done', reason: 'stop' });
      });

      it('tells a tool call once it is whole', async () => {
        mock.onMessage(/weather/, { toolCalls: [{ name: 'weather', arguments: '{"city":"Bern"}' }] });
        const events = await ask(type, {
          ...userSays('weather'),
          tools: [
            { name: 'weather', description: 'Tells the weather', inputSchema: { type: 'object', properties: {} } },
          ],
        });
        const calls = events.filter((event) => event.type === 'tool-call');
        assert.deepEqual(
          calls.map((call) => [call.name, call.input]),
          [['weather', { city: 'Bern' }]],
        );
        assert.deepEqual(events.at(-1), { type: 'done', reason: 'tool-calls' });
      });

      for (const [status, kind] of [
        [429, 'rate-limited'],
        [500, 'server'],
        [503, 'overloaded'],
        [401, 'auth'],
      ] as const) {
        it(`reads ${status} as ${kind}`, async () => {
          mock.onMessage(/fail/, { error: { message: 'No.' }, status });
          const events = await ask(type, userSays('fail'));
          assert.equal(events.length, 1);
          assert.equal(events[0]?.type === 'failed' && events[0].failure.kind, kind);
        });
      }

      it('reads an answer that is truncated in mid-stream as cut', async () => {
        mock.onMessage(
          /cut/,
          { content: 'one two three four five six seven eight' },
          { chunkSize: 5, truncateAfterChunks: 4, latency: 20 },
        );
        const events = await ask(type, userSays('cut'));
        const last = events.at(-1);
        assert.ok(last?.type === 'failed', JSON.stringify(events));
        assert.equal(last.failure.kind, 'stream-cut');
      });

      it('lists models or says why not', async () => {
        const list = await provider(type).listModels(new AbortController().signal);
        // It has no list of theirs.
        if (['google', 'bedrock', 'azure-openai', 'google-vertex'].includes(type))
          assert.equal(!list.ok && list.failure.kind, 'wrong-address');
        else assert.equal(list.ok, true, JSON.stringify(list));
      });
    });
  }
});
