import assert from 'node:assert/strict';
import fc from 'fast-check';
import { textMessage } from '../../../src/engine/model/request/message';
import type { ChatRequest } from '../../../src/engine/model/request/request';
import { classifyOpenAiCompatible } from '../../../src/engine/providers/openaiProtocol/compatibleErrors';
import { routesOf } from '../../../src/engine/providers/registry/routes';
import { counts, engine, fails, link, scripted, count, textShown } from '../../unit/engine/failover/engine';

/** As hosts say that a request is too long: the window, the request's size, both in tokens. */
const wordings: readonly ((window: number, size: number) => unknown)[] = [
  (window, size) => ({
    error: {
      message: `This model's maximum context length is ${window} tokens. However, your messages resulted in ${size} tokens.`,
      type: 'invalid_request_error',
      code: 'context_length_exceeded',
    },
  }),
  (window, size) => ({
    type: 'error',
    error: { type: 'invalid_request_error', message: `prompt is too long: ${size} tokens > ${window} maximum` },
  }),
  (window) => ({
    error: { message: `Range of input length should be [1, ${window}]`, code: 'invalid_parameter_error' },
  }),
  (window) => ({
    error: {
      message: `Invalid request: Your request exceeded model token limit: ${window}`,
      type: 'invalid_request_error',
    },
  }),
  (window, size) => ({
    error: {
      code: 400,
      message: `the request exceeds the available context size (${size} > ${window} tokens)`,
      type: 'exceed_context_size_error',
      n_ctx: window,
    },
  }),
  () => ({ error: { message: 'The prompt is too long, please reduce the length of the messages.' } }),
  (window, size) => ({
    object: 'error',
    message: `Input length (${size}) exceeds model's maximum context length (${window}).`,
    type: 'BadRequestError',
  }),
];

const names = fc.constantFrom(
  'claude-opus-4-6',
  'gpt-5.4',
  'gpt-4o',
  'a-model-of-tomorrow',
  'qwen9-coder',
  'deepseek-chat',
);
const hosts = fc.constantFrom('https://one.example/v1', 'http://10.0.0.7:8000/v1', 'https://openrouter.ai/api/v1');

const situations = fc.record({
  model: names,
  host: hosts,
  /** In no table. */
  other: fc.string({ unit: fc.constantFrom('b', 'c', 'd', 'f', 'h', 'j', 'k', '-'), minLength: 4, maxLength: 12 }),
  window: fc.integer({ min: 2_048, max: 1_000_000 }),
  /** Characters of the question, and of the turns before it. */
  question: fc.integer({ min: 1, max: 400_000 }),
  turns: fc.array(fc.integer({ min: 1, max: 40_000 }), { maxLength: 6 }),
  wording: fc.constantFrom(...wordings),
  status: fc.constantFrom(400, 400, 400, 413, 422),
});

function requestOf(question: number, turns: readonly number[]): ChatRequest {
  const before = turns.flatMap((size) => [textMessage('user', 'q'.repeat(size)), textMessage('assistant', 'Yes.')]);
  return { messages: [...before, textMessage('user', 'x'.repeat(question))] };
}

describe('a request that is too long for the first model', () => {
  it('is answered by the second one, whose window nobody knows, in each of 1,000 situations', async function () {
    this.timeout(120_000);
    await fc.assert(
      fc.asyncProperty(situations, async ({ model, host, other, window, question, turns, wording, status }) => {
        const config = { type: 'openai-compatible', label: 'x', headers: {}, enabled: true } as const;
        const routes = ['a', 'b'].map((id) =>
          routesOf({
            ...config,
            id,
            model: id === 'a' ? model : other,
            baseUrl: id === 'a' ? host : 'https://b.example/v1',
          }),
        );
        const body = JSON.stringify(wording(window, window + 1_000));
        const failure = classifyOpenAiCompatible(
          { type: 'response', status, headers: new Headers(), body },
          { now: 0, aborted: false, providerLabel: 'A', model, local: false },
        );
        assert.equal(failure.kind, 'context-exceeded', body);
        const a = scripted('a', fails(failure));
        const b = scripted('b', counts);
        const { ask } = engine([
          { ...link(a), ...routes[0] },
          { ...link(b), ...routes[1] },
        ]);
        const request = requestOf(question, turns);
        for (let times = 0; times < 2; times += 1) {
          const events = await ask(request);
          const last = events.at(-1);
          assert.ok(last?.type === 'done' && last.route.providerId === 'b', JSON.stringify(last).slice(0, 500));
          assert.equal(textShown(events).trim().split(' ').at(-1), count(1, 40).trim().split(' ').at(-1));
        }
        // The whole of it was sent to the one that may hold it.
        assert.deepEqual(b.requests[0]?.messages, request.messages);
      }),
      { numRuns: 1_000 },
    );
  });
});
