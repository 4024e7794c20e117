import { type Clock, sleep } from '../../model/clock';
import type { Route } from '../../model/route';
import type { CursorContext } from '../api/cursorContext';
import { cursorPlaceOf } from './cursorPlace';
import type { CompletionQuery } from '../api/completionQuery';
import { TypingIntervals } from './typingIntervals';

/** Whom a completion would be sent to now. */
export interface NextRoute {
  readonly route: Route;
  /** Milliseconds to first content, as is usual for it; absent while too little is known. */
  readonly firstContentMs?: number;
  /** Nothing else is being asked of it. */
  readonly idle: boolean;
}

/** Milliseconds a vendor's and a local model's first content usually takes, while nothing better is known. */
const usualLatencyMs = { local: 100, cloud: 350 } as const;

/** Milliseconds: an editor that asks this long after the last key asks for another reason. */
const maxQuestionAgeMs = 2_000;

/** Milliseconds that VS Code waits after a key before it asks. */
const editorDebounceMs = 50;

/** When somebody is asked: by how the user types, what they have just done, and how fast the route is. */
export class AdaptiveDebounce {
  private readonly intervals: TypingIntervals;
  private acceptedIn: string | undefined;
  /** The editor has asked since it was last foreseen; where it shows no suggestions it never does. */
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

  /** The user looks at what comes next there. */
  accepted(document: string): void {
    this.acceptedIn = document;
  }

  asked({ explicit }: Pick<CompletionQuery, 'explicit'>): void {
    if (!explicit) this.editorAsks = true;
  }

  /** Whether there is no reason to wait for the editor's question; counts as foreseen when it is. */
  claimsPrefetch(query: CompletionQuery): boolean {
    const claimsPrefetch =
      this.editorAsks && cursorPlaceOf(query.cursor) !== 'word' && this.delayMsFor(query) < editorDebounceMs;
    if (claimsPrefetch) this.editorAsks = false;
    return claimsPrefetch;
  }

  /** When the user did what the editor asks for, in monotonic milliseconds. */
  keyAt({ explicit }: Pick<CompletionQuery, 'explicit'>): number {
    const { idleMs } = this.intervals;
    const isKey = !explicit && idleMs < maxQuestionAgeMs;
    return this.clock.monotonicMs() - (isKey ? idleMs : 0);
  }

  /** Resolves when the user has rested long enough to be asked for, or the signal aborts. */
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
    // Within a word the next key mostly comes before anybody has read what a model says, however fast it is.
    if (isLocal && nextRoute.idle && place !== 'word') return 0;
    return this.intervals.delayMs(place, nextRoute?.firstContentMs ?? usualLatencyMs[isLocal ? 'local' : 'cloud']);
  }
}
