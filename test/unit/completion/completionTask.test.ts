import assert from 'node:assert/strict';
import { completionTask } from '../../../src/completion/completionTask';
import type { FimSupport, Provider } from '../../../src/model/provider';
import type { ChatRequest, FimRequest } from '../../../src/model/request';
import type { StreamEvent } from '../../../src/model/stream';
import { collect, route } from '../failover/fixtures';
import { at } from './fixtures';

const hole = at('const sum = (a, b) => █;\n');
const call = { signal: new AbortController().signal };
const answer: readonly StreamEvent[] = [
  { type: 'text', text: 'a + b' },
  { type: 'done', reason: 'stop' },
];

type Asked = { readonly fim: FimRequest } | { readonly chat: ChatRequest };

async function asked(support: FimSupport, model: string, shape: 'line' | 'block' = 'line'): Promise<Asked> {
  let seen: Asked | undefined;
  async function* reply(request: Asked): AsyncGenerator<StreamEvent> {
    seen = request;
    yield* answer;
  }
  const provider: Provider = {
    id: 'alpha',
    type: 'openai-compatible',
    fimSupport: () => Promise.resolve(support),
    fim: (_model, request) => reply({ fim: request }),
    chat: (_model, request) => reply({ chat: request }),
    listModels: () => Promise.resolve({ ok: true, models: [] }),
  };
  const events = await collect(completionTask(hole, shape).open(provider, route('alpha', { model }), call));
  assert.deepEqual(events, answer);
  assert.ok(seen);
  return seen;
}

const native: FimRequest = {
  prefix: 'const sum = (a, b) => ',
  suffix: ';\n',
  path: 'src/sum.ts',
  languageId: 'typescript',
  maxOutputTokens: 64,
  temperature: 0,
  stop: [],
};

describe('a completion task', () => {
  it('gives prefix and suffix apart to a host that knows the tokens of its model', async () => {
    assert.deepEqual(await asked('native', 'unheard-of'), { fim: native });
  });

  it('gives the prompt of the model family to a host that takes it raw', async () => {
    const request = await asked('template', 'qwen2.5-coder:7b', 'block');
    assert.ok('fim' in request && request.fim.template);
    assert.ok(request.fim.template.prompt.startsWith('<|fim_prefix|>const sum'));
    assert.equal(request.fim.maxOutputTokens, 256);
  });

  for (const [support, model] of [
    ['none', 'qwen2.5-coder:7b'],
    ['template', 'unheard-of'],
  ] as const) {
    it(`asks a model in words when the host has ${support} and the model is ${model}`, async () => {
      const request = await asked(support, model);
      assert.ok('chat' in request);
      const { system, messages, stop, maxOutputTokens } = request.chat;
      assert.deepEqual(messages, [
        {
          role: 'user',
          parts: [
            {
              type: 'text',
              text: 'File: src/sum.ts\nLanguage: typescript\n\nconst sum = (a, b) => {{FILL_HERE}};\n',
            },
          ],
        },
      ]);
      assert.match(system ?? '', /\{\{FILL_HERE\}\}.*<COMPLETION> and <\/COMPLETION>/s);
      assert.deepEqual([stop, maxOutputTokens], [['</COMPLETION>'], 96]);
    });
  }

  it('estimates the tokens of both sides', () => {
    const small = completionTask(at('a█b'), 'line').inputTokens;
    const large = completionTask(at(`${'a '.repeat(2_000)}█${'b '.repeat(2_000)}`), 'line').inputTokens;
    assert.ok(large - small > 1_000 && large - small < 8_000, `${large - small}`);
  });
});
