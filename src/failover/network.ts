import type { Clock } from '../model/clock';
import type { Disposable, Event } from '../model/event';
import type { Failure } from '../model/failure';
import type { Route } from '../model/route';

/** Whether this machine has a network, as far as the attempts made tell. Makes no request of its own. */
export interface Network extends Disposable {
  readonly offline: boolean;
  /**
   * Whether a cloud route may be asked by this request. Always while online; while offline it says yes once in five
   * seconds, to whoever asks first: that request is how the network's return is noticed.
   */
  mayTryCloud(): boolean;
  /** The endpoints of all cloud routes of the chain: when there is but one, its failure alone is enough. */
  setCloudEndpoints(endpoints: readonly string[]): void;
  onFailure(route: Route, failure: Failure): void;
  onSuccess(route: Route): void;
  readonly onDidChange: Event<void>;
}

export declare function createNetwork(deps: { readonly clock: Clock }): Network;
