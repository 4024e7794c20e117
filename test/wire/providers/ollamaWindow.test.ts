import assert from 'node:assert/strict';
import type { ChatRequest, FimRequest } from '../../../src/engine/model/request/request';
import type { Provider } from '../../../src/engine/model/provider/provider';
import { collect, textOfEvents, userSays } from './support/fixtures';
import { askManager, shownBy } from './support/managed';
import { providerAt, wireProtocols } from './support/protocols';
import { type Handler, RawServer } from './support/rawServer';

const protocol = wireProtocols.find(({ type }) => type === 'ollama')!;
const { signal } = new AbortController();

interface Asked {
  readonly prompt?: string;
  readonly suffix?: string;
  readonly messages?: readonly { readonly content: string }[];
  readonly truncate?: boolean;
  readonly shift?: boolean;
  readonly options?: { readonly num_ctx?: number; readonly num_predict?: number };
}

/**
 * Does to a prompt what Ollama's server does (server/prompt.go, llm/llama_server.go, August 2026): a window larger than the
 * model's is made smaller, a prompt larger than the window is cut to its end unless the request says otherwise, and the
 * default window is 4,096. `tokensOf`: as the model counts.
 */
function cutting(trainedTokens: number, tokensOf: (text: string) => number, lost: string[]): Handler {
  return (response, { path, body }) => {
    if (path === '/api/show') {
      const model_info = { 'qwen2.context_length': trainedTokens };
      response.end(JSON.stringify({ capabilities: ['completion', 'insert'], model_info }));
      return;
    }
    const { prompt = '', suffix = '', messages = [], truncate, shift, options } = JSON.parse(body) as Asked;
    const text = prompt + suffix + messages.map(({ content }) => content).join('');
    const window = Math.min(options?.num_ctx ?? 4_096, trainedTokens);
    const tokens = tokensOf(text);
    if (tokens >= window && truncate === false) {
      const error = `request (${tokens} tokens) exceeds the available context size (${window} tokens), try increasing it`;
      response.writeHead(400, { 'content-type': 'application/json' }).end(JSON.stringify({ error }));
      return;
    }
    if (tokens >= window) lost.push(`cut to ${window} of ${tokens}`);
    if (tokens + (options?.num_predict ?? Infinity) > window && shift !== false) lost.push('the answer may shift');
    if ((options?.num_ctx ?? 0) > trainedTokens) lost.push(`asked for ${options?.num_ctx} of ${trainedTokens}`);
    const line = messages.length > 0 ? { message: { content: 'one' } } : { response: 'one' };
    response.writeHead(200, { 'content-type': protocol.contentType });
    response.end(
      `${JSON.stringify({ ...line, done: false })}\n${JSON.stringify({ done: true, done_reason: 'stop' })}\n`,
    );
  };
}

const asWords = (text: string): number => Math.ceil(text.length / 4);
const asBytes = (text: string): number => Buffer.byteLength(text);

function windowsOf(server: RawServer): number[] {
  return server.requests
    .filter(({ path }) => path === '/api/chat' || path === '/api/generate')
    .map(({ body }) => (JSON.parse(body) as Required<Asked>).options.num_ctx!);
}

const fim = (prefix: string): FimRequest => ({
  prefix,
  suffix: ';\n',
  stop: [],
  maxOutputTokens: 128,
  temperature: 0,
});

describe('the window of a model on Ollama', () => {
  let server: RawServer;
  let lost: string[];

  async function provider(trainedTokens: number, tokensOf = asWords): Promise<Provider> {
    lost = [];
    server = await RawServer.start(cutting(trainedTokens, tokensOf, lost));
    return providerAt(protocol, server.url);
  }

  afterEach(() => server.close());

  // ollama/ollama#17889, tinycode#210: without it a prompt is cut to 4096 tokens, and nobody is told.
  it('is named in every request, large enough for what is sent', async () => {
    const asked = await provider(131_072);
    for (const words of ['hi', 'word '.repeat(12_000)]) {
      await collect(asked.chat(protocol.model, userSays(words), { signal }));
      await collect(asked.fim(protocol.model, fim(words), { signal }));
    }
    const windows = windowsOf(server);
    assert.equal(windows.length, 4);
    assert.deepEqual([windows[0]! >= 4_096, windows[2]! >= 15_000], [true, true], windows.join());
    assert.deepEqual(lost, []);
  });

  const texts: Readonly<Record<string, string>> = {
    Chinese: '把所有的文件都列出来。'.repeat(3_000),
    digits: '0123456789 '.repeat(4_000),
    'minified code': 'a[b](c,{d:e=>f(g)});'.repeat(2_600),
  };
  for (const [name, text] of Object.entries(texts)) {
    it(`holds ${name}, of which a token holds fewer characters`, async () => {
      const counted = (all: string): number => all.match(/\d|[^\x20-\x7f]|[a-z]+|[^\sa-z\d]{1,2}/gi)?.length ?? 0;
      const asked = await provider(262_144, counted);
      const chat = await collect(asked.chat(protocol.model, userSays(text), { signal }));
      const completion = await collect(asked.fim(protocol.model, fim(text), { signal }));
      assert.deepEqual([textOfEvents(chat), textOfEvents(completion), lost], ['one', 'one', []]);
    });
  }

  it('is never larger than what the model was trained for, also where that is small', async () => {
    const asked = await provider(2_048);
    await asked.prepare!(protocol.model, { signal });
    await collect(asked.chat(protocol.model, userSays('hi'), { signal }));
    await collect(asked.fim(protocol.model, fim('a'), { signal }));
    assert.deepEqual([windowsOf(server), lost], [[2_048, 2_048], []]);
  });

  it('is never larger than what the user has set, which prompts are fitted to', async () => {
    await provider(131_072);
    const asked = providerAt(protocol, server.url, { config: { contextWindow: 20_000 } });
    await collect(asked.chat(protocol.model, userSays('word '.repeat(13_000)), { signal }));
    assert.deepEqual([windowsOf(server), lost], [[20_000], []]);
  });

  it('grows where a text has more tokens than anybody counts on, and the request is made again, whole', async () => {
    const asked = await provider(131_072, asBytes);
    const request: ChatRequest = userSays('word '.repeat(3_000));
    const events = await askManager([asked], request);
    assert.equal(shownBy(events), 'one', JSON.stringify(events));
    const windows = windowsOf(server);
    assert.ok(windows.length === 2 && windows[1]! > 15_000, windows.join());
    assert.deepEqual(lost, []);
  });

  it('fails with the size of the window where the model holds no more', async () => {
    const asked = await provider(8_192, asBytes);
    await asked.prepare!(protocol.model, { signal });
    const [event] = await collect(asked.chat(protocol.model, userSays('word '.repeat(3_000)), { signal }));
    const failure = event?.type === 'failed' ? event.failure : undefined;
    assert.deepEqual([failure?.kind, failure?.contextWindowTokens, lost], ['context-exceeded', 8_192, []]);
  });
});
