import type OpenAI from 'openai';
import type { ModelInfo } from '../../model/provider/provider';
import { ClientPool } from '../http/clientPool';
import { listedModel } from '../catalogue/listedModel';
import { sdkTimeoutMs } from '../http/sdkTimeout';
import { lazy } from '../../model/async/lazy';

const sdk = lazy(() => import('openai'));

/**
 * The official client, loaded at its first use; its own retries and time-outs are off. `apiVersion`: Azure's, a date, where
 * its paths hold the deployment and not `v1`.
 */
export function openAiClients(baseURL: string, apiVersion?: string): ClientPool<OpenAI> {
  return new ClientPool(async (fetch) => {
    const { default: Client, AzureOpenAI } = await sdk();
    const options = {
      // The SDK insists on one; what leaves is decided where the headers are.
      apiKey: 'none',
      // Else read from the environment.
      adminAPIKey: null,
      organization: null,
      project: null,
      baseURL,
      maxRetries: 0,
      timeout: sdkTimeoutMs,
      fetch,
      logLevel: 'off',
    } as const;
    return apiVersion === undefined ? new Client(options) : new AzureOpenAI({ ...options, apiVersion });
  });
}

/** `path`: below the base URL, or an address. Throws when the host answers something else: `models.list` would make an empty list of it. */
export async function modelsOf(client: OpenAI, signal: AbortSignal, path = '/models'): Promise<readonly ModelInfo[]> {
  const answer = await client.get<ModelsAnswer>(path, { signal });
  const list = 'data' in answer ? answer.data : answer;
  return list.map(listedModel).filter(({ id }) => id !== '');
}

/** Together sends the list alone. */
type ModelsAnswer = { readonly data: readonly OpenAI.Model[] } | readonly OpenAI.Model[];
