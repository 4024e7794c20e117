import type { Outcome } from './trial';

/** Why a question got no useful answer. The first that holds. */
export const causes = {
  wrong: 'a wrong text was said to be whole',
  offline: 'the machine was offline and no local model could serve',
  'all-down': 'no provider would have served when it was asked',
  'not-asked': 'a provider that would have served was not asked',
  late: 'the patience ran out',
  worsened: 'the provider that would have served was asked later, and failed then',
} as const;

export type Cause = keyof typeof causes;

export function causeOf({ answer, able, offline, sent, totalMs }: Outcome, patience: number): Cause {
  if (answer.saysWhole) return 'wrong';
  if (able.length === 0) return offline ? 'offline' : 'all-down';
  if (totalMs >= patience) return 'late';
  const asked = new Set(sent.map(({ provider }) => provider));
  return able.some((provider) => !asked.has(provider)) ? 'not-asked' : 'worsened';
}
