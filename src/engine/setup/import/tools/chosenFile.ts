import * as l10n from '@vscode/l10n';
import type { Reading, SourceText } from '../reading';
import { isFields, listAt, textAt, valueAt } from '../source/access';
import { parseJson } from '../source/jsonSource';
import { readAider } from './aider';
import { readClineProviders } from './clineProviders';
import { readContinueJson } from './continueJson';
import { readContinueYaml } from './continueYaml';
import { readCopilotModels } from './copilotModels';
import { readOpencode } from './opencodeConfig';
import { readRooProfiles } from './rooProfiles';
import { unread } from './unread';

/** A file that the user picked: whose it is shows its name or what is in it. */
export async function readChosenFile(source: SourceText): Promise<readonly Reading[]> {
  const name = source.path.split(/[/\\]/).at(-1) ?? '';
  if (/\.env$/.test(name)) return readAider(undefined, source);
  if (/\.ya?ml$/i.test(name))
    return /aider/i.test(name) ? readAider(source, undefined) : [await readContinueYaml(source)];
  const parsed = await parseJson(source.text);
  if ('problem' in parsed) return [unread(name, source, parsed.problem)];
  const { value } = parsed;
  if (valueAt(value, 'providerProfiles') !== undefined)
    return [await readRooProfiles(source, /kilo/i.test(name) ? 'Kilo Code' : 'Roo Code')];
  if (Array.isArray(value) && textAt(value, 0, 'vendor') !== undefined) return [await readCopilotModels(source)];
  if (listAt(value, 'models').length > 0) return [await readContinueJson(source)];
  if (isFields(valueAt(value, 'provider'))) return readOpencode(source, undefined);
  if (isFields(valueAt(value, 'providers'))) return [await readClineProviders(source)];
  if (name === 'auth.json') return readOpencode(undefined, source);
  return [unread(name, source, l10n.t('Everpair does not know whose settings these are.'))];
}
