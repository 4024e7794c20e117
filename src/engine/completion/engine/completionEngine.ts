import type { AnswerEvent, AttemptRecord } from '../../failover/api/answer';
import type { CompletionTask, RunOptions } from '../../failover/api/providerManager';
import { abortReason } from '../../model/abortReason';
import type { Clock } from '../../model/clock';
import type { Log } from '../../model/log';
import { errorSummary } from '../../model/errorSummary';
import type { Route } from '../../model/route';
import { cacheAnchorOf } from './cacheAnchor';
import { completionTask } from '../prompt/completionTask';
import { CachedCompletion } from './cachedCompletion';
import { CompletionCache, type CacheHit } from './completionCache';
import type { CursorContext } from '../api/cursorContext';
import type { CompletionObserver } from '../api/completionObserver';
import type { CompletionQuery } from '../api/completionQuery';
import type { Trimmer } from '../api/trimmer';
import { type ShownSuggestion, CurrentSuggestion } from './currentSuggestion';
import type { Suggestion } from '../api/suggestion';
import { noCompletionContext, type CompletionContext } from '../api/completionContext';
import { type NextRoute, AdaptiveDebounce } from '../trigger/adaptiveDebounce';
import { streamCompletion, type StreamOutcome } from './streamCompletion';

export interface CompletionEngineDeps {
  readonly complete: (task: CompletionTask, options: RunOptions) => AsyncIterable<AnswerEvent>;
  readonly nextRoute: () => NextRoute | undefined;
  /** Awaited before each request. */
  readonly prepare: (signal: AbortSignal) => Promise<void>;
  readonly trimmer: Trimmer;
  readonly observer?: CompletionObserver;
  /** A route has answered a request, with something that can be shown or nothing. */
  readonly onAnswer?: (route: Route, isEmptyText: boolean) => void;
  readonly clock: Clock;
  readonly log: Log;
}

/** Milliseconds a request goes on unheard after the editor gave up its question: typing on, it asks again at once. */
const abandonAfterMs = 1_000;

/** Turns a place in a document into a suggestion, with as few requests as it takes. */
export class CompletionEngine {
  private readonly cache: CompletionCache;
  private readonly debounce: AdaptiveDebounce;
  private readonly currentSuggestion: CurrentSuggestion;
  private stream: { readonly cached: CachedCompletion; readonly controller: AbortController } | undefined;
  private requestCount = 0;
  private isFailing = false;
  /** What the last key led to is being asked for ahead of the editor. */
  private prefetching: AbortController | undefined;

  constructor(private readonly deps: CompletionEngineDeps) {
    this.cache = new CompletionCache(deps.clock);
    this.debounce = new AdaptiveDebounce(deps.clock, deps.nextRoute);
    this.currentSuggestion = new CurrentSuggestion(deps.trimmer, deps.observer);
  }

  /** The user typed or deleted something, and the cursor stands here now. */
  typed(cursor: Pick<CursorContext, 'prefix'>): void {
    this.debounce.typed(cursor);
    this.prefetching?.abort(abortReason);
  }

  /**
   * A key led to this place, and the editor will ask in a moment. What there is no reason to wait for is asked for right
   * away, but not within words, which often go on at once or are chosen from a list. Never rejects.
   */
  async prefetchOnKey(query: CompletionQuery): Promise<void> {
    try {
      if (!this.debounce.claimsPrefetch(query) || this.isKnown(query)) return;
      this.prefetching = new AbortController();
      await this.requestWhenDue(query, this.prefetching.signal);
    } catch (error) {
      this.logError(error);
    }
  }

  /** An offer was taken: the user looks at what comes next. */
  accepted(document: string, id: string): void {
    this.debounce.accepted(document);
    this.currentSuggestion.accepted(id);
  }

  /** What to show at this place; undefined when there is nothing. Never rejects. */
  async suggest(query: CompletionQuery, signal: AbortSignal): Promise<ShownSuggestion | undefined> {
    const { document, cursor, explicit } = query;
    this.debounce.asked(query);
    const keyAt = this.debounce.keyAt(query);
    try {
      if (explicit) this.cache.forgetEmpty(document, cursor);
      const known = await this.fromCache(query, keyAt, signal);
      if (known !== 'unknown') return known;
      await this.requestWhenDue(query, signal);
      const requested = await this.fromCache(query, keyAt, signal);
      return requested === 'unknown' ? undefined : requested;
    } catch (error) {
      this.logError(error);
      return undefined;
    }
  }

  dispose(): void {
    this.prefetching?.abort(abortReason);
    this.abortStream();
  }

  /** Lets a draft be written when the time has come, unless the signal aborts or another question has led to one by then. */
  private async requestWhenDue(query: CompletionQuery, signal: AbortSignal): Promise<void> {
    const retrieved = query.retrieveContext(signal);
    await Promise.all([this.debounce.wait(query, signal), this.deps.prepare(signal)]);
    if (isAborted(signal)) return;
    const context = await retrieved;
    if (isAborted(signal) || this.isKnown(query)) return;
    this.cache.activate(this.startStream(query, query.cursor, context));
  }

  private isKnown({ document, cursor }: CompletionQuery): boolean {
    return this.cache.find(document, cursor, this.nextRouteId) !== undefined;
  }

  /** What the drafts have for this place, waiting for one that is being written; `unknown` when none is for it. */
  private async fromCache(
    query: CompletionQuery,
    keyAt: number,
    signal: AbortSignal,
  ): Promise<ShownSuggestion | undefined | 'unknown'> {
    let waited = false;
    for (;;) {
      if (isAborted(signal)) return undefined;
      const hit = this.cache.find(query.document, query.cursor, this.nextRouteId);
      if (!hit) return 'unknown';
      this.currentSuggestion.typed(hit);
      const ready = this.readyPart(hit, query);
      if (ready !== undefined) {
        const isNew = waited || (hit.cached.requestedAtMs >= keyAt && this.currentSuggestion.lastCached !== hit.cached);
        return this.show(query, hit, ready, isNew ? this.deps.clock.monotonicMs() - keyAt : undefined);
      }
      waited = true;
      await this.waitForGrowth(hit.cached, signal);
    }
  }

  /** As much of what is left as may be shown by now; undefined while it is worth waiting for more. */
  private readyPart({ cached, rest }: CacheHit, { cursor, multiline }: CompletionQuery): string | undefined {
    if (cached.state !== 'streaming') return rest;
    const final = rest.slice(0, Math.max(0, rest.length - (cached.text.length - cached.finalLength)));
    if (final.trim() === '') return undefined;
    return cached.isOverdue || this.deps.trimmer.isSettled(`${final}\n`, cursor, multiline) ? final : undefined;
  }

  private show(
    query: CompletionQuery,
    hit: CacheHit,
    ready: string,
    ms: number | undefined,
  ): ShownSuggestion | undefined {
    const { cursor, multiline, prefetch } = query;
    const shown = this.currentSuggestion.show(hit, ready, cursor, multiline, ms);
    if (!shown) return undefined;
    this.cache.activate(hit.cached);
    const isLast = hit.cached.state === 'whole' && hit.rest.slice(shown.text.length).trim() === '';
    if (prefetch === 'ahead' && isLast) this.prefetchNext(query, shown);
    return shown;
  }

  /** As if the suggestion had been accepted. */
  private prefetchNext(query: CompletionQuery, { text, replaces }: Suggestion): void {
    const { cursor, document } = query;
    const next = { ...cursor, prefix: cursor.prefix + text, suffix: cursor.suffix.slice(replaces) };
    if (this.isStreaming || this.cache.find(document, next, () => undefined)) return;
    this.startStream(query, next, noCompletionContext);
  }

  /** Waits for the draft to grow; one that nobody waits for is given up a little later. */
  private async waitForGrowth(cached: CachedCompletion, signal: AbortSignal): Promise<void> {
    cached.listeners += 1;
    await cached.nextChange(signal);
    cached.listeners -= 1;
    if (!signal.aborted || cached.listeners > 0 || cached.finalLength > 0) return;
    this.deps.clock.setTimeout(() => {
      if (cached.listeners === 0 && cached.finalLength === 0 && this.stream?.cached === cached) this.abortStream();
    }, abandonAfterMs);
  }

  private startStream(query: CompletionQuery, cursor: CursorContext, context: CompletionContext): CachedCompletion {
    this.abortStream();
    const { clock, complete, trimmer, observer } = this.deps;
    const { document, multiline, race, patienceMs } = query;
    const cached = new CachedCompletion((this.requestCount += 1), document, cacheAnchorOf(cursor), clock.monotonicMs());
    const controller = new AbortController();
    this.stream = { cached, controller };
    this.cache.add(cached);
    const onAttempt = (record: AttemptRecord): void => observer?.attempted(cursor.languageId, record);
    const options = { signal: controller.signal, race, patienceMs, onAttempt };
    const stream = { cached, cursor, multiline, task: completionTask(cursor, context, query.clearance), options };
    streamCompletion(stream, { complete, trimmer, clock })
      .then((outcome) => this.logOutcome(outcome, cached))
      .catch((error: unknown) => this.logError(error))
      .finally(() => {
        if (cached.state === 'failed') this.cache.remove(cached);
        if (this.stream?.cached === cached) this.stream = undefined;
      });
    return cached;
  }

  private readonly nextRouteId = (): string | undefined => this.deps.nextRoute()?.route.id;

  private get isStreaming(): boolean {
    return this.stream?.cached.state === 'streaming';
  }

  private abortStream(): void {
    this.stream?.controller.abort(abortReason);
    this.stream = undefined;
  }

  private logError(error: unknown): void {
    this.deps.log.error(`A completion failed: ${errorSummary(error, { where: true })}`);
  }

  /** One line for an outage, not one for each key. */
  private logOutcome(outcome: StreamOutcome, { route, text }: CachedCompletion): void {
    const { log, onAnswer } = this.deps;
    switch (outcome.type) {
      case 'failed':
        if (!this.isFailing)
          log.warn(`No provider could complete (${outcome.failure.attempts.length} asked); quiet until one can.`);
        this.isFailing = true;
        return;
      case 'done':
      case 'enough':
        if (this.isFailing) log.info('Completions are back.');
        this.isFailing = false;
        if (route) onAnswer?.(route, text.trim() === '');
        return;
      case 'cancelled':
        return;
    }
  }
}

/** Asked anew after each wait: the type checker takes a signal that was not aborted for one that never will be. */
function isAborted(signal: AbortSignal): boolean {
  return signal.aborted;
}
