import { continueRules } from './continue';
import { copilot, copilotUndelayed } from './copilot';
import { everpair, patientEverpair } from './everpair';
import { ideal } from './ideal';
import { llamaVscode } from './llamaVscode';
import { none } from './none';
import type { Policy } from './policy';

/** In the order of the tables. `none` is always run: it tells how many keys are saved. */
export { none };

export const policies: readonly Policy[] = [
  everpair,
  patientEverpair,
  continueRules,
  llamaVscode,
  copilot,
  copilotUndelayed,
  ideal,
  none,
];
