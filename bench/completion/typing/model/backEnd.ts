import { type Clock, sleep } from '../../../../src/engine/model/async/clock';
import { estimateTokens } from '../../../../src/engine/model/request/tokenEstimate';
import { hashOfText, lognormalOf, uniformOf } from './keyed';
import type { Oracle } from './oracle';

/** How fast a host answers. Times in milliseconds. */
export interface Speed {
  readonly id: string;
  readonly title: string;
  /** To the first token: median, and the standard deviation of its logarithm. */
  readonly firstToken: readonly [median: number, sigma: number];
  /** Share of requests whose first token takes three times as long. */
  readonly slowShare: number;
  readonly tokensPerSecond: number;
  /** It answers one request after the other. */
  readonly serial: boolean;
  /** It is down while the middle fifth of the files is written. */
  readonly outage: boolean;
}

export interface HoleRequest {
  readonly prefix: string;
  readonly suffix: string;
  readonly maxTokens: number;
  readonly stop: readonly string[];
}

/** One request, as the host sees it. */
export interface Exchange {
  readonly request: HoleRequest;
  readonly inputTokens: number;
  outputTokens: number;
  raw: string;
  /** Nobody sent it: see `peek`. */
  readonly isFree: boolean;
}

/** The host does not answer. */
export class BackEndFailure extends Error {}

/** While it is down, half of the requests are refused and half are never answered. */
const refusedAfterMs = 150;
const givenUpAfterMs = 10_000;

/** Answers from the oracle with the latency of a host, and keeps account. */
export class BackEnd {
  readonly exchanges: Exchange[] = [];
  isDown = false;
  private queue: Promise<void> = Promise.resolve();

  constructor(
    private readonly oracle: Oracle,
    readonly speed: Speed,
    private readonly clock: Clock,
    private readonly seed: number,
  ) {}

  /** The tokens of the answer as they come. Throws `BackEndFailure`; ends early, without a word, when aborted. */
  async *complete(request: HoleRequest, signal: AbortSignal): AsyncGenerator<string, void, undefined> {
    const { prefix, suffix } = request;
    const inputTokens = estimateTokens(prefix) + estimateTokens(suffix);
    const exchange: Exchange = { request, inputTokens, outputTokens: 0, raw: '', isFree: false };
    this.exchanges.push(exchange);
    const luck = hashOfText(prefix.slice(-120));
    if (this.isDown) await this.fail(luck, signal);
    const leave = this.speed.serial ? await this.enter(signal) : undefined;
    try {
      await sleep(this.clock, this.firstTokenMs(luck), signal);
      yield* this.stream(exchange, signal);
    } finally {
      leave?.();
    }
  }

  /** What it would answer, at once and for nothing. */
  peek(prefix: string, suffix: string): string {
    const raw = this.oracle.answer(prefix, suffix).join('');
    const request = { prefix, suffix, maxTokens: Infinity, stop: [] };
    this.exchanges.push({ request, inputTokens: 0, outputTokens: 0, raw, isFree: true });
    return raw;
  }

  private async *stream(exchange: Exchange, signal: AbortSignal): AsyncGenerator<string, void, undefined> {
    const { request } = exchange;
    for (const piece of this.oracle.answer(request.prefix, request.suffix)) {
      if (signal.aborted || exchange.outputTokens >= request.maxTokens) return;
      exchange.outputTokens += 1;
      const stop = firstStop(piece, request.stop);
      const text = stop === undefined ? piece : piece.slice(0, stop);
      exchange.raw += text;
      if (text !== '') yield text;
      if (stop !== undefined) return;
      await sleep(this.clock, Math.round(1_000 / this.speed.tokensPerSecond), signal);
    }
  }

  private firstTokenMs(luck: number): number {
    const [median, sigma] = this.speed.firstToken;
    const factor = uniformOf(this.seed, luck, 41) < this.speed.slowShare ? 3 : 1;
    return factor * lognormalOf(median, sigma, this.seed, luck, 40);
  }

  private async fail(luck: number, signal: AbortSignal): Promise<never> {
    const isRefused = uniformOf(this.seed, luck, 42) < 0.5;
    await sleep(this.clock, isRefused ? refusedAfterMs : givenUpAfterMs, signal);
    throw new BackEndFailure(isRefused ? 'refused' : 'no answer');
  }

  /** Waits for those that came before; the returned function lets the next one in. */
  private async enter(signal: AbortSignal): Promise<() => void> {
    const before = this.queue;
    let leave = (): void => undefined;
    this.queue = new Promise((resolve) => (leave = resolve));
    await before;
    // One that gave up while it waited costs the host nothing.
    if (signal.aborted) leave();
    return leave;
  }
}

function firstStop(piece: string, stops: readonly string[]): number | undefined {
  const found = stops.map((stop) => piece.indexOf(stop)).filter((at) => at >= 0);
  return found.length > 0 ? Math.min(...found) : undefined;
}
