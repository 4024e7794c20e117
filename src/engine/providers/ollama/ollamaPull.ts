import * as l10n from '@vscode/l10n';
import { type Clock, sleep } from '../../model/async/clock';
import { lazy } from '../../model/async/lazy';
import { mayBeTriedAgain, pullProblem } from './pullProblem';
import { PullMeter, type PullProgress } from './pullProgress';

const sdk = lazy(() => import('ollama/browser'));

export interface PullDeps {
  readonly fetch: typeof globalThis.fetch;
  readonly clock: Clock;
}

export type PullOutcome =
  | { readonly type: 'loaded' }
  /** Ollama keeps what has come, so that the same pull goes on from there. */
  | { readonly type: 'cancelled' }
  /** `message`: for a person. */
  | { readonly type: 'failed'; readonly message: string };

/** Milliseconds without a line after which the connection is taken to be dead: while it loads, Ollama writes many a second. */
const silenceMs = 60_000;
/**
 * Milliseconds without a line while Ollama reads all that has come to check its hash: minutes for a large model on a slow disk.
 * Who leaves then and asks again gets a model that was not checked.
 */
const checkMs = 60 * 60_000;
/** Tries in a row that brought nothing. */
const mostIdleTries = 3;
const retryDelayMs = 1_000;

/**
 * Lets the Ollama at `baseUrl` load a model from its registry. A line that breaks is opened again: Ollama keeps the parts
 * that have come, and goes on from there. Another client that loads the same model shares its parts, and goes on where this
 * one is cancelled. Never throws.
 */
export async function pullModel(
  baseUrl: string,
  model: string,
  { fetch, clock }: PullDeps,
  signal: AbortSignal,
  onProgress: (progress: PullProgress) => void,
): Promise<PullOutcome> {
  let idleTries = 0;
  for (let loaded = 0; ;) {
    const tried = await new PullTry(baseUrl, model, { fetch, clock }, signal, onProgress).run();
    if (signal.aborted) return { type: 'cancelled' };
    if (tried.type === 'loaded') return tried;
    if (tried.type === 'refused') return { type: 'failed', message: pullProblem(model, tried.message) };
    idleTries = tried.loadedBytes > loaded ? 0 : idleTries + 1;
    loaded = Math.max(loaded, tried.loadedBytes);
    if (idleTries >= mostIdleTries) return { type: 'failed', message: lineProblem(tried.message, model) };
    await sleep(clock, retryDelayMs * (idleTries + 1), signal);
  }
}

/** `broken`: the connection, not the model. */
type Tried =
  | { readonly type: 'loaded' }
  | { readonly type: 'refused'; readonly message: string }
  /** `message`: Ollama's own words, where it was not the line. */
  | { readonly type: 'broken'; readonly loadedBytes: number; readonly message: string | undefined };

class PullTry {
  private readonly meter = new PullMeter();
  private readonly silent = new AbortController();
  private readonly closing: AbortSignal;
  private timer: unknown;
  private loadedBytes = 0;

  constructor(
    private readonly baseUrl: string,
    private readonly model: string,
    private readonly deps: PullDeps,
    signal: AbortSignal,
    private readonly onProgress: (progress: PullProgress) => void,
  ) {
    this.closing = AbortSignal.any([signal, this.silent.signal]);
  }

  async run(): Promise<Tried> {
    try {
      const { Ollama } = await sdk();
      const client = new Ollama({ host: this.baseUrl, fetch: (input, init) => this.fetchUntilClosed(input, init) });
      this.listen(silenceMs);
      for await (const line of await client.pull({ model: this.model, stream: true })) {
        if (line.status === 'success') return { type: 'loaded' };
        const progress = this.meter.add(line, this.deps.clock.monotonicMs());
        this.listen(progress.step === 'checking' ? checkMs : silenceMs);
        this.loadedBytes = progress.loadedBytes;
        this.onProgress(progress);
      }
      return this.broken();
    } catch (error) {
      return this.judged(error);
    } finally {
      this.deps.clock.clearTimeout(this.timer);
      this.silent.abort();
    }
  }

  /** The client's own signal closes its body; this one closes it for the user and after a silence, too. */
  private fetchUntilClosed(input: Parameters<typeof fetch>[0], init?: RequestInit): Promise<Response> {
    const signal = init?.signal ? AbortSignal.any([init.signal, this.closing]) : this.closing;
    // A redirection would carry the request to a host that nobody allowed.
    return this.deps.fetch(input, { ...init, signal, redirect: 'manual' });
  }

  private listen(ms: number): void {
    this.deps.clock.clearTimeout(this.timer);
    this.timer = this.deps.clock.setTimeout(() => this.silent.abort(), ms);
  }

  /** The client throws what Ollama said as a plain error, and the line's faults as other ones. */
  private judged(error: unknown): Tried {
    if (!(error instanceof Error)) return this.broken();
    const isOllamas = error.name === 'ResponseError' || (error.constructor === Error && !isOfLine.test(error.message));
    if (!isOllamas) return this.broken();
    return mayBeTriedAgain(error.message) ? this.broken(error.message) : { type: 'refused', message: error.message };
  }

  private broken(message?: string): Tried {
    return { type: 'broken', loadedBytes: this.loadedBytes, message };
  }
}

/** The client's words for a stream without its end. */
const isOfLine = /^Did not receive done|^Missing body|^Unexpected|JSON/;

function lineProblem(message: string | undefined, model: string): string {
  if (message !== undefined) return pullProblem(model, message);
  return l10n.t(
    'The connection to Ollama broke off again and again. Choose {0} again: what is there already is kept.',
    model,
  );
}
