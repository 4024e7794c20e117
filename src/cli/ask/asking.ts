import type { Run } from '../runContext';
import type { Session } from '../session';
import type { Asking } from './answer';
import { modelChoice } from './modelChoice';

/** How this run asks. Throws `Ended` for a model that nobody has. */
export function askingOf({ host, reporter, signal, option }: Run, { manager }: Session): Asking {
  const model = modelChoice(option('model') ?? host.environment['EVERPAIR_MODEL'], manager);
  return { manager, reporter, signal, model, now: () => host.clock.now() };
}
