import type { Failure } from '../../model/failure/failure';
import type { Json } from '../../model/request/message';
import type { ModelChoice, Route } from '../../model/route/route';
import type { FinishReason, Usage } from '../../model/stream/stream';

/** How an attempt ended, for its record. */
export type AttemptOutcome = 'served' | 'failed' | 'cancelled' | 'hedge-lost';

/** One attempt of a request: what was asked, how it ended, what it may cost. */
export interface AttemptRecord {
  readonly route: Route;
  readonly outcome: AttemptOutcome;
  readonly failure?: Failure;
  /** Milliseconds from when the request left to its first content; absent when there was none. */
  readonly firstContentMs?: number;
  readonly usage?: Usage;
  /** US dollars, an estimate from the catalogue's prices; absent when usage or price is not known. */
  readonly cost?: number;
  /** The provider may have charged for this attempt although it was not shown. */
  readonly maybeBilled: boolean;
}

/** A route that was not asked, and why. */
export interface SkippedRoute {
  readonly route: Route;
  readonly reason:
    /** Its circuit is open, or it has a cooldown. */
    | 'unhealthy'
    | 'boundary'
    | 'consent'
    | 'capability'
    /** Its context window is too small for the request. */
    | 'context'
    | 'price'
    /** What a month may cost is used up. */
    | 'budget'
    | 'offline';
  /** For `unhealthy`: why it is down and until when (milliseconds since the epoch). */
  readonly failure?: Failure;
  readonly until?: number;
  /** One sentence for a person, for example "Llama cannot see images". */
  readonly detail: string;
}

/** What of a request was not sent, since the model cannot hold or take it. */
export interface LeftOut {
  /** Questions with their answers, the oldest. */
  readonly turns: number;
  /** Images of earlier questions. */
  readonly images: number;
}

/** Every route failed or was skipped: what a surface needs to say which, why, and what to do. */
export interface ChainFailure {
  readonly attempts: readonly AttemptRecord[];
  readonly skipped: readonly SkippedRoute[];
  /** Earliest time a route may serve again, milliseconds since the epoch; absent when only the user can help. */
  readonly retryAt?: number;
  /** The route that would go on with the answer if the user had not chosen to be asked first. */
  readonly next?: Route;
}

/**
 * What a surface gets of one request. Ends with exactly one of `done`, `failed` and `cancelled`; never throws.
 * Text once given stays: only `retract` takes it back.
 */
export type AnswerEvent =
  /** This route is asked now. Comes before anything it yields. `leftOut`: of the request, undefined where all of it is sent. */
  | { readonly type: 'attempt'; readonly route: Route; readonly number: number; readonly leftOut?: LeftOut }
  /** The model that was chosen cannot be asked at all: `to` is asked by the chain's own order. Comes first. */
  | {
      readonly type: 'choice-dropped';
      readonly choice: ModelChoice;
      readonly to: Route;
      /** A clause: "the provider claude is not in your settings". */
      readonly why: string;
    }
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'thinking'; readonly text: string; readonly signature?: string; readonly origin: string }
  | { readonly type: 'tool-call'; readonly id: string; readonly name: string; readonly input: Json }
  /** What follows is written by `to`. `mode`: nothing had been shown / goes on in the text shown / begins again. */
  | {
      readonly type: 'switched';
      readonly from: Route;
      readonly to: Route;
      readonly failure: Failure;
      readonly mode: 'before-text' | 'continued' | 'restarted';
    }
  /** Of the text given so far only the first `length` UTF-16 units count. */
  | { readonly type: 'retract'; readonly length: number }
  | { readonly type: 'usage'; readonly route: Route; readonly usage: Usage }
  | {
      readonly type: 'done';
      readonly route: Route;
      readonly reason: FinishReason;
      readonly attempts: readonly AttemptRecord[];
    }
  | { readonly type: 'failed'; readonly failure: ChainFailure }
  | { readonly type: 'cancelled'; readonly attempts: readonly AttemptRecord[] };
