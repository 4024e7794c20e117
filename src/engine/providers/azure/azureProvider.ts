import * as l10n from '@vscode/l10n';
import type OpenAI from 'openai';
import type { ModelInfo } from '../../model/provider/provider';
import type { ProviderConfig } from '../../model/provider/providerConfig';
import { recordOf, textOf } from '../../model/text/jsonValue';
import { isForChat } from '../catalogue/chatModels';
import type { WireFault } from '../errors/wireFault';
import { type Access, Account, type AccountDefaults, bearer, noAccess, type ProviderDeps } from '../http/account';
import { openAiClients } from '../openaiProtocol/openaiClient';
import { ResponsesProvider } from '../openaiProtocol/responsesProvider';
import { classifyAzure, lacksResponses } from './azureErrors';
import { entraScopes } from './entraScopes';

/**
 * The version that lists deployments. Later ones list the models that could be deployed:
 * https://github.com/langflow-ai/langflow/pull/14509.
 */
const listVersion = '2023-03-15-preview';

interface Deployments {
  readonly data: readonly unknown[];
}

/**
 * OpenAI's models in Azure through OpenAI's SDK. A model is the name of a deployment. The key is in a header of Azure's own,
 * or an account of Entra ID that the host signs in to takes its place.
 *
 * @public Its descriptor requires it, where no tool sees it.
 */
export class AzureOpenAiProvider extends ResponsesProvider {
  readonly type = 'azure-openai';
  private readonly root: string;

  constructor(config: ProviderConfig, deps: ProviderDeps, defaults: AccountDefaults) {
    const scopes = entraScopes(config);
    const account = new Account(
      config,
      scopes ? { ...deps, apiKey: () => tokenOf(config, deps, scopes) } : deps,
      defaults,
      { classify: classifyAzure, auth: scopes ? bearer : (key) => ({ 'api-key': key }) },
    );
    const root = `${account.baseUrl}/openai`;
    const { apiVersion } = config;
    super(account, openAiClients(apiVersion === undefined ? `${root}/v1` : root, apiVersion), deps.clock);
    this.root = root;
  }

  protected lacksResponses(fault: WireFault): boolean {
    return lacksResponses(fault);
  }

  protected async modelsOf(client: OpenAI, { signal }: Access): Promise<readonly ModelInfo[]> {
    const query = { 'api-version': listVersion };
    const list = await client.get<Deployments>(`${this.root}/deployments`, { query, signal });
    return list.data.flatMap((listed) => {
      const { id, model, status } = recordOf(listed);
      if (textOf(id) === '' || (textOf(status) !== '' && status !== 'succeeded')) return [];
      const [name, of] = [textOf(id), textOf(model)];
      return {
        id: name,
        ...(of === '' || of === name ? {} : { label: `${name} (${of})` }),
        ...(isForChat(of, listed) ? {} : { chats: false as const }),
      };
    });
  }
}

async function tokenOf(
  { label }: ProviderConfig,
  { signIn }: ProviderDeps,
  scopes: readonly string[],
): Promise<string> {
  const token = await signIn?.token(scopes);
  if (token !== undefined) return token;
  throw noAccess(l10n.t('Nobody is signed in to Microsoft for {0}. Use Everpair: Set API Key…', label));
}
