import type OpenAI from 'openai';
import { sdkTimeout } from './anthropic';

export interface OpenAiClientOptions {
  readonly apiKey: string | undefined;
  readonly baseUrl: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly fetch: typeof globalThis.fetch;
}

/** The official client, loaded at its first use; its own retries and time-outs are off. */
export async function openAiClient({ apiKey, baseUrl, headers, fetch }: OpenAiClientOptions): Promise<OpenAI> {
  const { default: Client } = await import('openai');
  return new Client({
    // The SDK insists on a key and sends it; a host without keys is sent no authorization at all.
    apiKey: apiKey ?? 'none',
    baseURL: baseUrl,
    organization: null,
    project: null,
    defaultHeaders: { ...(apiKey === undefined ? { Authorization: null } : {}), ...headers },
    maxRetries: 0,
    timeout: sdkTimeout,
    fetch,
    logLevel: 'off',
  });
}
