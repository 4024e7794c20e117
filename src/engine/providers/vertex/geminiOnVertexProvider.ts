import type { GoogleGenAI } from '@google/genai/web';
import type { ModelInfo } from '../../model/provider/provider';
import type { ProviderConfig } from '../../model/provider/providerConfig';
import type { Access, AccountDefaults, ProviderDeps } from '../http/account';
import { errorEventOf } from '../google/googleErrors';
import { geminiClients } from '../google/geminiClient';
import { GeminiProvider } from '../google/geminiProvider';
import { publisherModels } from './publisherModels';
import { vertexAccount } from './vertexAccount';
import { classifyGeminiOnVertex } from './vertexErrors';

/**
 * Gemini in a project of Google Cloud.
 * @public Its descriptor requires it, where no tool sees it.
 */
export class GeminiOnVertexProvider extends GeminiProvider {
  readonly type = 'google-vertex';

  constructor(config: ProviderConfig, deps: ProviderDeps, defaults: AccountDefaults) {
    const vendor = { classify: classifyGeminiOnVertex, errorEvent: errorEventOf };
    const account = vertexAccount(config, deps, defaults, vendor);
    // Version, project and region are in the base URL.
    super(account, geminiClients({ baseUrl: account.baseUrl, apiVersion: '', vertexai: true }));
  }

  protected modelsOf(_client: GoogleGenAI, access: Access): Promise<readonly ModelInfo[]> {
    return publisherModels(access, this.account.baseUrl, 'google', /^gemini-/);
  }
}
