import { readInstructions, type settingKeys } from '../../engine/config';
import type { Reporter } from '../output/reporter';
import type { Session } from '../session';

type Key = (typeof settingKeys)['commitInstructions' | 'reviewInstructions'];

/** The user's own words for a kind of answer. A folder has no say in it. */
export function instructionsOf(key: Key, { settings }: Pick<Session, 'settings'>, reporter: Reporter): string {
  const { text, problems } = readInstructions(key, settings.values[key] ?? '');
  for (const { message } of problems) reporter.note(message);
  return text;
}
