import type { Strategy } from './strategies/strategy';
import { aiFallback } from './strategies/aiFallback';
import { everpair } from './strategies/everpair';
import { liteLlm, liteLlmWithTimeout } from './strategies/liteLlm';
import { singleProvider } from './strategies/singleProvider';
import type { ProviderId } from './traffic';
import { localOffShare } from './world';

/** Which providers there are, and who is tried with them. */
export interface Scenario {
  readonly title: string;
  /** In failover order. */
  readonly chain: readonly ProviderId[];
  /** Share of days on which the local server was not started. */
  readonly localOffShare: number;
  readonly strategies: readonly Strategy[];
}

export const mainScenario: Scenario = {
  title: 'two clouds and a local model',
  chain: ['anthropic', 'openai', 'ollama'],
  localOffShare,
  strategies: [everpair, singleProvider, aiFallback, liteLlm, liteLlmWithTimeout],
};

const variants: readonly Scenario[] = [
  { ...mainScenario, title: 'two clouds and a local model that always runs', localOffShare: 0, strategies: [everpair] },
  { ...mainScenario, title: 'two clouds', chain: ['anthropic', 'openai'], strategies: [everpair] },
  { ...mainScenario, title: 'one cloud and a local model', chain: ['anthropic', 'ollama'], strategies: [everpair] },
  { ...mainScenario, title: 'one cloud', chain: ['anthropic'], strategies: [everpair] },
];

export const scenarios: readonly Scenario[] = [mainScenario, ...variants];
