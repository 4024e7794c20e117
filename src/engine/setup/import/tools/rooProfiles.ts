import * as l10n from '@vscode/l10n';
import { accountsOf } from '../account/accounts';
import { keyOrigin } from '../account/keyOrigin';
import { placesOf } from '../account/places';
import { FieldLedger } from '../ledger';
import type { FoundModel, Reading, SourceText } from '../reading';
import { entriesAt, textAt, tokensAt, valueAt } from '../source/access';
import { parseJson } from '../source/jsonSource';
import { profileKeys } from './profileKeys';
import { unread } from './unread';

/**
 * What Roo Code and the older Kilo Code write with Export Settings. Source:
 * https://docs.roocode.com/features/settings-management and importExport.ts of RooCodeInc/Roo-Code.
 */
export async function readRooProfiles(source: SourceText, tool = 'Roo Code'): Promise<Reading> {
  const parsed = await parseJson(source.text);
  if ('problem' in parsed) return unread(tool, source, parsed.problem);
  const { value } = parsed;
  const ledger = new FieldLedger(value, reasons);
  const current = textAt(value, 'providerProfiles', 'currentApiConfigName');
  const profiles = [...entriesAt(value, 'providerProfiles', 'apiConfigs')].sort(
    ([one], [other]) => Number(other === current) - Number(one === current),
  );
  const models: FoundModel[] = [];
  for (const [name, profile] of profiles) {
    const path = ['providerProfiles', 'apiConfigs', name];
    const provider = textAt(profile, 'apiProvider') ?? textAt(profile, 'provider');
    if (provider === undefined) {
      ledger.leave(path, l10n.t('It names no provider.'));
      continue;
    }
    const keys = profileKeys(provider, false);
    const isAzure = valueAt(profile, 'openAiUseAzure') === true;
    models.push({
      vendor: isAzure ? 'azure' : (keys.vendor ?? provider),
      model: textAt(profile, keys.model),
      use: 'chat',
      label: name,
      baseUrl: keys.baseUrl === undefined ? undefined : textAt(profile, keys.baseUrl),
      key: keys.key === undefined ? undefined : keyOrigin(textAt(profile, keys.key)),
      headers: keys.headers === undefined ? undefined : valueAt(profile, keys.headers),
      ...(isAzure ? { apiVersion: textAt(profile, 'azureApiVersion') } : {}),
      contextWindow: tokensAt(profile, 'openAiCustomModelInfo', 'contextWindow'),
      maxOutputTokens: tokensAt(profile, 'modelMaxTokens'),
      item: path,
      places: placesOf(profile, path, {
        vendor: [valueAt(profile, 'apiProvider') === undefined ? 'provider' : 'apiProvider'],
        model: [keys.model],
        ...(keys.baseUrl === undefined ? {} : { baseUrl: [keys.baseUrl] }),
        ...(keys.key === undefined ? {} : { key: [keys.key] }),
        ...(keys.headers === undefined ? {} : { headers: [keys.headers] }),
        ...(isAzure ? { apiVersion: ['azureApiVersion'] } : {}),
        contextWindow: ['openAiCustomModelInfo', 'contextWindow'],
        maxOutputTokens: ['modelMaxTokens'],
      }),
    });
  }
  const accounts = accountsOf(models, ledger);
  return { tool, path: source.path, accounts, ...ledger.close() };
}

const sampling = (): string =>
  l10n.t('Everpair leaves sampling and thinking to its own settings for each kind of request.');
const modes = (): string => l10n.t('Everpair has no modes of this kind.');

const reasons: Readonly<Record<string, () => string>> = {
  'providerProfiles.currentApiConfigName': () => l10n.t('It decides the order: this provider comes first.'),
  'providerProfiles.modeApiConfigs': modes,
  'providerProfiles.migrations': () => l10n.t('It is about the file itself.'),
  id: () => l10n.t('It is about the file itself.'),
  'globalSettings.customModes': modes,
  'globalSettings.customModePrompts': modes,
  'globalSettings.customInstructions': () =>
    l10n.t('Everpair reads rules of a workspace from AGENTS.md and .continue/rules. Put the text into one of these.'),
  globalSettings: () => l10n.t('It is how the other tool works, and not about providers.'),
  modelTemperature: sampling,
  reasoningEffort: sampling,
  enableReasoningEffort: sampling,
  modelMaxThinkingTokens: sampling,
  verbosity: sampling,
  openAiCustomModelInfo: () => l10n.t('Everpair finds that out itself.'),
  openAiStreamingEnabled: () => l10n.t('Everpair finds that out itself.'),
  rateLimitSeconds: () => l10n.t('Everpair keeps to what a host says of its rate limits.'),
};
