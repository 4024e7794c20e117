import * as l10n from '@vscode/l10n';
import { readProviders } from '../../../config/settings/providerSettings';
import { presetOf } from '../../../providers/catalogue/presets/presets';
import { knownBaseUrl, readBaseUrl, withScheme } from '../../../providers/http/baseUrl';
import type { OwnValues, ProviderDescriptor } from '../../../providers/descriptor/providerDescriptor';
import { descriptors } from '../../../providers/registry/descriptors';
import type { ProviderEntry } from '../reading';
import { isPlain, looksLikeKey } from './shownText';

/** A base URL as it may stand in a setting: none where it is the type's own; as it was written where it is no URL, or a user's name is in it. */
export function settledBaseUrl(type: string, text: string | undefined): string | undefined {
  const descriptor = descriptors.find((each) => each.type === type);
  if (text === undefined || !descriptor) return text;
  try {
    const { username, password } = new URL(withScheme(text));
    if (username !== '' || password !== '') return text;
    const url = readBaseUrl(descriptor.address, text);
    return comparableUrl(url) === comparableUrl(descriptor.baseUrl) ? undefined : url;
  } catch {
    return text;
  }
}

/** Two ways to write one address are the same. */
export function comparableUrl(url: string | undefined): string | undefined {
  return url?.replace(/\/+$/, '').replace(/\/v1$/, '').replace('://localhost', '://127.0.0.1').toLowerCase();
}

/** What decides where the requests of an entry go. */
export type Place = Pick<ProviderEntry, 'type' | 'preset' | 'baseUrl'> & OwnValues;

/** Where requests go: the address that is given, that of the preset, or that of the type, with the type's own fields in it. */
export function addressOf(place: Place): string | undefined {
  const descriptor: ProviderDescriptor | undefined = descriptors.find(({ type }) => type === place.type);
  if (!descriptor) return place.baseUrl;
  const { placedBaseUrl, requiredField } = descriptor;
  // What was read of an entry has the fields in its address already.
  if (placedBaseUrl && requiredField && place[requiredField] !== undefined) return placedBaseUrl(place.baseUrl, place);
  const { baseUrl = presetOf(place.preset)?.baseUrl, region } = place;
  return knownBaseUrl({ baseUrl, region }, descriptor);
}

/** For people. */
export function labelFor({ id, type, preset, label }: ProviderEntry): string {
  const known = presetOf(preset) ?? descriptors.find((each) => each.type === type && each.baseUrl !== undefined);
  return label ?? known?.label ?? id;
}

/** Letters, digits, points and hyphens, as an id has. */
export function idFrom(text: string): string {
  const id = text
    .toLowerCase()
    .replaceAll(/[^a-z0-9.]+/g, '-')
    .replaceAll(/^[-.]+|[-.]+$/g, '')
    .slice(0, 40);
  return id === '' ? 'provider' : id;
}

/** Why an entry may not stand in the setting, one sentence. */
export function entryProblem(entry: ProviderEntry): string | undefined {
  const texts = [entry.id, entry.model, entry.completionModel, entry.baseUrl, entry.label];
  if (texts.some((text) => text !== undefined && looksLikeKey(text)))
    return l10n.t('A part of it looks like a key, which may not stand in a setting.');
  if (Object.values(entry).some((value) => typeof value === 'string' && !isPlain(value)))
    return l10n.t('A part of it has a line break, hidden characters or an icon in it.');
  const [problem] = readProviders([entry]).problems;
  return problem?.message.replaceAll(/everpair\.providers\[0\]\.?/g, '').trim();
}
