import * as l10n from '@vscode/l10n';
import { shortHost } from '../../../model/text/shortened';
import type { Preset } from '../../../providers/catalogue/presets/preset';
import { presetOf } from '../../../providers/catalogue/presets/presets';
import { descriptors } from '../../../providers/registry/descriptors';
import type { FieldLedger } from '../ledger';
import type { FoundAccount, FoundModel, KeyOrigin, Places, ProviderEntry } from '../reading';
import { unsupportedReason } from '../vendors/unsupported';
import { type Vendor, vendorAt, vendorNamed } from '../vendors/vendors';
import { comparableUrl, entryProblem, idFrom, settledBaseUrl } from './entry';
import { type HeaderReading, readHeaders } from './headers';
import { looksLikeKey, shownText } from './shownText';

/** Models of one account at one address. */
interface Group {
  readonly vendor: Vendor | undefined;
  readonly type: string;
  readonly baseUrl: string | undefined;
  readonly reading: HeaderReading;
  readonly models: FoundModel[];
}

/** The accounts that models belong to, in the order of the models. Says in the ledger what becomes of each part. */
export function accountsOf(models: readonly FoundModel[], ledger: FieldLedger): readonly FoundAccount[] {
  const groups = new Map<string, Group>();
  for (const model of models) {
    const problem = modelProblem(model);
    if (problem !== undefined) leave(model, problem, ledger);
    else {
      const group = groupOf(model);
      const key = JSON.stringify([group.type, group.baseUrl, identity(group.reading.key), group.reading.headers]);
      const known = groups.get(key);
      if (known) known.models.push(model);
      else groups.set(key, group);
    }
  }
  return [...groups.values()].flatMap((group) => accountOf(group, ledger) ?? []);
}

function modelProblem({ vendor, baseUrl, type, model }: FoundModel): string | undefined {
  const unsupported = unsupportedReason(vendor);
  if (unsupported !== undefined) return unsupported;
  const known = vendorNamed(vendor);
  if (!known && baseUrl === undefined && type === undefined)
    return l10n.t(
      'Everpair does not know “{0}” and no address is given. If it speaks Chat Completions, add it as openai-compatible.',
      shownText(vendor),
    );
  if (model === undefined && usualModels(type ?? known?.type, known) === undefined)
    return l10n.t('No model is named for it.');
  if (model !== undefined && /^autodetect$/i.test(model))
    return l10n.t('It names no model. Choose one and add the provider with it.');
  return undefined;
}

function groupOf(model: FoundModel): Group {
  const named = vendorNamed(model.vendor);
  const type = typeOf(model, named);
  const baseUrl = settledBaseUrl(type, model.baseUrl ?? (type === named?.type ? named.baseUrl : undefined));
  const at = baseUrl !== undefined && type === 'openai-compatible' ? vendorAt(baseUrl) : undefined;
  const reading = readHeaders(model.headers, model.key, type);
  return { vendor: at ?? named, type, baseUrl, reading, models: [model] };
}

/** OpenAI's name with another address is how most tools write one that speaks its protocol, and its address is its own under any name. */
function typeOf({ type, baseUrl }: FoundModel, vendor: Vendor | undefined): string {
  const meant = type ?? vendor?.type ?? 'openai-compatible';
  if (baseUrl === undefined || (meant !== 'openai' && meant !== 'openai-compatible')) return meant;
  const isOpenAi = settledBaseUrl('openai', baseUrl) === undefined;
  if (isOpenAi) return 'openai';
  return type ?? 'openai-compatible';
}

function accountOf(group: Group, ledger: FieldLedger): FoundAccount | undefined {
  const { reading, models } = group;
  const chat = models.find(({ use }) => use === 'chat');
  const completion = models.find(({ use }) => use === 'completion');
  const first = chat ?? completion;
  if (!first) return undefined;
  const entry = entryOf(group, first, completion);
  const problem = entryProblem(entry);
  if (problem !== undefined) {
    for (const model of models) leave(model, problem, ledger);
    return undefined;
  }
  const used = [chat, completion].filter((model) => model !== undefined);
  for (const model of models) {
    if (used.includes(model)) note(model, entry, reading, ledger, model === first ? 'model' : 'completionModel');
    else if (!used.some(({ item }) => item !== undefined && item === model.item))
      leave(model, l10n.t('A provider is listed once. Choose this model in the model menu of the chat.'), ledger);
  }
  const { key } = reading;
  return { entry, ...(key?.kind === 'value' ? { key: key.secret } : {}) };
}

function entryOf(group: Group, first: FoundModel, completion: FoundModel | undefined): ProviderEntry {
  const { type, reading, vendor } = group;
  const usual = usualModels(type, vendor);
  const preset = presetFor(group);
  const baseUrl = preset && comparableUrl(preset.baseUrl) === comparableUrl(group.baseUrl) ? undefined : group.baseUrl;
  const model = first.model ?? usual?.chat ?? '';
  const completionModel = completion?.model ?? (first.model === undefined ? usual?.completion : undefined);
  const label = labelOf(group, first);
  const apiKeyEnv = variableOf(group);
  const { contextWindow, maxOutputTokens } = first;
  const own = vendorNamed(first.vendor) ? (label ?? type) : first.vendor;
  return {
    id: idFrom(vendor && isAtVendors(group) ? vendor.id : own),
    type,
    ...(preset ? { preset: preset.id } : {}),
    model,
    ...(completionModel === undefined || completionModel === model ? {} : { completionModel }),
    ...(baseUrl === undefined ? {} : { baseUrl }),
    ...(apiKeyEnv === undefined ? {} : { apiKeyEnv }),
    ...(label === undefined || label === preset?.label ? {} : { label }),
    ...(Object.keys(reading.headers).length === 0 ? {} : { headers: reading.headers }),
    ...(first.apiVersion === undefined ? {} : { apiVersion: first.apiVersion }),
    ...(isWindow(contextWindow) ? { contextWindow } : {}),
    ...(isWindow(maxOutputTokens) ? { maxOutputTokens } : {}),
  };
}

/** Whether an account is at the usual address of its vendor. */
function isAtVendors({ vendor, type, baseUrl }: Group): boolean {
  if (!vendor || vendor.type !== type) return false;
  if (baseUrl === undefined) return true;
  return vendor.baseUrl !== undefined && comparableUrl(baseUrl) === comparableUrl(settledBaseUrl(type, vendor.baseUrl));
}

const fewestTokens = 256;

function isWindow(tokens: number | undefined): boolean {
  return tokens !== undefined && tokens >= fewestTokens;
}

/** What has a host of its own is shown under its own name. */
function labelOf(group: Group, { label }: FoundModel): string | undefined {
  const { vendor, type, baseUrl } = group;
  if (isAtVendors(group)) return type === 'openai-compatible' ? vendor?.label : undefined;
  const own = label === undefined || looksLikeKey(label) ? '' : shownText(label);
  if (own !== '') return own;
  return baseUrl !== undefined && URL.canParse(baseUrl) ? shortHost(new URL(baseUrl).host) : undefined;
}

/** The vendor's own variable where the tool says nothing, since that is where such tools look. */
function variableOf(group: Group): string | undefined {
  const { key } = group.reading;
  const usual = key?.kind === 'value' || !isAtVendors(group) ? undefined : group.vendor?.apiKeyEnv;
  const name = key?.kind === 'variable' ? key.name : usual;
  const known = presetFor(group) ?? descriptors.find((each) => each.type === group.type);
  return name === known?.apiKeyEnv ? undefined : name;
}

/** A vendor's only at its own address, a kind of server's at any. */
function presetFor(group: Group): Preset | undefined {
  const preset = group.type === 'openai-compatible' ? presetOf(group.vendor?.id) : undefined;
  return preset && (preset.isServer || isAtVendors(group)) ? preset : undefined;
}

function usualModels(
  type: string | undefined,
  vendor: Vendor | undefined,
): { readonly chat: string; readonly completion: string } | undefined {
  const preset = type === 'openai-compatible' ? presetOf(vendor?.id) : undefined;
  if (preset) return preset.models;
  const descriptor = descriptors.find((each) => each.type === type);
  return descriptor && 'usualModels' in descriptor ? descriptor.usualModels : undefined;
}

/** What is equal for two accounts that are one. */
function identity(key: KeyOrigin | undefined): string {
  if (key?.kind === 'value') return key.secret.reveal();
  return key?.kind === 'variable' ? `$${key.name}` : '';
}

function leave({ item, places }: FoundModel, why: string, ledger: FieldLedger): void {
  if (item) ledger.leave(item, why);
  else for (const place of Object.values(places)) ledger.leave(place, why);
}

function note(
  model: FoundModel,
  entry: ProviderEntry,
  reading: HeaderReading,
  ledger: FieldLedger,
  as: 'model' | 'completionModel',
): void {
  const { places } = model;
  const taken: Partial<Record<keyof Places, string>> = {
    vendor: 'type',
    type: 'type',
    model: as,
    use: as,
    baseUrl: 'baseUrl',
    apiVersion: 'apiVersion',
    ...(entry.label !== undefined &&
    model.label !== undefined &&
    as === 'model' &&
    entry.label === shownText(model.label)
      ? { label: 'label' }
      : {}),
    ...(as === 'model' && entry.contextWindow !== undefined ? { contextWindow: 'contextWindow' } : {}),
    ...(as === 'model' && entry.maxOutputTokens !== undefined ? { maxOutputTokens: 'maxOutputTokens' } : {}),
  };
  for (const [field, becomes] of Object.entries(taken)) {
    const place = places[field as keyof Places];
    ledger.take(place, becomes, place === model.item);
  }
  if (!('label' in taken))
    ledger.leave(places.label, l10n.t('A provider is shown under its own name. Set its label to change that.'));
  if (!('contextWindow' in taken)) ledger.leave(places.contextWindow, oneValue());
  if (!('maxOutputTokens' in taken)) ledger.leave(places.maxOutputTokens, oneValue());
  const { key } = model;
  if (key?.kind === 'elsewhere') ledger.leave(places.key, key.why);
  else ledger.take(places.key, key?.kind === 'variable' ? 'apiKeyEnv' : 'key');
  if (!places.headers) return;
  for (const outcome of reading.outcomes) {
    const path = [...places.headers, outcome.name];
    if ('why' in outcome) ledger.leave(path, outcome.why);
    else ledger.take(path, outcome.becomes);
  }
}

const oneValue = (): string => l10n.t('An entry has one value for all its models, of 256 tokens at least.');
