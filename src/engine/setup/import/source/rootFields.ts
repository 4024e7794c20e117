import * as l10n from '@vscode/l10n';
import { isFields } from './access';
import { type Fields, fieldsOf, type Parsed } from './parsed';

/** The fields of a file that has to consist of some; an empty file has none. */
export function rootFields(parsed: Parsed): { readonly fields: Fields } | { readonly problem: string } {
  if ('problem' in parsed) return parsed;
  if (parsed.value === null) return { fields: fieldsOf([]) };
  return isFields(parsed.value) ? { fields: parsed.value } : { problem: l10n.t('It has to be fields with values.') };
}
