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
const usualLatency = { local: 100, cloud: 350 } as const;

/** Milliseconds: an editor that asks this long after the last key asks for another reason. */
const longestQuestion = 2_000;

/** Milliseconds that VS Code waits after a key before it asks. */
const editorsWait = 50;

/** When somebody is asked: by how the user types, what they have just done, and how fast the route is. */
export class AdaptiveDebounce {
  private readonly rhythm: TypingIntervals;
  private acceptedIn: string | undefined;
  /** The editor has asked since it was last foreseen; where it shows no suggestions it never does. */
  private editorAsks = false;

  constructor(
    private readonly clock: Clock,
    private readonly prospect: () => NextRoute | undefined,
  ) {
    this.rhythm = new TypingIntervals(clock);
  }

  typed(hole: Pick<CursorContext, 'prefix'>): void {
    this.rhythm.key(cursorPlaceOf(hole));
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
  foresees(query: CompletionQuery): boolean {
    const foresees = this.editorAsks && cursorPlaceOf(query.hole) !== 'word' && this.delay(query) < editorsWait;
    if (foresees) this.editorAsks = false;
    return foresees;
  }

  /** When the user did what the editor asks for, in monotonic milliseconds. */
  keyAt({ explicit }: Pick<CompletionQuery, 'explicit'>): number {
    const { restedFor } = this.rhythm;
    const isKey = !explicit && restedFor < longestQuestion;
    return this.clock.monotonicMs() - (isKey ? restedFor : 0);
  }

  /** Resolves when the user has rested long enough to be asked for, or the signal aborts. */
  async rest(query: CompletionQuery, signal: AbortSignal): Promise<void> {
    const delay = this.delay(query) - this.rhythm.restedFor;
    if (delay > 0) await sleep(this.clock, delay, signal);
  }

  /** Milliseconds of rest before a request. */
  private delay({ explicit, delayMs, document, prefetch, hole }: CompletionQuery): number {
    if (explicit || (this.acceptedIn === document && prefetch !== 'off')) return 0;
    if (delayMs !== undefined) return delayMs;
    const prospect = this.prospect();
    const isLocal = prospect?.route.trust === 'local';
    const place = cursorPlaceOf(hole);
    // Within a word the next key mostly comes before anybody has read what a model says, however fast it is.
    if (isLocal && prospect.idle && place !== 'word') return 0;
    return this.rhythm.delay(place, prospect?.firstContentMs ?? usualLatency[isLocal ? 'local' : 'cloud']);
  }
}
