import * as l10n from '@vscode/l10n';
import { accountsOf } from '../account/accounts';
import { keyOrigin } from '../account/keyOrigin';
import { FieldLedger } from '../ledger';
import type { FoundModel, Reading, SourceText } from '../reading';
import { entriesAt, textAt, tokensAt, valueAt } from '../source/access';
import { parseJson } from '../source/jsonSource';
import { placesOf } from '../account/places';
import { unread } from './unread';

/** `~/.cline/data/settings/providers.json` of Cline. Source: provider-settings.ts of cline/cline, and its CLI's documentation. */
export async function readClineProviders(source: SourceText): Promise<Reading> {
  const parsed = await parseJson(source.text);
  if ('problem' in parsed) return unread('Cline', source, parsed.problem);
  const { value } = parsed;
  const ledger = new FieldLedger(value, reasons);
  const last = textAt(value, 'lastUsedProvider');
  const entries = [...entriesAt(value, 'providers')].sort(
    ([one], [other]) => Number(other === last) - Number(one === last),
  );
  const models: FoundModel[] = [];
  for (const [name, each] of entries) {
    const path = ['providers', name];
    const settings = valueAt(each, 'settings');
    const vendor = textAt(settings, 'provider') ?? name;
    const key = textAt(settings, 'apiKey') ?? textAt(settings, 'auth', 'apiKey');
    if (valueAt(each, 'tokenSource') === 'oauth' && key === undefined) {
      ledger.leave(path, l10n.t('It is a sign-in with {0} and no API key. Nothing of it can be taken.', 'Cline'));
      continue;
    }
    models.push({
      // Cline calls hosts of any name `openai`.
      vendor: vendor === 'openai' && textAt(settings, 'baseUrl') !== undefined ? 'openai-compatible' : vendor,
      model: textAt(settings, 'model'),
      use: 'chat',
      baseUrl: textAt(settings, 'baseUrl'),
      key: keyOrigin(key),
      headers: valueAt(settings, 'headers'),
      ...(vendor === 'azure' ? { apiVersion: textAt(settings, 'azure', 'apiVersion') } : {}),
      contextWindow: tokensAt(settings, 'contextWindow'),
      maxOutputTokens: tokensAt(settings, 'maxTokens'),
      item: path,
      places: placesOf(each, path, {
        vendor: ['settings', 'provider'],
        model: ['settings', 'model'],
        baseUrl: ['settings', 'baseUrl'],
        key: textAt(settings, 'apiKey') === undefined ? ['settings', 'auth', 'apiKey'] : ['settings', 'apiKey'],
        headers: ['settings', 'headers'],
        ...(vendor === 'azure' ? { apiVersion: ['settings', 'azure', 'apiVersion'] } : {}),
        contextWindow: ['settings', 'contextWindow'],
        maxOutputTokens: ['settings', 'maxTokens'],
      }),
    });
  }
  const accounts = accountsOf(models, ledger);
  return { tool: 'Cline', path: source.path, accounts, ...ledger.close() };
}

const aboutTheFile = (): string => l10n.t('It is about the file itself.');
const sampling = (): string =>
  l10n.t('Everpair leaves sampling and thinking to its own settings for each kind of request.');

const reasons: Readonly<Record<string, () => string>> = {
  version: aboutTheFile,
  updatedAt: aboutTheFile,
  tokenSource: aboutTheFile,
  lastUsedProvider: () => l10n.t('It decides the order: this provider comes first.'),
  modes: () => l10n.t('Everpair has no voices and makes no images.'),
  temperature: sampling,
  reasoning: sampling,
  timeout: () => l10n.t('How long each kind of silence may last, Everpair learns.'),
  pricing: () => l10n.t('Prices are your setting everpair.prices.'),
  auth: () => l10n.t('It is a sign-in with {0} and no API key. Nothing of it can be taken.', 'Cline'),
};
