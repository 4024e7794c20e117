import * as l10n from '@vscode/l10n';
import { shortHost } from '../../model/text/shortened';
import type { Route } from '../../model/route/route';
import { outsideInWords } from '../api/policy';
import type { ChainLink, ManagerStatus, ProviderStatus } from '../api/providerManager';
import type { RouteLimits } from '../api/routeLimits';
import { chatProfile, completionProfile } from '../api/requestProfile';
import type { ChainAllowance } from './chainAllowance';
import { budgetProblem } from '../policies/budgetProblem';
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
  const { boundary, allowedHosts, budgets } = deps.policy();
  const { offline } = deps.network;
  return {
    providers,
    next: pinned ?? ready,
    ready,
    pinned: pinned && pinnedId,
    offline,
    boundary,
    ...(allowedHosts ? { allowedHosts } : {}),
    ...(budgets ? { budgets: deps.spending.uses(budgets) } : {}),
  };
}

function statusOf(link: ChainLink, deps: ProviderStatusDeps): ProviderStatus {
  const chat = deps.health.view(link.chat, chatProfile.lane);
  const completion = deps.health.view(link.completion, completionProfile.lane);
  const usedUp = deps.spending.usedUp(link.chat, deps.policy().budgets);
  const offReason = offReasonOf(link.chat, deps) ?? (usedUp && budgetProblem(link.chat, usedUp));
  const state = offReason === undefined ? chat.state : 'off';
  const contextWindow = deps.capabilities.contextWindow(link.chat);
  const limits = limitsOf(link, deps);
  const price = deps.capabilities.price(link.chat);
  return { link, chat, completion, contextWindow, price, state, offReason, limits, ...(usedUp ? { usedUp } : {}) };
}

function limitsOf({ chat, completion }: ChainLink, { health }: ProviderStatusDeps): readonly RouteLimits[] {
  const routes = chat.id === completion.id ? [chat] : [chat, completion];
  return routes.flatMap((route) => {
    const limits = health.limits(route);
    return limits.length > 0 ? [{ route, limits }] : [];
  });
}

function offReasonOf(route: Route, { allowance, policy }: ProviderStatusDeps): string | undefined {
  const outside = outsideInWords(route, policy());
  if (outside !== undefined) return l10n.t('Outside your boundary: {0}.', outside);
  if (allowance.isRefused(route))
    return l10n.t('You have not agreed that code is sent to {0}.', shortHost(route.vendor));
  return undefined;
}
