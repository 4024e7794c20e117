import type OpenAI from 'openai';
import type { ModelInfo } from '../../model/provider';
import { ClientPool } from '../http/clientPool';
import { isForChat, seesImages } from '../catalogue/chatModels';
import { contextWindowIn } from '../catalogue/contextWindows';
import { sdkTimeoutMs } from '../http/sdkTimeout';
import { lazy } from '../../model/async/lazy';

const sdk = lazy(() => import('openai'));

/** The official client, loaded at its first use; its own retries and time-outs are off. */
export function openAiClients(baseURL: string): ClientPool<OpenAI> {
  return new ClientPool(async (fetch) => {
    const { default: Client } = await sdk();
    return new Client({
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
    });
  });
}

/** Throws when the host answers something else: `models.list` would make an empty list of it. */
export async function modelsOf(client: OpenAI, signal: AbortSignal): Promise<readonly ModelInfo[]> {
  const list = await client.get<{ readonly data: readonly OpenAI.Model[] }>('/models', { signal });
  return list.data.map((listed) => {
    const contextWindow = contextWindowIn(listed);
    const images = seesImages(listed);
    return {
      id: listed.id,
      ...(images === undefined ? {} : { images }),
      ...(contextWindow === undefined ? {} : { contextWindow }),
      ...(isForChat(listed.id, listed) ? {} : { chats: false as const }),
    };
  });
}
