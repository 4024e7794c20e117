import type { ProviderConfig } from '../../model/provider/providerConfig';

/** What a token of Entra ID is asked for, by the names of VS Code; undefined where the account has a key. */
export function entraScopes({ tenant }: Pick<ProviderConfig, 'tenant'>): readonly string[] | undefined {
  return tenant === undefined ? undefined : ['https://cognitiveservices.azure.com/.default', `VSCODE_TENANT:${tenant}`];
}
