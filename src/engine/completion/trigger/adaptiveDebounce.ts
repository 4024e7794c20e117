import { type Clock, sleep } from '../../model/async/clock';
import type { Route } from '../../model/route/route';
import type { CursorContext } from '../api/cursorContext';
import { cursorPlaceOf } from './cursorPlace';
import type { CompletionQuery } from '../api/completionQuery';
import { TypingIntervals } from './typingIntervals';

/** The route that a completion would be requested from now. */
export interface NextRoute {
  readonly route: Route;
  /** Usual milliseconds to first content; absent while too little is known. */
  readonly firstContentMs?: number;
  /** The route has no other request to answer. */
  readonly idle: boolean;
}

/** Usual milliseconds to first content, until the route's own are known. */
const usualLatencyMs = { local: 100, cloud: 350 } as const;

/** Milliseconds after a key. A later question of the editor has another cause than the key. */
const maxQuestionAgeMs = 2_000;

/** Milliseconds that VS Code waits after a key before it asks. */
const editorDebounceMs = 50;

/** Decides how long a request waits: by the user's typing, their last action and the route's latency. */
export class AdaptiveDebounce {
  private readonly intervals: TypingIntervals;
  private acceptedIn: string | undefined;
  /** The editor has asked since the last prefetch. An editor that shows no suggestions never asks. */
  private editorAsks = false;

  constructor(
    private readonly clock: Clock,
    private readonly nextRoute: () => NextRoute | undefined,
  ) {
    this.intervals = new TypingIntervals(clock);
  }

  typed(cursor: Pick<CursorContext, 'prefix'>): void {
    this.intervals.onKey(cursorPlaceOf(cursor));
    this.acceptedIn = undefined;
  }

  /** The user looks at what comes next in this document. */
  accepted(document: string): void {
    this.acceptedIn = document;
  }

  asked({ explicit }: Pick<CompletionQuery, 'explicit'>): void {
    if (!explicit) this.editorAsks = true;
  }

  /**
   * Whether a request may start before the editor asks. Once it may, the next prefetch needs a question of the editor
   * in between.
   */
  claimsPrefetch(query: CompletionQuery): boolean {
    const claimsPrefetch =
      this.editorAsks && cursorPlaceOf(query.cursor) !== 'word' && this.delayMsFor(query) < editorDebounceMs;
    if (claimsPrefetch) this.editorAsks = false;
    return claimsPrefetch;
  }

  /** Time of the user's action that caused the question, in monotonic milliseconds. */
  keyAt({ explicit }: Pick<CompletionQuery, 'explicit'>): number {
    const { idleMs } = this.intervals;
    const isKey = !explicit && idleMs < maxQuestionAgeMs;
    return this.clock.monotonicMs() - (isKey ? idleMs : 0);
  }

  /** Resolves when the user has rested long enough for a request, or the signal aborts. */
  async wait(query: CompletionQuery, signal: AbortSignal): Promise<void> {
    const delayMsFor = this.delayMsFor(query) - this.intervals.idleMs;
    if (delayMsFor > 0) await sleep(this.clock, delayMsFor, signal);
  }

  /** Milliseconds of rest before a request. */
  private delayMsFor({ explicit, delayMs, document, prefetch, cursor }: CompletionQuery): number {
    if (explicit || (this.acceptedIn === document && prefetch !== 'off')) return 0;
    if (delayMs !== undefined) return delayMs;
    const nextRoute = this.nextRoute();
    const isLocal = nextRoute?.route.trust === 'local';
    const place = cursorPlaceOf(cursor);
    // Within a word the next key mostly comes before the user can read an answer, however fast the route is.
    if (isLocal && nextRoute.idle && place !== 'word') return 0;
    return this.intervals.delayMs(place, nextRoute?.firstContentMs ?? usualLatencyMs[isLocal ? 'local' : 'cloud']);
  }
}
