import { localOffShare } from '../world/drawWorld';
import type { Strategy } from '../strategies/strategy';
import { aiFallback } from '../strategies/aiFallback';
import { everpair, everpairAtOnceElsewhere } from '../strategies/everpair';
import { liteLlm, liteLlmWithTimeout } from '../strategies/liteLlm';
import { singleProvider } from '../strategies/singleProvider';
import type { Chain } from './trial';

/** Which providers there are, and who is tried with them. */
export interface Scenario {
  readonly title: string;
  readonly chain: Chain;
  /** Share of days on which the local server was not started. */
  readonly localOffShare: number;
  readonly strategies: readonly Strategy[];
  /** A working year, or questions through every incident of the first provider. */
  readonly asks: 'on-workdays' | 'through-incidents';
  /** Of the years that are asked for, for Everpair and for the others. */
  readonly yearsShare: number;
  readonly peersShare: number;
}

export const mainScenario: Scenario = {
  title: 'two clouds and a local model',
  chain: ['anthropic', 'openai', 'ollama'],
  localOffShare,
  strategies: [everpair, singleProvider, aiFallback, liteLlm, liteLlmWithTimeout],
  asks: 'on-workdays',
  yearsShare: 1,
  peersShare: 1,
};

/** For how soon a provider that is well again is asked, which needs more incidents than one user meets. */
export const returnScenario: Scenario = {
  ...mainScenario,
  title: 'two clouds and a local model, a question through every incident',
  strategies: [everpair, aiFallback, liteLlmWithTimeout],
  asks: 'through-incidents',
  yearsShare: 0.5,
  peersShare: 0.2,
};

/** The years of the main scenario once more. */
export const inPlaceScenario: Scenario = {
  ...mainScenario,
  title: 'two clouds and a local model, with and without a second try in place',
  strategies: [everpair, everpairAtOnceElsewhere],
  yearsShare: 0.2,
  peersShare: 0.2,
};

/** The bare SDK knows only the first provider, so that it does the same with every chain. */
const withPeers: Omit<Scenario, 'title' | 'chain'> = {
  localOffShare,
  strategies: [everpair, aiFallback, liteLlmWithTimeout],
  asks: 'on-workdays',
  yearsShare: 0.2,
  peersShare: 0.1,
};

const others: readonly Scenario[] = [
  { ...withPeers, title: 'one cloud', chain: ['anthropic'] },
  { ...withPeers, title: 'one cloud and a local model', chain: ['anthropic', 'ollama'] },
  { ...withPeers, title: 'two clouds', chain: ['anthropic', 'openai'] },
  { ...withPeers, title: 'three clouds', chain: ['anthropic', 'openai', 'google'], yearsShare: 0.5 },
  { ...withPeers, title: 'three clouds and a local model', chain: ['anthropic', 'openai', 'google', 'ollama'] },
  { ...withPeers, title: 'one model at two hosts', chain: ['anthropic', 'anthropic-at-aws'] },
  {
    ...withPeers,
    title: 'one model at two hosts, and a local model',
    chain: ['anthropic', 'anthropic-at-aws', 'ollama'],
  },
  { ...withPeers, title: 'two models of one vendor', chain: ['anthropic', 'anthropic-second'] },
  {
    ...withPeers,
    title: 'two models of one vendor, and a local model',
    chain: ['anthropic', 'anthropic-second', 'ollama'],
  },
  {
    ...mainScenario,
    // Everpair starts it itself, so that there is no day without it.
    title: 'two clouds and the embedded model',
    localOffShare: 0,
    strategies: [everpair],
    yearsShare: 0.5,
  },
];

export const scenarios: readonly Scenario[] = [mainScenario, returnScenario, inPlaceScenario, ...others];
