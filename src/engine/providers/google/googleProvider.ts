import type { GoogleGenAI, Model } from '@google/genai/web';
import type { ModelInfo } from '../../model/provider/provider';
import type { ProviderConfig } from '../../model/provider/providerConfig';
import { type Access, Account, type AccountDefaults, type ProviderDeps } from '../http/account';
import { geminiClients } from './geminiClient';
import { GeminiProvider } from './geminiProvider';
import { classifyGoogle, errorEventOf } from './googleErrors';

/**
 * Gemini at Google's own API for it.
 * @public Its descriptor requires it, where no tool sees it.
 */
export class GoogleProvider extends GeminiProvider {
  readonly type = 'google';

  constructor(config: ProviderConfig, deps: ProviderDeps, defaults: AccountDefaults) {
    const account = new Account(config, deps, defaults, {
      classify: classifyGoogle,
      auth: (key) => ({ 'x-goog-api-key': key }),
      errorEvent: errorEventOf,
    });
    super(account, geminiClients({ baseUrl: account.baseUrl, apiVersion: 'v1beta', vertexai: false }));
  }

  protected async modelsOf(client: GoogleGenAI, { signal }: Access): Promise<readonly ModelInfo[]> {
    const { page } = await client.models.list({ config: { pageSize: 1_000, abortSignal: signal } });
    // The SDK makes an empty list of an answer that is none.
    if (page.length === 0) throw new TypeError('no list of models');
    return page.filter(canChat).map(({ name = '', displayName, inputTokenLimit }) => ({
      id: name.replace(/^models\//, ''),
      ...(displayName === undefined ? {} : { label: displayName }),
      ...(inputTokenLimit === undefined ? {} : { contextWindow: inputTokenLimit }),
    }));
  }
}

function canChat({ supportedActions }: Model): boolean {
  return supportedActions === undefined || supportedActions.includes('generateContent');
}
