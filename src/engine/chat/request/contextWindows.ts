import type { ProviderManager } from '../../failover/api/providerManager';

/** Tokens that each of the models holds that a chat may ask, as far as they are known. `asked`: as `chatTarget` takes it. */
export function contextWindows(
  manager: Pick<ProviderManager, 'chatTarget' | 'status'>,
  ...asked: Parameters<ProviderManager['chatTarget']>
): readonly (number | undefined)[] {
  const target = manager.chatTarget(...asked);
  return target?.contextWindows ?? manager.status().providers.map(({ contextWindow }) => contextWindow);
}
