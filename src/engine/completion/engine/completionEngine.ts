import type { AnswerEvent, AttemptRecord } from '../../failover/api/answer';
import type { CompletionTask, RunOptions } from '../../failover/api/providerManager';
import { abortReason } from '../../model/async/abortReason';
import type { Clock } from '../../model/async/clock';
import type { Log } from '../../model/log';
import { errorSummary } from '../../model/text/errorSummary';
import type { Route } from '../../model/route/route';
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
  /** A route has answered; `isEmptyText` where nothing of the answer can be shown. */
  readonly onAnswer?: (route: Route, isEmptyText: boolean) => void;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Milliseconds for which a request goes on after the editor has withdrawn its question. A user who types on asks again
 * at once.
 */
const abandonAfterMs = 1_000;

/** Turns a cursor in a document into a suggestion, with as few requests as possible. */
export class CompletionEngine {
  private readonly cache: CompletionCache;
  private readonly debounce: AdaptiveDebounce;
  private readonly currentSuggestion: CurrentSuggestion;
  private stream: { readonly cached: CachedCompletion; readonly controller: AbortController } | undefined;
  private requestCount = 0;
  private isFailing = false;
  /** Aborts the request that the last key started before the editor's question. */
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
   * A key led to this place, and the editor will ask in a moment. Starts the request now where there is no reason to
   * wait. Not within a word, since the user often types on there or chooses from a list. Never rejects.
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

  /** The user accepted a suggestion and looks at what comes next. */
  accepted(document: string, id: string): void {
    this.debounce.accepted(document);
    this.currentSuggestion.accepted(id);
  }

  /** The suggestion for this cursor; undefined where there is none. Never rejects. */
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

  /** Starts a request after the debounce, unless the signal aborts or another question has filled the cache by then. */
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

  /**
   * The cached suggestion for this cursor, also from a stream that is still to bring it; `unknown` where the cache has
   * none.
   */
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

  /** The part of the rest that may be shown now; undefined while the engine waits for more. */
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

  /** Requests the text after a suggestion, as if the suggestion had been accepted. */
  private prefetchNext(query: CompletionQuery, { text, replaces }: Suggestion): void {
    const { cursor, document } = query;
    const next = { ...cursor, prefix: cursor.prefix + text, suffix: cursor.suffix.slice(replaces) };
    if (this.isStreaming || this.cache.find(document, next, () => undefined)) return;
    this.startStream(query, next, noCompletionContext);
  }

  /** Waits for the completion to grow. Aborts the stream some time after the last question has gone. */
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
    const { document, multiline, race, firstContentTimeoutMs } = query;
    const cached = new CachedCompletion((this.requestCount += 1), document, cacheAnchorOf(cursor), clock.monotonicMs());
    const controller = new AbortController();
    this.stream = { cached, controller };
    this.cache.add(cached);
    const onAttempt = (record: AttemptRecord): void => observer?.attempted(cursor.languageId, record);
    const options = { signal: controller.signal, race, firstContentTimeoutMs, onAttempt };
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

/** A function, since the type checker would take the first check of a signal as valid after an `await`. */
function isAborted(signal: AbortSignal): boolean {
  return signal.aborted;
}
