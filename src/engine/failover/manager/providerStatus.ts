import * as l10n from '@vscode/l10n';
import { shortHost } from '../../model/text/shortened';
import type { Route } from '../../model/route';
import { boundaryInWords } from '../api/policy';
import type { ChainLink, ManagerStatus, ProviderStatus } from '../api/providerManager';
import { chatProfile, completionProfile } from '../api/requestProfile';
import type { ChainAllowance } from './chainAllowance';
import { planAhead, type PlanAheadDeps } from './planAhead';

export interface ProviderStatusDeps extends PlanAheadDeps {
  readonly allowance: ChainAllowance;
}

/** `pinnedId`: of the provider that the user pinned, which counts only while it is in the chain. */
export function managerStatus(
  links: readonly ChainLink[],
  pinnedId: string | undefined,
  deps: ProviderStatusDeps,
): ManagerStatus {
  const providers = links.map((link) => statusOf(link, deps));
  const pinned = providers.find(({ link }) => link.provider.id === pinnedId);
  const chats = (pinned ? [pinned] : providers).map(({ link }) => link.chat);
  const [first] = planAhead(chatProfile, chats, deps).routes;
  const ready = first && providers.find(({ link }) => link.chat.id === first.id);
  const { boundary } = deps.policy();
  const { offline } = deps.network;
  return { providers, next: pinned ?? ready, ready, pinned: pinned && pinnedId, offline, boundary };
}

function statusOf(link: ChainLink, deps: ProviderStatusDeps): ProviderStatus {
  const chat = deps.health.view(link.chat, chatProfile.lane);
  const completion = deps.health.view(link.completion, completionProfile.lane);
  const offReason = offReasonOf(link.chat, deps);
  const state = offReason === undefined ? chat.state : 'off';
  return { link, chat, completion, contextWindow: deps.capabilities.contextWindow(link.chat), state, offReason };
}

function offReasonOf(route: Route, { allowance, policy }: ProviderStatusDeps): string | undefined {
  if (allowance.isOutside(route)) return l10n.t('Outside your boundary: {0}.', boundaryInWords(policy().boundary));
  if (allowance.isRefused(route))
    return l10n.t('You have not agreed that code is sent to {0}.', shortHost(route.vendor));
  return undefined;
}
