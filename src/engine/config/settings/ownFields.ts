import * as l10n from '@vscode/l10n';
import { shortened } from '../../model/text/shortened';
import type { OwnField, OwnValues, ProviderDescriptor } from '../../providers/descriptor/providerDescriptor';

/** The form of each field that only some types have, and an example of it. */
const forms: Readonly<Record<OwnField, readonly [form: RegExp, example: string]>> = {
  apiVersion: [/^\d{4}-\d\d-\d\d(?:-preview)?$/, '2024-10-21'],
  // An id, a domain, or one of Entra's words for any.
  tenant: [/^[A-Za-z0-9][A-Za-z0-9.-]*$/, 'contoso.onmicrosoft.com'],
  region: [/^[a-z]{2,}(?:-[a-z]+)+-\d+$/, 'eu-central-1'],
  profile: [/\S/, 'default'],
  // Of Google Cloud, with the domain that old ones begin with.
  project: [/^(?:[a-z0-9.-]+:)?[a-z0-9][a-z0-9-]*$/, 'my-project-123'],
  location: [/^[a-z]+(?:-[a-z]+\d+)?$/, 'europe-west4'],
};

export const ownFields = Object.keys(forms) as readonly OwnField[];

/** `message`: what is wrong, for an entry of the settings at this place. */
export type OwnFieldsResult =
  | { readonly ok: true; readonly values: OwnValues }
  | { readonly ok: false; readonly message: (place: string) => string };

/** Those of an entry, which are texts, as its type has them. */
export function readOwnFields(
  entry: OwnValues,
  { type, ownFields: known = [], requiredField }: ProviderDescriptor,
): OwnFieldsResult {
  const values: Partial<Record<OwnField, string>> = {};
  for (const field of ownFields) {
    const value = entry[field];
    if (value === undefined) continue;
    if (!known.includes(field)) {
      return {
        ok: false,
        message: (place) => l10n.t('{0}.{1} does not belong to the type "{2}".', place, field, type),
      };
    }
    const [form, example] = forms[field];
    if (!form.test(value)) {
      return {
        ok: false,
        message: (place) =>
          l10n.t('{0}.{1} cannot be "{2}". It looks like "{3}".', place, field, shortened(value), example),
      };
    }
    values[field] = value;
  }
  if (requiredField !== undefined && values[requiredField] === undefined) {
    const [, example] = forms[requiredField];
    return {
      ok: false,
      message: (place) => l10n.t('{0} needs a "{1}", such as "{2}".', place, requiredField, example),
    };
  }
  return { ok: true, values };
}
