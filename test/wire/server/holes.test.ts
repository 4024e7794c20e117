import assert from 'node:assert/strict';
import { fillTemplate } from '../../../src/engine/completion';
import type { AnswerEvent } from '../../../src/engine/failover/api/answer';
import type { CompletionTask } from '../../../src/engine/failover/api/providerManager';
import { silentLog } from '../../../src/engine/model/log';
import { type Endpoint, startEndpoint } from '../../../src/engine/server/endpoint';
import { route } from '../../unit/engine/failover/fixtures';
import { token } from './support/endpoint';

const a = route('a');
const written = 'a + b;';
const usual = { model: 'auto', prompt: 'return ', suffix: '\n}' };
const hole = {
  prefix: 'return ',
  suffix: '\n}',
  snippets: [],
  maxOutputTokens: 128,
  temperature: 0,
  stop: [],
};

interface Choices {
  readonly choices: readonly {
    readonly text?: string;
    readonly message?: { readonly content: string };
    readonly delta?: { readonly content: string };
    readonly finish_reason: string;
  }[];
}

/** As the tools that ask so read the answer. */
const readers = {
  text: (answer: unknown) => (answer as Choices).choices[0]?.text,
  message: (answer: unknown) => (answer as Choices).choices[0]?.message?.content,
  delta: (answer: unknown) => (answer as Choices).choices[0]?.delta?.content,
  content: (answer: unknown) => (answer as { readonly content: string }).content,
};

const requests: readonly (readonly [
  tool: string,
  path: string,
  body: object,
  asked: object,
  reader: keyof typeof readers,
])[] = [
  ['OpenAI clients', '/v1/completions', usual, hole, 'text'],
  [
    'OpenAI clients that say more',
    '/completions',
    { ...usual, prompt: ['return '], max_tokens: 9, temperature: 0.5, stop: '\n\n', stream: true },
    { ...hole, maxOutputTokens: 9, temperature: 0.5, stop: ['\n\n'] },
    'text',
  ],
  ['clients of DeepSeek', '/beta/completions', { ...usual, max_tokens: -1, stream: true }, hole, 'text'],
  ['clients of Mistral', '/v1/fim/completions', { ...usual, stop: ['\n'] }, { ...hole, stop: ['\n'] }, 'message'],
  ['Continue with Mistral', '/fim/completions', { ...usual, stream: true }, hole, 'delta'],
  [
    'llama.vscode',
    '/infill',
    {
      input_prefix: 'function add(a, b) {\n',
      prompt: '  return ',
      input_suffix: '\n}',
      input_extra: [{ filename: 'sum.ts', text: 'sum(a, b)', time: 1 }],
      n_predict: 64,
      ...{ top_k: 40, samplers: ['infill'], cache_prompt: true, t_max_predict_ms: 500 },
    },
    {
      ...hole,
      prefix: 'function add(a, b) {\n  return ',
      snippets: [{ path: 'sum.ts', text: 'sum(a, b)' }],
      maxOutputTokens: 64,
    },
    'content',
  ],
  [
    'a stream of llama.cpp',
    '/infill',
    { input_prefix: 'return ', input_suffix: '\n}', n_predict: -1, stream: true },
    hole,
    'content',
  ],
];

describe('the text of a hole from the endpoint', () => {
  let endpoint: Endpoint;
  let tasks: CompletionTask[];

  before(async () => {
    const manager = {
      chat: () => answered(),
      complete: (task: CompletionTask) => {
        tasks.push(task);
        return answered();
      },
      prepareChat: () => Promise.resolve(),
      status: () => ({ boundary: 'any' as const, providers: [], offline: false }),
    };
    endpoint = await startEndpoint({ manager, token, log: silentLog, port: 0, fillTemplate });
  });

  beforeEach(() => (tasks = []));
  after(() => endpoint.close());

  for (const [tool, path, body, asked, reader] of requests) {
    it(`is for ${tool} at ${path}`, async () => {
      const text = await (await post(path, body)).text();
      const [task] = tasks;
      assert.ok(task);
      assert.deepEqual(task.requestFor(a, 'native'), { type: 'fim', request: asked });
      const isStream = text.startsWith('data: ');
      assert.equal(isStream, 'stream' in body);
      const events = isStream ? text.match(/^data: \{.*\}$/gm)?.map((line) => line.slice('data: '.length)) : [text];
      const answers = (events ?? []).map((event): unknown => JSON.parse(event));
      assert.equal(answers.map(readers[reader]).join(''), written);
    });
  }

  it('is asked for in the tokens of the model where its host takes a raw prompt alone, and in words where nobody knows them', async () => {
    await post('/v1/completions', { ...usual, stop: 'END' });
    const [task] = tasks;
    const known = task?.requestFor(route('a', { model: 'qwen2.5-coder:7b' }), 'template');
    assert.ok(known?.type === 'fim');
    assert.equal(known.request.template?.prompt, '<|fim_prefix|>return <|fim_suffix|>\n}<|fim_middle|>');
    for (const [model, support] of [
      ['someone-large', 'template'],
      ['qwen2.5-coder:7b', 'none'],
    ] as const) {
      const asked = task?.requestFor(route('a', { model }), support);
      assert.ok(asked?.type === 'chat');
      assert.deepEqual(asked.request.messages[0]?.parts, [{ type: 'text', text: 'return <|hole|>\n}' }]);
      assert.deepEqual(asked.request.stop, ['END']);
    }
  });

  it('is nothing, and nobody is asked, where llama.vscode only warms the cache of its server', async () => {
    const response = await post('/infill', { input_prefix: '', input_suffix: '', input_extra: [], n_predict: 0 });
    assert.equal(((await response.json()) as { readonly content: string }).content, '');
    assert.equal(tasks.length, 0);
  });

  it('is refused in words where the body has no prompt', async () => {
    for (const path of ['/v1/completions', '/fim/completions', '/infill']) {
      const response = await post(path, { model: 'auto' });
      assert.equal(response.status, 400);
      assert.match(await response.text(), /does not have the expected form/);
    }
  });

  function post(path: string, body: object): Promise<Response> {
    return fetch(new URL(path, endpoint.url), {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify(body),
    });
  }
});

async function* answered(): AsyncGenerator<AnswerEvent> {
  await Promise.resolve();
  yield { type: 'attempt', route: a, number: 1 };
  yield { type: 'text', text: written };
  yield { type: 'done', route: a, reason: 'stop', attempts: [] };
}
