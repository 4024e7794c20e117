import * as l10n from '@vscode/l10n';
import { ownFields } from '../../config/settings/ownFields';
import { readProviders } from '../../config/settings/providerSettings';
import { presetOf } from '../../providers/catalogue/presets/presets';
import { descriptorOf } from '../../providers/registry/descriptors';
import { entryProblem, settledBaseUrl } from '../import/account/entry';
import { looksLikeKey, shownText } from '../import/account/shownText';
import type { ProviderEntry } from '../import/reading';
import { isFields, listAt, textAt, tokensAt, valueAt } from '../import/source/access';
import { parseJson } from '../import/source/jsonSource';

const version = 1;
const maxProviders = 20;

/** What a chain file proposes. */
export interface ChainFile {
  readonly entries: readonly ProviderEntry[];
  /** Each part that is not understood, one sentence. */
  readonly problems: readonly string[];
}

/** Reads a chain file. Nothing in it can name a key. Never rejects. */
export async function readChainFile(text: string): Promise<ChainFile> {
  const parsed = await parseJson(text);
  if ('problem' in parsed) return { entries: [], problems: [parsed.problem] };
  const { value } = parsed;
  if (valueAt(value, 'version') !== version)
    return { entries: [], problems: [l10n.t('It has no "version": 1, the one that Everpair understands.')] };
  const providers = listAt(value, 'providers');
  if (providers.length > maxProviders)
    return { entries: [], problems: [l10n.t('It has more than {0} providers.', maxProviders)] };
  const entries: ProviderEntry[] = [];
  const problems: string[] = [];
  for (const [index, provider] of providers.entries()) {
    const entry = entryOf(provider);
    const problem = problemOf(provider, entry);
    if (problem !== undefined) problems.push(`providers[${index}]: ${problem}`);
    else entries.push(entry);
  }
  return { entries, problems };
}

/** The text of a chain file. Rejects nothing: `entries` are checked, and what is no field of theirs is left out. */
export function writeChainFile(entries: readonly ProviderEntry[]): string {
  return `${JSON.stringify({ version, providers: entries.map(entryOf) }, undefined, 2)}\n`;
}

/** The user's own entries as they can be shared; wrong ones are left out. `existing`: the value of the setting. */
export function sharedEntries(existing: readonly unknown[]): readonly ProviderEntry[] {
  return readProviders(existing).configs.map((config) => {
    const preset = presetOf(config.preset);
    const descriptor = descriptorOf(config.type);
    const known = preset ?? descriptor;
    const { baseUrl, label, apiKeyEnv, ...others } = config;
    const isUsual = baseUrl === undefined || baseUrl === preset?.baseUrl;
    return entryOf({
      ...others,
      ...(descriptor.placedBaseUrl ? placeWritten(config.id, existing) : isUsual ? {} : { baseUrl }),
      ...(apiKeyEnv === undefined || apiKeyEnv === preset?.apiKeyEnv ? {} : { apiKeyEnv }),
      ...(label === known.label ? {} : { label }),
    });
  });
}

/** The fields that were made into one address when the entry was read. */
function placeWritten(id: string, existing: readonly unknown[]): Partial<ProviderEntry> {
  const written = existing.find((each) => readProviders([each]).configs[0]?.id === id);
  const texts = ['baseUrl', ...ownFields] as const;
  return Object.fromEntries(texts.flatMap((field) => given(field, textAt(written, field))));
}

/** Why an entry may not be shared, one sentence. */
export function shareProblem(entry: ProviderEntry): string | undefined {
  const headers = Object.values(entry.headers ?? {}).filter((value) => typeof value === 'string');
  if (headers.some((value) => value !== '${apiKey}' && looksLikeKey(value.replaceAll('${apiKey}', ''))))
    return l10n.t('A part of it looks like a key, which may not stand in a setting.');
  return entryProblem(entry);
}

/** The fields of an entry that can be shared, of a value of any form. */
function entryOf(value: unknown): ProviderEntry {
  const type = textAt(value, 'type') ?? '';
  const headers = valueAt(value, 'headers');
  const texts = ['completionModel', 'apiKeyEnv', 'label', ...ownFields] as const;
  const numbers = ['contextWindow', 'maxOutputTokens'] as const;
  const preset = textAt(value, 'preset');
  const baseUrl = settledBaseUrl(type, textAt(value, 'baseUrl'));
  return {
    id: textAt(value, 'id') ?? preset ?? '',
    type,
    ...(preset === undefined ? {} : { preset }),
    model: textAt(value, 'model') ?? presetOf(preset)?.models?.chat ?? '',
    ...(baseUrl === undefined ? {} : { baseUrl }),
    ...Object.fromEntries(texts.flatMap((field) => given(field, textAt(value, field)))),
    ...(isFields(headers) && Object.keys(headers).length > 0
      ? { headers: { ...headers } as Readonly<Record<string, string>> }
      : {}),
    ...Object.fromEntries(numbers.flatMap((field) => given(field, tokensAt(value, field)))),
  };
}

function given<T>(field: string, value: T | undefined): readonly (readonly [string, T])[] {
  return value === undefined ? [] : [[field, value]];
}

const fields: ReadonlySet<string> = new Set([
  ...['id', 'type', 'preset', 'model', 'completionModel', 'baseUrl', 'apiKeyEnv', 'label', 'headers', 'contextWindow'],
  ...['maxOutputTokens', ...ownFields],
]);

function problemOf(provider: unknown, entry: ProviderEntry): string | undefined {
  if (!isFields(provider)) return l10n.t('It has to be fields with values.');
  const unknown = Object.keys(provider).find((field) => !fields.has(field));
  if (unknown !== undefined) return l10n.t('The field “{0}” is unknown.', shownText(unknown));
  return shareProblem(entry);
}
