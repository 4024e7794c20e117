import { type Disposable, Emitter, type Event } from '../../model/async/event';
import { errorSummary } from '../../model/text/errorSummary';
import type { Log } from '../../model/log';
import type { Route } from '../../model/route/route';
import type { Allowance } from '../api/allowance';
import { isWithin, type Policy } from '../api/policy';
import type { ChainLink, Consent } from '../api/providerManager';

export interface ChainAllowanceDeps {
  readonly log: Log;
  readonly consent: Consent;
  readonly policy: () => Policy;
  /** The chain of now. */
  readonly links: () => readonly ChainLink[];
}

/** What the user allows at this moment, also for requests that chose their routes earlier and have not left yet. */
export class ChainAllowance implements Allowance, Disposable {
  private readonly changed: Emitter<void>;

  constructor(private readonly deps: ChainAllowanceDeps) {
    this.changed = new Emitter((error) =>
      deps.log.error(`A request could not be stopped: ${errorSummary(error, { where: true })}`),
    );
  }

  get onDidChange(): Event<void> {
    return this.changed.event;
  }

  /** Chain, boundary or consent may have changed. */
  notify(): void {
    this.changed.fire();
  }

  mayAsk(route: Route): boolean {
    return this.isInChain(route) && !this.isOutside(route) && this.deps.consent.decided(route) === true;
  }

  isInChain(route: Route): boolean {
    return this.deps.links().some(({ provider, chat, completion }) => {
      return provider.id === route.providerId && [chat, completion].some(({ endpoint }) => endpoint === route.endpoint);
    });
  }

  /** Of the user's boundary, or of the allowed hosts. */
  isOutside(route: Route): boolean {
    return !isWithin(route, this.deps.policy());
  }

  isRefused(route: Route): boolean {
    return this.deps.consent.decided(route) === false;
  }

  dispose(): void {
    this.changed.dispose();
  }
}
