import type { ProviderManager } from '../failover/api/providerManager';
import type { Log } from '../model/log';
import type { EndpointLimits } from './http/limits';
import type { AskedManager } from './serving/exchange';
import type { FillTemplate } from './serving/holeTask';

export interface EndpointOptions {
  readonly manager: AskedManager & Pick<ProviderManager, 'prepareChat'>;
  /** What a client gives to be served. */
  readonly token: string;
  readonly log: Log;
  /** 0: a free one. */
  readonly port: number;
  readonly fillTemplate: FillTemplate;
  /** Told of each request with the token: the program that asks, as it names itself. */
  readonly onRequest?: (client: string) => void;
  readonly limits?: Partial<EndpointLimits>;
}
