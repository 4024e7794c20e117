import type { ProviderConfig } from '../../model/provider/providerConfig';
import { Account, type AccountDefaults, type ProviderDeps, type VendorClient } from '../http/account';
import { VertexCredentials } from './vertexCredentials';

/** An account in a project of Google Cloud, with the vendor's own way to read what its models say of a fault. */
export function vertexAccount(
  config: ProviderConfig,
  deps: ProviderDeps,
  defaults: AccountDefaults,
  vendor: Omit<VendorClient, 'auth'>,
): Account {
  const credentials = new VertexCredentials(config, deps);
  return new Account(config, { ...deps, apiKey: credentials.token }, defaults, {
    ...vendor,
    auth: credentials.headers,
  });
}
