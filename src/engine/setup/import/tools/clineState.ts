import * as l10n from '@vscode/l10n';
import { accountsOf } from '../account/accounts';
import { keyOrigin } from '../account/keyOrigin';
import { FieldLedger } from '../ledger';
import type { FoundModel, Reading, SourceText } from '../reading';
import { textAt, valueAt } from '../source/access';
import { parseJson } from '../source/jsonSource';
import { fieldsOf } from '../source/parsed';
import { rootFields } from '../source/rootFields';
import { profileKeys } from './profileKeys';
import { unread } from './unread';

/**
 * `globalState.json` and `secrets.json` in `~/.cline/data`, as Cline kept them before `providers.json`. Source: state-keys.ts of
 * cline/cline.
 */
export async function readClineState(source: SourceText, secrets: SourceText | undefined): Promise<readonly Reading[]> {
  const state = rootFields(await parseJson(source.text));
  if ('problem' in state) return [unread('Cline', source, state.problem)];
  const kept = rootFields(secrets ? await parseJson(secrets.text) : { value: null });
  const keys = 'fields' in kept ? kept.fields : fieldsOf([]);
  const value = fieldsOf([...Object.entries(state.fields), ['secrets', keys] as const]);
  const ledger = new FieldLedger(value, reasons);
  const models: FoundModel[] = [];
  for (const mode of ['act', 'plan']) {
    const providerField = `${mode}ModeApiProvider`;
    const provider = textAt(value, providerField);
    if (provider === undefined) continue;
    const fields = profileKeys(provider, true);
    const modelField = `${mode}Mode${fields.model.charAt(0).toUpperCase()}${fields.model.slice(1)}`;
    models.push({
      vendor: fields.vendor ?? provider,
      model: textAt(value, modelField),
      use: 'chat',
      baseUrl: fields.baseUrl === undefined ? undefined : textAt(value, fields.baseUrl),
      key: fields.key === undefined ? undefined : keyOrigin(textAt(keys, fields.key)),
      headers: fields.headers === undefined ? undefined : valueAt(value, fields.headers),
      places: {
        vendor: [providerField],
        ...(textAt(value, modelField) === undefined ? {} : { model: [modelField] }),
        ...place(value, 'baseUrl', fields.baseUrl),
        ...place(value, 'headers', fields.headers),
        ...(fields.key !== undefined && textAt(keys, fields.key) !== undefined ? { key: ['secrets', fields.key] } : {}),
      },
    });
  }
  const accounts = accountsOf(models, ledger);
  const unreadable = secrets && 'problem' in kept ? [unread('Cline', secrets, kept.problem)] : [];
  return [...unreadable, { tool: 'Cline', path: source.path, accounts, ...ledger.close() }];
}

function place(value: unknown, name: 'baseUrl' | 'headers', field: string | undefined): FoundModel['places'] {
  return field === undefined || valueAt(value, field) === undefined ? {} : { [name]: [field] };
}

const reasons: Readonly<Record<string, () => string>> = {
  secrets: () => l10n.t('It is the key of a provider that is not in use.'),
};
