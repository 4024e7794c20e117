import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ProviderManager } from '../../failover/api/providerManager';
import type { Log } from '../../model/log';
import type { FillTemplate } from './holeTask';
import type { EndpointLimits } from '../http/limits';

/** What an endpoint asks. */
export type AskedManager = Pick<ProviderManager, 'chat' | 'complete' | 'status'>;

/** One request to the endpoint that may be served, and what its answer is made with. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** The program that asks, as it names itself. */
  readonly client: string;
  /** Aborts when the client has gone or the endpoint closes. */
  readonly signal: AbortSignal;
  readonly manager: AskedManager;
  readonly fillTemplate: FillTemplate;
  readonly limits: EndpointLimits;
  readonly log: Log;
}
