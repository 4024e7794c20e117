import type { ChainLink, ProviderTest } from '../api/providerManager';
import type { Capabilities } from '../learned/capabilities';
import { learnListed } from './learnListed';
import { type ModelQuestionDeps, askForModels } from './modelQuestion';

export interface ProviderTestDeps extends ModelQuestionDeps {
  readonly capabilities: Capabilities;
}

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

async function testProvider(link: ChainLink, deps: ProviderTestDeps, signal: AbortSignal): Promise<ProviderTest> {
  const startedAt = deps.clock.monotonicMs();
  const list = await askForModels(link, deps, signal);
  if (!list.ok) return { link, ...list };
  learnListed(link, list.models, deps.capabilities);
  return { link, ok: true, ms: deps.clock.monotonicMs() - startedAt, models: list.models.length };
}
