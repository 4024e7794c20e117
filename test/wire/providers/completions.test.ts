import assert from 'node:assert/strict';
import { callProvider } from '../../../src/engine/failover/request/attempt/callProvider';
import { completionTask } from '../../../src/engine/completion/prompt/completionTask';
import type { CompletionContext } from '../../../src/engine/completion/api/completionContext';
import { systemClock } from '../../../src/engine/model/async/clock';
import type { Provider } from '../../../src/engine/model/provider';
import type { ProviderConfig } from '../../../src/engine/model/providerConfig';
import type { ProviderType } from '../../../src/engine/providers/registry/descriptors';
import type { StreamEvent } from '../../../src/engine/model/stream';
import { routesOf } from '../../../src/engine/providers/registry/routes';
import { createProvider } from '../../../src/engine/providers/registry/createProvider';
import { at } from '../../unit/engine/completion/fixtures';
import { collect, textOfEvents } from './support/fixtures';
import { wireProtocols } from './support/protocols';
import { clearance, surroundingsOf } from '../../unit/engine/privacy/released';

interface Sent {
  readonly url: string;
  /** As it leaves; empty for a question without one. */
  readonly body: string;
}

type Answer = (sent: Sent) => Response;

interface Host {
  readonly sent: Sent[];
  readonly provider: Provider;
  readonly complete: (around?: CompletionContext) => Promise<StreamEvent[]>;
}

const hole = at('const sum = █;\n', { path: 'src/sum.ts', languageId: 'typescript' });
const little = surroundingsOf([{ path: 'src/a.ts', text: 'let a = 1;\n' }]);

/** A provider with its official client, a host that answers as told, and completions as the editor asks them. */
function hostOf(type: ProviderType, model: string, baseUrl: string | undefined, answer: Answer): Host {
  const sent: Sent[] = [];
  const fetch: typeof globalThis.fetch = (input, init) => {
    const url = input instanceof Request ? input.url : String(input);
    const request = { url, body: typeof init?.body === 'string' ? init.body : '' };
    sent.push(request);
    return new Promise((resolve) => resolve(answer(request)));
  };
  const config: ProviderConfig = { id: 'p', type, model, baseUrl, label: 'Host', headers: {}, enabled: true };
  const provider = createProvider(config, { apiKey: () => Promise.resolve('test-key'), fetch, clock: systemClock });
  const { completion } = routesOf(config);
  const complete = (around = little): Promise<StreamEvent[]> =>
    collect(
      callProvider(provider, completion, { signal: new AbortController().signal, mayBeEmpty: true }, (support) =>
        completionTask(hole, around, clearance).requestFor(completion, support),
      ),
    );
  return { sent, provider, complete };
}

const json = (status: number, body: unknown): Response => new Response(JSON.stringify(body), { status });
const missing = (): Response => json(404, { error: { message: 'Not Found' } });

function events(...frames: readonly unknown[]): Response {
  const body = `${frames.map((frame) => `data: ${JSON.stringify(frame)}\n\n`).join('')}data: [DONE]\n\n`;
  return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
}

function chatStream(type: ProviderType): Response {
  const { start, text, end, contentType } = wireProtocols.find((each) => each.type === type)!;
  return new Response(start + text('<COMPLETION>a + b') + end, { headers: { 'content-type': contentType } });
}

const filled: Answer = () =>
  events({ choices: [{ text: 'a + b' }] }, { choices: [{ text: '', finish_reason: 'stop' }] });
const infilled: Answer = () => events({ content: 'a + b', stop: false }, { content: '', stop: true, stop_type: 'eos' });
const generated: Answer = () =>
  new Response('{"response":"a + b","done":false}\n{"response":"","done":true,"done_reason":"stop"}\n', {
    headers: { 'content-type': 'application/x-ndjson' },
  });

/** Answers questions of what the server is, and everything else as a completion. */
function server(is: 'llama.cpp' | 'vllm' | 'other', completion: Answer): Answer {
  return (sent) => {
    if (sent.url.endsWith('/props'))
      return is === 'llama.cpp' ? json(200, { default_generation_settings: {} }) : missing();
    if (sent.url.endsWith('/version')) return is === 'vllm' ? json(200, { version: '0.15.0' }) : missing();
    return completion(sent);
  };
}

function ollama(shown: unknown): Answer {
  return (sent) => (sent.url.endsWith('/api/show') ? json(200, shown) : generated(sent));
}

interface Case {
  readonly name: string;
  readonly type: ProviderType;
  readonly model: string;
  readonly baseUrl?: string;
  readonly answer: Answer;
  readonly url: string;
  readonly body: string;
}

const cases: readonly Case[] = [
  {
    name: "llama.cpp's own route: prefix, suffix and snippets apart",
    type: 'openai-compatible',
    model: 'any',
    baseUrl: 'http://127.0.0.1:8080/v1',
    answer: server('llama.cpp', infilled),
    url: 'http://127.0.0.1:8080/infill',
    body:
      '{"model":"any","stream":true,"temperature":0,"input_prefix":"const sum = ","input_suffix":";\\n",' +
      '"input_extra":[{"filename":"src/a.ts","text":"let a = 1;\\n"}],"n_predict":128,"stop":[],"cache_prompt":true}',
  },
  {
    name: 'Mistral: prefix and suffix apart, snippets before the prefix as Codestral knows them',
    type: 'openai-compatible',
    model: 'codestral-2508',
    baseUrl: 'https://api.mistral.ai/v1',
    answer: filled,
    url: 'https://api.mistral.ai/v1/fim/completions',
    body:
      '{"model":"codestral-2508","stream":true,"temperature":0,' +
      '"prompt":"+++++ src/a.ts\\nlet a = 1;\\n\\n\\n+++++ src/sum.ts\\nconst sum = ","suffix":";\\n",' +
      '"max_tokens":128,"stop":[]}',
  },
  {
    name: 'DeepSeek: prefix and suffix apart at its beta path, snippets as comments before the prefix',
    type: 'openai-compatible',
    model: 'deepseek-chat',
    baseUrl: 'https://api.deepseek.com',
    answer: filled,
    url: 'https://api.deepseek.com/beta/completions',
    body:
      '{"model":"deepseek-chat","stream":true,"temperature":0,' +
      '"prompt":"// Path: src/a.ts\\n// let a = 1;\\n// Path: src/sum.ts\\nconst sum = ","suffix":";\\n",' +
      '"max_tokens":128,"stop":[]}',
  },
  {
    name: 'Inception: as Mistral',
    type: 'openai-compatible',
    model: 'mercury-coder',
    baseUrl: 'https://api.inceptionlabs.ai/v1',
    answer: filled,
    url: 'https://api.inceptionlabs.ai/v1/fim/completions',
    body:
      '{"model":"mercury-coder","stream":true,"temperature":0,' +
      '"prompt":"// Path: src/a.ts\\n// let a = 1;\\n// Path: src/sum.ts\\nconst sum = ","suffix":";\\n",' +
      '"max_tokens":128,"stop":[]}',
  },
  {
    name: 'vLLM: a raw prompt, with special tokens in the text so that stops are seen',
    type: 'openai-compatible',
    model: 'Qwen/Qwen2.5-Coder-7B',
    baseUrl: 'http://10.0.0.7:8000/v1',
    answer: server('vllm', filled),
    url: 'http://10.0.0.7:8000/v1/completions',
    body:
      '{"model":"Qwen/Qwen2.5-Coder-7B","stream":true,"temperature":0,' +
      '"prompt":"<|repo_name|>workspace\\n<|file_sep|>src/a.ts\\nlet a = 1;\\n\\n<|file_sep|>src/sum.ts\\n' +
      '<|fim_prefix|>const sum = <|fim_suffix|>;\\n<|fim_middle|>","max_tokens":128,' +
      '"stop":["<|endoftext|>","<|file_sep|>","<|fim_pad|>","<|im_end|>","<|fim_prefix|>","<|fim_suffix|>",' +
      '"<|fim_middle|>","<|repo_name|>","<|im_start|>"],"skip_special_tokens":false}',
  },
  {
    name: 'LM Studio and others: a raw prompt, with as many stops as any host takes',
    type: 'openai-compatible',
    model: 'starcoder2-3b',
    baseUrl: 'http://127.0.0.1:1234/v1',
    answer: server('other', filled),
    url: 'http://127.0.0.1:1234/v1/completions',
    body:
      '{"model":"starcoder2-3b","stream":true,"temperature":0,' +
      '"prompt":"<repo_name>workspace<file_sep>src/a.ts\\nlet a = 1;\\n<file_sep><fim_prefix>src/sum.ts\\nconst sum = ' +
      '<fim_suffix>;\\n<fim_middle>","max_tokens":128,' +
      '"stop":["<|endoftext|>","<file_sep>","<fim_prefix>","<fim_suffix>"]}',
  },
  {
    name: "Ollama's own suffix, snippets as comments before the prefix",
    type: 'ollama',
    model: 'qwen2.5-coder:7b',
    answer: ollama({ capabilities: ['completion', 'insert'] }),
    url: 'http://127.0.0.1:11434/api/generate',
    body:
      '{"model":"qwen2.5-coder:7b","stream":true,"keep_alive":"10m",' +
      '"prompt":"// Path: src/a.ts\\n// let a = 1;\\n// Path: src/sum.ts\\nconst sum = ","suffix":";\\n",' +
      '"options":{"num_ctx":8192,"num_predict":128,"temperature":0}}',
  },
  {
    name: 'Ollama with a model whose template has no suffix: a raw prompt',
    type: 'ollama',
    model: 'mellum:4b',
    answer: ollama({ capabilities: ['completion'] }),
    url: 'http://127.0.0.1:11434/api/generate',
    body:
      '{"model":"mellum:4b","stream":true,"keep_alive":"10m",' +
      '"prompt":"<filename>src/a.ts\\nlet a = 1;\\n<filename>src/sum.ts\\n' +
      '<fim_suffix>;\\n<fim_prefix>const sum = <fim_middle>","raw":true,' +
      '"options":{"num_ctx":8192,"num_predict":128,"temperature":0,' +
      '"stop":["<|endoftext|>","<filename>","<fim_prefix>","<fim_suffix>","<fim_middle>","<reponame>"]}}',
  },
];

describe('a completion leaves, byte for byte, as the host wants it:', () => {
  for (const { name, type, model, baseUrl, answer, url, body } of cases) {
    it(name, async () => {
      const { sent, complete } = hostOf(type, model, baseUrl, answer);
      const got = await complete();
      assert.equal(textOfEvents(got), 'a + b', JSON.stringify(got));
      assert.deepEqual(got.at(-1), { type: 'done', reason: 'stop' });
      assert.deepEqual(sent.at(-1), { url, body });
    });
  }
});

describe('a completion of which the model says that nothing belongs there', () => {
  const nothing: Answer = () => events({ content: '', stop: false }, { content: '', stop: true, stop_type: 'eos' });
  const silent: Answer = () => events({ choices: [{ text: '', finish_reason: 'stop' }] });
  const ended: Answer = () =>
    new Response('{"response":"","done":true,"done_reason":"stop"}\n', {
      headers: { 'content-type': 'application/x-ndjson' },
    });
  const hosts: readonly [what: string, host: () => Host][] = [
    ['llama.cpp', () => hostOf('openai-compatible', 'qwen2.5-coder', 'http://127.0.0.1:8080/v1', server('llama.cpp', nothing))],
    ['vLLM', () => hostOf('openai-compatible', 'qwen2.5-coder', 'http://127.0.0.1:8000/v1', server('vllm', silent))],
    ['Mistral', () => hostOf('openai-compatible', 'codestral-latest', 'https://api.mistral.ai/v1', silent)],
    ['Ollama', () => hostOf('ollama', 'qwen2.5-coder', undefined, (sent) => (sent.url.endsWith('/api/show') ? json(200, { template: '{{ .Suffix }}', capabilities: ['insert'] }) : ended(sent)))],
  ]; // prettier-ignore
  for (const [what, host] of hosts) {
    it(`is an answer of ${what}`, async () => {
      const { complete, sent } = host();
      const got = await complete();
      assert.deepEqual(got.at(-1), { type: 'done', reason: 'stop' }, JSON.stringify(got));
      assert.equal(sent.filter(({ body }) => body.includes('const sum')).length, 1);
    });
  }
});

describe('a completion in words', () => {
  /** Enough to be worth storing at every vendor. */
  const much = surroundingsOf([{ path: 'src/a.ts', text: `${'let a = 1;'.padEnd(99)}\n`.repeat(39) }]);
  const asked = async (
    type: ProviderType,
    model: string,
    around: CompletionContext,
  ): Promise<Record<string, unknown>> => {
    const { sent, complete } = hostOf(type, model, undefined, () => chatStream(type));
    const got = await complete(around);
    assert.equal(got.at(-1)?.type, 'done', JSON.stringify(got));
    assert.equal(sent.length, 1);
    return JSON.parse(sent[0]!.body) as Record<string, unknown>;
  };
  const stored = { cache_control: { type: 'ephemeral' } };

  it('to Anthropic stores what stands before the file, and does not think', async () => {
    const body = await asked('anthropic', 'claude-haiku-5-5', much);
    const [{ content }] = body.messages as [{ content: Record<string, unknown>[] }];
    assert.deepEqual(
      content.map(({ cache_control }) => cache_control),
      [stored.cache_control, undefined],
    );
    assert.match(content[0]!.text as string, /^Parts of other files:/);
    assert.match(content[1]!.text as string, /^<FILE path="src\/sum\.ts"/);
    assert.deepEqual(body.thinking, { type: 'disabled' });
    assert.deepEqual(body.stop_sequences, ['</COMPLETION>']);
    assert.equal('temperature' in body, false);
  });

  it('to Anthropic stores nothing that is too little to be stored', async () => {
    const body = await asked('anthropic', 'claude-haiku-5-5', little);
    const [{ content }] = body.messages as [{ content: Record<string, unknown>[] }];
    assert.deepEqual(
      content.map(({ cache_control }) => cache_control),
      [undefined, undefined],
    );
  });

  it('to OpenAI marks what can be stored where the model takes marks, and does not think', async () => {
    const marks = async (model: string, around: CompletionContext): Promise<unknown[]> => {
      const { input, reasoning } = await asked('openai', model, around);
      assert.deepEqual(reasoning, { effort: 'none' });
      const [{ content }] = input as [{ content: Record<string, unknown>[] }];
      return content.map(({ prompt_cache_breakpoint }) => prompt_cache_breakpoint);
    };
    assert.deepEqual(await marks('gpt-5.6-luna', much), [{ mode: 'explicit' }, undefined]);
    assert.deepEqual(await marks('gpt-5.6-luna', little), [undefined, undefined]);
    assert.deepEqual(await marks('gpt-5.4', much), [undefined, undefined]);
  });

  it('to a gateway without the Responses API does not think either', async () => {
    const { sent, complete } = hostOf('openai', 'gpt-5.4', 'https://gateway.example/v1', ({ url }) =>
      url.endsWith('/responses') ? missing() : chatStream('openai-compatible'),
    );
    assert.equal((await complete()).at(-1)?.type, 'done');
    const body = JSON.parse(sent.at(-1)!.body) as Record<string, unknown>;
    assert.equal(body.reasoning_effort, 'none');
    assert.equal(typeof body.max_completion_tokens, 'number');
  });

  it('to another host says nothing of thinking, which it may not know', async () => {
    const { sent, complete } = hostOf('openai-compatible', 'gpt-5.4', 'https://openrouter.ai/api/v1', () =>
      chatStream('openai-compatible'),
    );
    assert.equal((await complete()).at(-1)?.type, 'done');
    assert.equal('reasoning_effort' in (JSON.parse(sent.at(-1)!.body) as object), false);
  });
});

describe('a host that has to be asked what it is', () => {
  const paths = (sent: readonly Sent[]): string[] => sent.map(({ url }) => new URL(url).pathname);

  it('is asked once, by both questions at once', async () => {
    const { sent, complete } = hostOf(
      'openai-compatible',
      'm',
      'http://127.0.0.1:8080/v1',
      server('llama.cpp', infilled),
    );
    await complete();
    await complete();
    assert.deepEqual(paths(sent), ['/props', '/version', '/infill', '/infill']);
  });

  it('is asked before, where the provider is prepared', async () => {
    for (const [type, model, baseUrl, answer, asked, completion] of [
      [
        'openai-compatible',
        'm',
        'http://127.0.0.1:8080/v1',
        server('llama.cpp', infilled),
        ['/props', '/version'],
        '/infill',
      ],
      ['ollama', 'qwen2.5-coder:7b', undefined, ollama({ capabilities: ['insert'] }), ['/api/show'], '/api/generate'],
    ] as const) {
      const { sent, provider, complete } = hostOf(type, model, baseUrl, answer);
      await provider.prepare?.(model, { signal: new AbortController().signal });
      assert.deepEqual(paths(sent), asked);
      assert.equal((await complete()).at(-1)?.type, 'done');
      assert.deepEqual(paths(sent), [...asked, completion]);
    }
  });

  it('is not asked by preparing a vendor, whose client is loaded all the same', async () => {
    for (const type of ['anthropic', 'openai'] as const) {
      const { sent, provider, complete } = hostOf(type, 'm', undefined, () => chatStream(type));
      await provider.prepare?.('m', { signal: new AbortController().signal });
      assert.deepEqual(sent, []);
      assert.equal((await complete()).at(-1)?.type, 'done');
    }
  });

  it('and is down prepares nothing, without an error', async () => {
    const { sent, provider } = hostOf('openai-compatible', 'm', 'http://127.0.0.1:8080/v1', () => {
      throw Object.assign(new TypeError('fetch failed'), { cause: { code: 'ECONNREFUSED' } });
    });
    await provider.prepare?.('m', { signal: new AbortController().signal });
    assert.deepEqual(paths(sent), ['/props', '/version']);
  });

  it('and is down fails the completion by that, and is asked for no other', async () => {
    for (const [type, baseUrl, questions] of [
      ['openai-compatible', 'http://127.0.0.1:8080/v1', ['/props', '/version']],
      ['ollama', 'http://127.0.0.1:11434', ['/api/show']],
    ] as const) {
      const { sent, complete } = hostOf(type, 'qwen2.5-coder:7b', baseUrl, () => {
        throw Object.assign(new TypeError('fetch failed'), { cause: { code: 'ECONNREFUSED' } });
      });
      const got = await complete();
      assert.deepEqual(
        got.map((event) => event.type === 'failed' && event.failure.kind),
        ['connect'],
      );
      assert.deepEqual(paths(sent), questions);
    }
  });

  it('and lacks the model says so', async () => {
    const { sent, complete } = hostOf('ollama', 'gone:7b', undefined, () =>
      json(404, { error: "model 'gone:7b' not found" }),
    );
    const [event] = await complete();
    assert.equal(event?.type === 'failed' && event.failure.kind, 'model-missing');
    assert.deepEqual(paths(sent), ['/api/show']);
  });

  it('and only imitates Ollama is asked in words', async () => {
    const { sent, complete } = hostOf('ollama', 'qwen2.5-coder:7b', undefined, ({ url }) =>
      url.endsWith('/api/chat') ? chatStream('ollama') : new Response('404 page not found', { status: 404 }),
    );
    assert.equal((await complete()).at(-1)?.type, 'done');
    assert.deepEqual(paths(sent), ['/api/show', '/api/chat']);
  });

  it('is asked anew when another server answers in its place', async () => {
    let is: 'llama.cpp' | 'vllm' = 'llama.cpp';
    const { sent, complete } = hostOf('openai-compatible', 'starcoder2', 'http://127.0.0.1:8080/v1', (request) => {
      const isInfill = request.url.endsWith('/infill');
      if (isInfill && is === 'vllm') return json(404, { detail: 'Not Found' });
      return server(is, isInfill ? infilled : filled)(request);
    });
    assert.equal((await complete()).at(-1)?.type, 'done');
    is = 'vllm';
    assert.equal((await complete()).at(-1)?.type, 'failed');
    assert.equal((await complete()).at(-1)?.type, 'done');
    assert.deepEqual(paths(sent).slice(2), ['/infill', '/infill', '/props', '/version', '/v1/completions']);
  });
});
