import * as l10n from '@vscode/l10n';
import { accountsOf } from '../account/accounts';
import { keyOrigin } from '../account/keyOrigin';
import { placesOf } from '../account/places';
import { FieldLedger } from '../ledger';
import type { FoundModel, Reading, SourceText } from '../reading';
import { entriesAt, listAt, textAt, tokensAt, valueAt } from '../source/access';
import { parseJson } from '../source/jsonSource';
import type { Path } from '../source/path';
import { unread } from './unread';

const tool = 'GitHub Copilot';

/**
 * `chatLanguageModels.json`, which VS Code keeps beside the user's settings: groups of models by vendor. Source:
 * https://code.visualstudio.com/docs/agent-customization/language-models and the schema in Copilot's manifest.
 */
export async function readCopilotModels(source: SourceText): Promise<Reading> {
  const parsed = await parseJson(source.text);
  if ('problem' in parsed) return unread(tool, source, parsed.problem);
  const { value } = parsed;
  const ledger = new FieldLedger(value, reasons);
  const models: FoundModel[] = [];
  for (const [index, group] of listAt(value).entries()) {
    const vendor = textAt(group, 'vendor');
    if (vendor === undefined) ledger.leave([index], l10n.t('It names no provider.'));
    else models.push(...modelsOf(group, vendor, [index]));
  }
  const accounts = accountsOf(models, ledger);
  return { tool, path: source.path, accounts, ...ledger.close() };
}

/** The setting `github.copilot.chat.customOAIModels`, which that file has replaced. `text`: its value as JSON. */
export async function readCopilotSetting(source: SourceText): Promise<Reading> {
  const parsed = await parseJson(source.text);
  if ('problem' in parsed) return unread(tool, source, parsed.problem);
  const { value } = parsed;
  const ledger = new FieldLedger(value, reasons);
  const models = entriesAt(value).map(([id, model]) => ({
    ...modelOf(model, [id], undefined),
    vendor: 'customendpoint',
    model: id,
  }));
  const accounts = accountsOf(
    models.map((model) => ({ ...model, places: { ...model.places, model: model.item } })),
    ledger,
  );
  return { tool, path: source.path, accounts, ...ledger.close() };
}

function modelsOf(group: unknown, vendor: string, path: Path): readonly FoundModel[] {
  const shared = { label: textAt(group, 'name'), key: keyOrigin(textAt(group, 'apiKey')), vendor };
  const places = placesOf(group, path, { vendor: ['vendor'], label: ['name'], key: ['apiKey'], type: ['apiType'] });
  const models = listAt(group, 'models');
  if (models.length === 0) {
    const baseUrl = textAt(group, 'url');
    const own = { ...shared, use: 'chat' as const, item: path };
    return [
      {
        ...own,
        ...(baseUrl === undefined ? {} : { baseUrl }),
        places: { ...places, ...placesOf(group, path, { baseUrl: ['url'] }) },
      },
    ];
  }
  return models.map((model, index) => {
    const found = modelOf(model, [...path, 'models', index], textAt(group, 'apiType'));
    if (vendor === 'azure')
      return { ...shared, ...found, ...deployment(found), places: { ...places, ...found.places } };
    return { ...shared, ...found, places: { ...places, ...found.places } };
  });
}

function modelOf(model: unknown, item: Path, apiType: string | undefined): Omit<FoundModel, 'vendor'> {
  const url = textAt(model, 'url');
  const output = tokensAt(model, 'maxOutputTokens');
  const input = tokensAt(model, 'maxInputTokens');
  const window = tokensAt(model, 'contextWindow') ?? (input === undefined ? undefined : input + (output ?? 0));
  return {
    model: textAt(model, 'id'),
    use: 'chat',
    type: typeOf(textAt(model, 'apiType') ?? apiType, url),
    ...(url === undefined ? {} : { baseUrl: url }),
    headers: valueAt(model, 'requestHeaders'),
    ...(window === undefined ? {} : { contextWindow: window }),
    ...(output === undefined ? {} : { maxOutputTokens: output }),
    item,
    places: placesOf(model, item, {
      model: ['id'],
      baseUrl: ['url'],
      headers: ['requestHeaders'],
      contextWindow: [valueAt(model, 'contextWindow') === undefined ? 'maxInputTokens' : 'contextWindow'],
      maxOutputTokens: ['maxOutputTokens'],
      ...(valueAt(model, 'apiType') === undefined ? {} : { type: ['apiType'] }),
    }),
  };
}

/** The address names the deployment, which is the model of the request. */
function deployment({
  model,
  baseUrl = '',
}: Pick<FoundModel, 'model' | 'baseUrl'>): Pick<FoundModel, 'type' | 'model'> {
  const name = /\/deployments\/([\w.-]+)/.exec(baseUrl)?.[1];
  return { type: 'azure-openai', ...(name === undefined && model === undefined ? {} : { model: name ?? model }) };
}

/** The protocol: what is said, else what the address ends with. */
function typeOf(apiType: string | undefined, url = ''): string | undefined {
  if (apiType === 'messages' || (apiType === undefined && /\/messages$/.test(url))) return 'anthropic';
  if (apiType === 'responses' || (apiType === undefined && /\/responses$/.test(url))) return 'openai';
  return apiType === 'chat-completions' || url !== '' ? 'openai-compatible' : undefined;
}

const found = (): string => l10n.t('Everpair finds that out itself.');
const sampling = (): string =>
  l10n.t('Everpair leaves sampling and thinking to its own settings for each kind of request.');

const reasons: Readonly<Record<string, () => string>> = {
  apiKey: () => l10n.t('It belongs to what is not taken.'),
  name: () => l10n.t('A model is shown by its id.'),
  toolCalling: found,
  vision: found,
  thinking: found,
  streaming: found,
  editTools: found,
  requiresAPIKey: found,
  maxInputTokens: found,
  adaptiveThinking: sampling,
  minThinkingBudget: sampling,
  maxThinkingBudget: sampling,
  supportsReasoningEffort: sampling,
  reasoningEffortFormat: sampling,
  modelOptions: sampling,
  settings: sampling,
};
