import type { ChainLink } from '../../../src/engine/failover/api/providerManager';
import { type Clock, sleep } from '../../../src/engine/model/async/clock';
import type { Failure } from '../../../src/engine/model/failure/failure';
import { notAllowed } from '../../../src/engine/model/failure/notAllowed';
import type { CallOptions, Provider } from '../../../src/engine/model/provider/provider';
import type { StreamEvent } from '../../../src/engine/model/stream/stream';
import { wireProtocols } from '../../wire/providers/support/protocols';
import type { Departure } from './userWords';
import { type Conduct, ollamaModels, type World } from './world';

/** Stands in every text of the user's that a request may hold. */
export const code = 'codeOfTheUsers';

export interface HostsOptions {
  readonly world: World;
  readonly clock: Clock;
  /** The moment at which something leaves. */
  readonly onDeparture: (departure: Departure) => void;
  /** An Ollama said where a model runs. */
  readonly onTold: (origin: string, model: string, handedOnTo: string) => void;
}

type Body = Readonly<Record<string, unknown>>;

/** Everything that can be connected to, in memory: the witness of what leaves. */
export class Hosts {
  handedOnTo: string;
  private requests = 0;

  constructor(private readonly options: HostsOptions) {
    this.handedOnTo = options.world.handedOnTo;
  }

  readonly fetch: typeof globalThis.fetch = async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : String(input));
    const text = typeof init?.body === 'string' ? init.body : '';
    const body = (text === '' ? {} : JSON.parse(text)) as Body;
    const model = typeof body.model === 'string' ? body.model : undefined;
    // Nothing leaves for what was called off before.
    init?.signal?.throwIfAborted();
    this.options.onDeparture({ url, model, hasCode: text.includes(code) });
    const { conduct, afterMs } = this.next();
    await sleep(this.options.clock, afterMs, init?.signal ?? new AbortController().signal);
    init?.signal?.throwIfAborted();
    return this.answer(url, body, conduct, init?.signal ?? undefined);
  };

  /** A provider that keeps to the same door and has no client, which takes most of the time. */
  scripted({ provider, chat }: ChainLink): Provider {
    const answer = (model: string, call: CallOptions) => this.scriptedAnswer(chat.endpoint, model, call);
    return {
      id: provider.id,
      type: provider.type,
      chat: (model, _request, call) => answer(model, call),
      fim: (model, _request, call) => answer(model, call),
      fimSupport: () => Promise.resolve('native'),
      listModels: () => Promise.resolve({ ok: true, models: [] }),
    };
  }

  private async *scriptedAnswer(origin: string, model: string, call: CallOptions): AsyncGenerator<StreamEvent> {
    const { clock, world, onDeparture } = this.options;
    await sleep(clock, world.keyMs, call.signal);
    if (call.signal.aborted) return;
    if (call.mayLeave?.() === false) {
      yield { type: 'failed', failure: notAllowed(origin) };
      return;
    }
    onDeparture({ url: new URL(origin), model, hasCode: true });
    call.onRequest?.();
    const { conduct, afterMs } = this.next();
    await sleep(clock, afterMs, call.signal);
    const failure = failures[conduct];
    if (conduct !== 'answers' && failure?.kind !== 'stream-cut' && failure) {
      yield { type: 'failed', failure };
      return;
    }
    yield { type: 'text', text: 'One, two, three, four, five, six, seven.' };
    if (conduct === 'hangs') await sleep(clock, Infinity, call.signal);
    else yield failure ? { type: 'failed', failure } : { type: 'done', reason: 'stop' };
  }

  private next(): World['conduct'][number] {
    const { conduct } = this.options.world;
    const found = conduct[this.requests % conduct.length];
    this.requests += 1;
    return found ?? { conduct: 'answers', afterMs: 0 };
  }

  private answer(url: URL, body: Body, conduct: Conduct, signal: AbortSignal | undefined): Response {
    const { pathname, origin } = url;
    if (pathname === '/api/tags') {
      return Response.json({ models: ollamaModels.map((name) => ({ name, ...this.remoteOf(name) })) });
    }
    if (pathname === '/api/show') {
      const model = String(body.model);
      this.options.onTold(origin, model, this.hostOf(model));
      return Response.json({ capabilities: ['insert'], model_info: {}, ...this.remoteOf(model) });
    }
    if (conduct === 'is away') throw new TypeError('fetch failed');
    if (conduct === 'fails') return Response.json({ error: { message: 'Internal error' } }, { status: 500 });
    if (conduct === 'limits') return new Response('{}', { status: 429, headers: { 'retry-after': '1' } });
    return streamed(pathname, conduct, signal);
  }

  private hostOf(model: string): string {
    if (model === 'own:7b') return '';
    return model === 'fast' ? this.handedOnTo : 'https://ollama.com:443';
  }

  private remoteOf(model: string): object {
    const host = this.hostOf(model);
    return host === '' ? {} : { remote_host: host, remote_model: 'gpt-oss:120b' };
  }
}

const failures: Partial<Record<Conduct, Failure>> = {
  fails: { kind: 'server', scope: 'model', message: 'Internal error.' },
  limits: { kind: 'rate-limited', scope: 'model', message: 'Slow down.', retryAfterMs: 1_000 },
  'breaks off': { kind: 'stream-cut', scope: 'model', message: 'It broke off.' },
  'is away': { kind: 'connect', scope: 'endpoint', message: 'Nobody is there.' },
};

function streamed(pathname: string, conduct: Conduct, signal: AbortSignal | undefined): Response {
  const protocol = wireProtocols.find(({ type }) => type === protocolOf(pathname));
  if (!protocol) return Response.json({ data: [], has_more: false });
  const { start, text, end, contentType } = protocol;
  const pieces = pathname.startsWith('/api/generate')
    ? [`${JSON.stringify({ response: 'a()', done: true, done_reason: 'stop' })}\n`]
    : [start + text('One, '), text('two, three, four, five, six, seven, eight, nine, ten.') + end];
  const sent = conduct === 'breaks off' ? pieces.slice(0, 1) : pieces;
  if (conduct !== 'hangs') return new Response(sent.join(''), { headers: { 'content-type': contentType } });
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => {
      controller.enqueue(encoder.encode(pieces[0]));
      signal?.addEventListener('abort', () => controller.error(new DOMException('Aborted', 'AbortError')));
    },
  });
  return new Response(body, { headers: { 'content-type': contentType } });
}

function protocolOf(pathname: string): string | undefined {
  if (pathname.endsWith('/messages')) return 'anthropic';
  if (pathname.endsWith('/responses')) return 'openai';
  if (pathname.endsWith('/completions')) return 'openai-compatible';
  return pathname.startsWith('/api/') ? 'ollama' : undefined;
}
