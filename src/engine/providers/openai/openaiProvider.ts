import type OpenAI from 'openai';
import type { ModelInfo } from '../../model/provider/provider';
import type { ProviderConfig } from '../../model/provider/providerConfig';
import { isMissingPath } from '../errors/refusals/missingPath';
import type { WireFault } from '../errors/wireFault';
import { type Access, Account, type AccountDefaults, bearer, type ProviderDeps } from '../http/account';
import { classifyOpenAiCompatible } from '../openaiProtocol/compatibleErrors';
import { modelsOf, openAiClients } from '../openaiProtocol/openaiClient';
import { classifyOpenAi } from '../openaiProtocol/openaiErrors';
import { ResponsesProvider } from '../openaiProtocol/responsesProvider';

/**
 * OpenAI through the official SDK.
 *
 * @public Its descriptor requires it, where no tool sees it.
 */
export class OpenAiProvider extends ResponsesProvider {
  readonly type = 'openai';

  constructor(
    private readonly config: ProviderConfig,
    deps: ProviderDeps,
    defaults: AccountDefaults,
  ) {
    // At another base URL a gateway answers, in the words of the host that it asks.
    const classify = config.baseUrl === undefined ? classifyOpenAi : classifyOpenAiCompatible;
    const account = new Account(config, deps, defaults, { classify, auth: bearer });
    super(account, openAiClients(account.baseUrl), deps.clock);
  }

  /** Only another base URL can lack the route; OpenAI itself says 404 of a model. */
  protected lacksResponses(fault: WireFault): boolean {
    return this.config.baseUrl !== undefined && isMissingPath(fault);
  }

  protected modelsOf(client: OpenAI, { signal }: Access): Promise<readonly ModelInfo[]> {
    return modelsOf(client, signal);
  }
}
