import type { Clock, Random } from '../../../model/async/clock';
import type { Route } from '../../../model/route/route';
import type { Log } from '../../../model/log';
import type { Allowance } from '../../api/allowance';
import type { AttemptRecord } from '../../api/answer';
import type { Policy } from '../../api/policy';
import type { ChainLink, Consent } from '../../api/providerManager';
import type { DroppedChoice } from '../../manager/chosenChain';
import type { Health } from '../../health/health';
import type { Latency } from '../../health/latency';
import type { Network } from '../../health/network';
import type { WarmStandby } from '../../health/warmStandby';
import type { Capabilities } from '../../learned/capabilities';
import type { Refusals } from '../../learned/refusals';
import type { InPlaceDelay } from '../../policies/retry';
import type { RetryBudget } from '../../policies/retryBudget';
import type { Spending } from '../../spending/spending';
import type { DetachedAttempts } from '../attempt/detachedAttempts';
import type { InFlightCount } from '../attempt/inFlightCount';
import type { RequestRecord } from './requestRecorder';

/** The parts of the engine that every request uses: one object for all requests of a manager. */
export interface RequestDependencies {
  readonly clock: Clock;
  readonly random: Random;
  readonly inPlaceDelayMs: InPlaceDelay;
  readonly log: Log;
  readonly health: Health;
  readonly latency: Latency;
  readonly budget: RetryBudget;
  readonly network: Network;
  readonly capabilities: Capabilities;
  readonly refusals: Refusals;
  readonly consent: Consent;
  readonly spending: Spending;
  readonly standby: Pick<WarmStandby, 'isLoaded' | 'answered' | 'unloaded'>;
  readonly inFlight: InFlightCount;
  readonly detached: DetachedAttempts;
  /** Read for each attempt: a boundary that is narrowed during a request holds for its next attempt. */
  readonly policy: () => Policy;
  readonly allowance: Allowance;
  /** A failure was seen: a local model may be wanted soon. */
  readonly onTrouble: () => void;
}

/** What belongs to one request alone, with the dependencies it shares with all others. */
export interface RequestContext {
  readonly deps: RequestDependencies;
  /** Writes a line about the request. */
  readonly log: (line: string) => void;
  /** The chain of the moment the request began, in failover order; a pinned provider alone. */
  readonly links: readonly ChainLink[];
  /** The route that the user chose for this request, at the head of the links. */
  readonly choice?: Route;
  /** A choice of the user's that cannot be asked. */
  readonly droppedChoice?: DroppedChoice;
  readonly onAttempt?: (record: AttemptRecord) => void;
  /** Keeps which route was sent which request. */
  readonly record?: RequestRecord;
}
