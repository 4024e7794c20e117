import type Anthropic from '@anthropic-ai/sdk';
import { lazy } from '../../model/async/lazy';
import { ClientPool } from '../http/clientPool';
import { sdkTimeoutMs } from '../http/sdkTimeout';

const sdk = lazy(() => import('@anthropic-ai/sdk'));

/** Anthropic's client, loaded at its first use; its own retries and time-outs are off. */
export function anthropicClients(baseURL: string): ClientPool<Anthropic> {
  return new ClientPool(async (fetch) => {
    const { default: Client } = await sdk();
    return new Client({
      // What leaves is decided where the headers are.
      apiKey: 'none',
      baseURL,
      maxRetries: 0,
      timeout: sdkTimeoutMs,
      fetch,
      logLevel: 'off',
      openTelemetry: false,
    });
  });
}
