import * as l10n from '@vscode/l10n';
import { accountsOf } from '../account/accounts';
import { FieldLedger } from '../ledger';
import type { FoundModel, Reading, SourceText } from '../reading';
import { listAt, valueAt } from '../source/access';
import { parseJson } from '../source/jsonSource';
import type { Fields } from '../source/parsed';
import type { Path } from '../source/path';
import { continueModels, continueReasons } from './continueModels';
import { unread } from './unread';

/** `config.json` of Continue, which `config.yaml` has replaced. Source: https://docs.continue.dev/json-reference */
export async function readContinueJson(source: SourceText, secrets: Fields = {}): Promise<Reading> {
  const parsed = await parseJson(source.text);
  if ('problem' in parsed) return unread('Continue', source, parsed.problem);
  const { value } = parsed;
  const ledger = new FieldLedger(value, continueReasons);
  const models: FoundModel[] = [];
  const add = (model: unknown, path: Path, isCompletion: boolean): void => {
    const found = continueModels(model, path, secrets, !isCompletion, isCompletion);
    if (found.length === 0) ledger.leave(path, l10n.t('It names no provider.'));
    models.push(...found);
  };
  for (const [index, model] of listAt(value, 'models').entries()) add(model, ['models', index], false);
  const completion = valueAt(value, 'tabAutocompleteModel');
  if (Array.isArray(completion)) {
    for (const [index, model] of (completion as readonly unknown[]).entries())
      add(model, ['tabAutocompleteModel', index], true);
  } else if (completion !== undefined) add(completion, ['tabAutocompleteModel'], true);
  const accounts = accountsOf(models, ledger);
  return { tool: 'Continue', path: source.path, accounts, ...ledger.close() };
}
