import type { KeySource } from '../../config/apiKeys';
import type { FimSupport } from '../../model/provider/provider';
import type { Route } from '../../model/route/route';
import type { CandidateSources } from '../chain/candidates';
import type { TestView } from './protocol';

/** All that a view of the set-up is made of. A host gathers it. */
export interface SetupFacts extends CandidateSources {
  /** Undefined where the setting is no list. */
  readonly entries: readonly unknown[] | undefined;
  /** Whether the entries stand in the setting; otherwise they were found. */
  readonly isListed: boolean;
  readonly isLooking: boolean;
  /** By the id of a provider. */
  readonly keys: ReadonlyMap<string, KeySource>;
  /** Ids of providers that are signed in to, in place of a key. */
  readonly signIns: ReadonlySet<string>;
  /** The routes for chat of the chain as it is asked now, by the id of the provider. */
  readonly routes: ReadonlyMap<string, Route>;
  /** Why a provider of that chain is not asked, one sentence, by its id. */
  readonly offReasons: ReadonlyMap<string, string>;
  /** Where code may go, as a clause; undefined: anywhere. */
  readonly boundary: string | undefined;
  /** Code may go to listed hosts only. */
  readonly hasAllowedHosts: boolean;
  /** Why code may not be sent there, as a clause; undefined where it may. */
  readonly outside: (receiver: Pick<Route, 'trust' | 'endpoint' | 'forwardedTo'>) => string | undefined;
  /** By the id of the provider. */
  readonly tests: ReadonlyMap<string, LinkTest>;
  /** Links of the running test; undefined while none runs. */
  readonly testing: { readonly ended: number; readonly all: number } | undefined;
  /** Label of the link that was removed last and can be brought back. */
  readonly removed: string | undefined;
}

/** How the test of a link ended, or that it runs. */
export interface LinkTest extends TestView {
  /** The entry as it was when it was tested: the result is of no other. */
  readonly entry: unknown;
  /** How its model for completions fills in the middle, where it was asked. */
  readonly fim?: FimSupport;
}
