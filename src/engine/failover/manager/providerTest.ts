import { abortReason } from '../../model/async/abortReason';
import type { Clock } from '../../model/async/clock';
import type { ModelInfo } from '../../model/provider';
import type { ChainLink, ProviderTest } from '../api/providerManager';
import type { Capabilities } from '../learned/capabilities';
import type { ChainAllowance } from './chainAllowance';

export interface ProviderTestDeps {
  readonly clock: Clock;
  readonly capabilities: Capabilities;
  readonly allowance: ChainAllowance;
}

/** A list of models that takes longer is no better than none. */
const timeoutMs = 10_000;

/** Lists the models of all providers at once. Yields as each answers. */
export async function* testProviders(
  links: readonly ChainLink[],
  deps: ProviderTestDeps,
  signal: AbortSignal,
): AsyncGenerator<ProviderTest, void, undefined> {
  const pending = new Map(
    links.map((link, index) => [index, testProvider(link, deps, signal).then((result) => ({ index, result }))]),
  );
  while (pending.size > 0) {
    const { index, result } = await Promise.race(pending.values());
    pending.delete(index);
    yield result;
  }
}

async function testProvider(
  link: ChainLink,
  { clock, capabilities, allowance }: ProviderTestDeps,
  signal: AbortSignal,
): Promise<ProviderTest> {
  const off = whyUntested(link, allowance);
  if (off !== undefined) return { link, ok: false, off };
  const startedAt = clock.monotonicMs();
  const controller = new AbortController();
  const timer = clock.setTimeout(() => controller.abort(abortReason), timeoutMs);
  // The test waits for its key, and what the user forbids meanwhile must not leave.
  const revoked = allowance.onDidChange(() => {
    if (whyUntested(link, allowance) !== undefined) controller.abort(abortReason);
  });
  const list = await link.provider.listModels(AbortSignal.any([signal, controller.signal]));
  revoked.dispose();
  clock.clearTimeout(timer);
  const ms = clock.monotonicMs() - startedAt;
  if (!list.ok) return { link, ok: false, failure: list.failure };
  learnWindows(link, list.models, capabilities);
  return { link, ok: true, ms, models: list.models.length };
}

/** Even a list of models is not asked for there: the request would carry a key outside. */
function whyUntested({ chat, completion }: ChainLink, allowance: ChainAllowance): string | undefined {
  const routes = [chat, completion];
  if (routes.every((route) => allowance.isOutside(route))) return 'outside your boundary';
  if (routes.every((route) => allowance.isRefused(route))) return 'you have not agreed that anything is sent there';
  return routes.some((route) => allowance.isInChain(route)) ? undefined : 'it is no longer in your settings';
}

function learnWindows(
  { provider, chat, completion }: ChainLink,
  models: readonly ModelInfo[],
  capabilities: Capabilities,
): void {
  for (const route of new Set([chat, completion])) {
    const listed = models.find(({ id }) => id === route.model)?.contextWindow;
    capabilities.recordWindow(route, provider.contextWindow?.(route.model) ?? listed);
  }
}
