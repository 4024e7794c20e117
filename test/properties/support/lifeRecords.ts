import type { AnswerEvent } from '../../../src/engine/failover/api/answer';
import type { ChatRequest } from '../../../src/engine/model/request/request';
import type { Route } from '../../../src/engine/model/route/route';
import type { Line } from './behaviour';
import type { Ask } from './world';

/** One request as the surface lived it. Times are milliseconds since the epoch. */
export interface Request {
  readonly ask: Ask;
  readonly number: number;
  readonly startedAt: number;
  readonly pinned: string | undefined;
  readonly signal: AbortSignal;
  readonly events: AnswerEvent[];
  cancelledAt?: number;
  endedAt?: number;
  threw?: unknown;
}

/** One call of a provider as the provider lived it. */
export interface Call extends Line {
  readonly of: Request;
  readonly route: Route;
  readonly request: ChatRequest;
  readonly signal: AbortSignal;
  readonly startedAt: number;
  /** The surface was told that its route is asked now; of one that is asked beside it is told only when it is heard. */
  readonly isAnnounced: boolean;
  /** Calls of the same request that were under way when this one began. */
  readonly beside: readonly Call[];
  /** Its route was in doubt: another served, and it was only tried. */
  readonly isProbe: boolean;
  /** It was asked together with one in doubt, lest the user wait for that one. */
  readonly isCompanion: boolean;
  readonly wasInDoubt: boolean;
  readonly agreed: boolean | undefined;
  readonly offline: boolean;
  /** The request had been cancelled already. */
  readonly late: boolean;
}

export interface Question {
  readonly of: Request | undefined;
  readonly key: string;
  open: boolean;
  /** Questions that were open when this one was put. */
  readonly beside: readonly Question[];
}
