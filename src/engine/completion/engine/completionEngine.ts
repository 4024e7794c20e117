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
import { CompletionCache, type Match } from './completionCache';
import type { CursorContext } from '../api/cursorContext';
import type { CompletionObserver } from '../api/completionObserver';
import type { CompletionQuery } from '../api/completionQuery';
import type { Trimmer } from '../api/trimmer';
import { type ShownSuggestion, CurrentSuggestion } from './currentSuggestion';
import type { Suggestion } from '../api/suggestion';
import { noCompletionContext, type CompletionContext } from '../api/completionContext';
import { type NextRoute, AdaptiveDebounce } from '../trigger/adaptiveDebounce';
import { streamCompletion, type Written } from './streamCompletion';

export interface CompletionEngineDeps {
  readonly complete: (task: CompletionTask, options: RunOptions) => AsyncIterable<AnswerEvent>;
  readonly prospect: () => NextRoute | undefined;
  /** Awaited before each request. */
  readonly prepare: (signal: AbortSignal) => Promise<void>;
  readonly shaping: Trimmer;
  readonly observer?: CompletionObserver;
  /** A route has answered a request, with something that can be shown or nothing. */
  readonly onAnswer?: (route: Route, isBlank: boolean) => void;
  readonly clock: Clock;
  readonly log: Log;
}

/** Milliseconds a request goes on unheard after the editor gave up its question: typing on, it asks again at once. */
const unheardFor = 1_000;

/** Turns a place in a document into a suggestion, with as few requests as it takes. */
export class CompletionEngine {
  private readonly drafts: CompletionCache;
  private readonly timing: AdaptiveDebounce;
  private readonly showing: CurrentSuggestion;
  private writing: { readonly draft: CachedCompletion; readonly controller: AbortController } | undefined;
  private drafted = 0;
  private failing = false;
  /** What the last key led to is being asked for ahead of the editor. */
  private foreseeing: AbortController | undefined;

  constructor(private readonly deps: CompletionEngineDeps) {
    this.drafts = new CompletionCache(deps.clock);
    this.timing = new AdaptiveDebounce(deps.clock, deps.prospect);
    this.showing = new CurrentSuggestion(deps.shaping, deps.observer);
  }

  /** The user typed or deleted something, and the cursor stands here now. */
  typed(hole: Pick<CursorContext, 'prefix'>): void {
    this.timing.typed(hole);
    this.foreseeing?.abort(abortReason);
  }

  /**
   * A key led to this place, and the editor will ask in a moment. What there is no reason to wait for is asked for right
   * away, but not within words, which often go on at once or are chosen from a list. Never rejects.
   */
  async foresee(query: CompletionQuery): Promise<void> {
    try {
      if (!this.timing.foresees(query) || this.isKnown(query)) return;
      this.foreseeing = new AbortController();
      await this.begin(query, this.foreseeing.signal);
    } catch (error) {
      this.fail(error);
    }
  }

  /** An offer was taken: the user looks at what comes next. */
  accepted(document: string, id: string): void {
    this.timing.accepted(document);
    this.showing.accepted(id);
  }

  /** What to show at this place; undefined when there is nothing. Never rejects. */
  async suggest(query: CompletionQuery, signal: AbortSignal): Promise<ShownSuggestion | undefined> {
    const { document, hole, explicit } = query;
    this.timing.asked(query);
    const keyAt = this.timing.keyAt(query);
    try {
      if (explicit) this.drafts.forgetEmpty(document, hole);
      const known = await this.fromDrafts(query, keyAt, signal);
      if (known !== 'unknown') return known;
      await this.begin(query, signal);
      const written = await this.fromDrafts(query, keyAt, signal);
      return written === 'unknown' ? undefined : written;
    } catch (error) {
      this.fail(error);
      return undefined;
    }
  }

  dispose(): void {
    this.foreseeing?.abort(abortReason);
    this.stopWriting();
  }

  /** Lets a draft be written when the time has come, unless the signal aborts or another question has led to one by then. */
  private async begin(query: CompletionQuery, signal: AbortSignal): Promise<void> {
    const surroundings = query.surroundings(signal);
    await Promise.all([this.timing.rest(query, signal), this.deps.prepare(signal)]);
    if (isAborted(signal)) return;
    const around = await surroundings;
    if (isAborted(signal) || this.isKnown(query)) return;
    this.drafts.serve(this.write(query, query.hole, around));
  }

  private isKnown({ document, hole }: CompletionQuery): boolean {
    return this.drafts.find(document, hole, this.routeNow) !== undefined;
  }

  /** What the drafts have for this place, waiting for one that is being written; `unknown` when none is for it. */
  private async fromDrafts(
    query: CompletionQuery,
    keyAt: number,
    signal: AbortSignal,
  ): Promise<ShownSuggestion | undefined | 'unknown'> {
    let waited = false;
    for (;;) {
      if (isAborted(signal)) return undefined;
      const match = this.drafts.find(query.document, query.hole, this.routeNow);
      if (!match) return 'unknown';
      this.showing.typed(match);
      const ready = this.readyPart(match, query);
      if (ready !== undefined) {
        const isNew = waited || (match.draft.askedAt >= keyAt && this.showing.lastDraft !== match.draft);
        return this.offer(query, match, ready, isNew ? this.deps.clock.monotonicMs() - keyAt : undefined);
      }
      waited = true;
      await this.listen(match.draft, signal);
    }
  }

  /** As much of what is left as may be shown by now; undefined while it is worth waiting for more. */
  private readyPart({ draft, rest }: Match, { hole, multiline }: CompletionQuery): string | undefined {
    if (draft.state !== 'writing') return rest;
    const final = rest.slice(0, Math.max(0, rest.length - (draft.text.length - draft.finalLength)));
    if (final.trim() === '') return undefined;
    return draft.isOverdue || this.deps.shaping.isSettled(`${final}\n`, hole, multiline) ? final : undefined;
  }

  private offer(
    query: CompletionQuery,
    match: Match,
    ready: string,
    ms: number | undefined,
  ): ShownSuggestion | undefined {
    const { hole, multiline, prefetch } = query;
    const offer = this.showing.show(match, ready, hole, multiline, ms);
    if (!offer) return undefined;
    this.drafts.serve(match.draft);
    const isLast = match.draft.state === 'whole' && match.rest.slice(offer.text.length).trim() === '';
    if (prefetch === 'ahead' && isLast) this.writeAhead(query, offer);
    return offer;
  }

  /** As if the suggestion had been accepted. */
  private writeAhead(query: CompletionQuery, { text, replaces }: Suggestion): void {
    const { hole, document } = query;
    const next = { ...hole, prefix: hole.prefix + text, suffix: hole.suffix.slice(replaces) };
    if (this.isWriting || this.drafts.find(document, next, () => undefined)) return;
    this.write(query, next, noCompletionContext);
  }

  /** Waits for the draft to grow; one that nobody waits for is given up a little later. */
  private async listen(draft: CachedCompletion, signal: AbortSignal): Promise<void> {
    draft.listeners += 1;
    await draft.change(signal);
    draft.listeners -= 1;
    if (!signal.aborted || draft.listeners > 0 || draft.finalLength > 0) return;
    this.deps.clock.setTimeout(() => {
      if (draft.listeners === 0 && draft.finalLength === 0 && this.writing?.draft === draft) this.stopWriting();
    }, unheardFor);
  }

  private write(query: CompletionQuery, hole: CursorContext, surroundings: CompletionContext): CachedCompletion {
    this.stopWriting();
    const { clock, complete, shaping, observer } = this.deps;
    const { document, multiline, race, patienceMs } = query;
    const draft = new CachedCompletion((this.drafted += 1), document, cacheAnchorOf(hole), clock.monotonicMs());
    const controller = new AbortController();
    this.writing = { draft, controller };
    this.drafts.add(draft);
    const onAttempt = (record: AttemptRecord): void => observer?.attempted(hole.languageId, record);
    const options = { signal: controller.signal, race, patienceMs, onAttempt };
    const writing = { draft, hole, multiline, task: completionTask(hole, surroundings, query.clearance), options };
    streamCompletion(writing, { complete, shaping, clock })
      .then((written) => this.note(written, draft))
      .catch((error: unknown) => this.fail(error))
      .finally(() => {
        if (draft.state === 'failed') this.drafts.remove(draft);
        if (this.writing?.draft === draft) this.writing = undefined;
      });
    return draft;
  }

  private readonly routeNow = (): string | undefined => this.deps.prospect()?.route.id;

  private get isWriting(): boolean {
    return this.writing?.draft.state === 'writing';
  }

  private stopWriting(): void {
    this.writing?.controller.abort(abortReason);
    this.writing = undefined;
  }

  private fail(error: unknown): void {
    this.deps.log.error(`A completion failed: ${errorSummary(error, { where: true })}`);
  }

  /** One line for an outage, not one for each key. */
  private note(written: Written, { route, text }: CachedCompletion): void {
    const { log, onAnswer } = this.deps;
    switch (written.type) {
      case 'failed':
        if (!this.failing)
          log.warn(`No provider could complete (${written.failure.attempts.length} asked); quiet until one can.`);
        this.failing = true;
        return;
      case 'done':
      case 'enough':
        if (this.failing) log.info('Completions are back.');
        this.failing = false;
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
