import * as l10n from '@vscode/l10n';
import { keyOrigin } from '../account/keyOrigin';
import { placesOf } from '../account/places';
import type { FoundModel } from '../reading';
import { textAt, tokensAt, valueAt } from '../source/access';
import type { Fields } from '../source/parsed';
import type { Path } from '../source/path';

/** A model as Continue's `config.yaml` and `config.json` have it. One for each use. */
export function continueModels(
  model: unknown,
  path: Path,
  secrets: Fields,
  isChat: boolean,
  isCompletion: boolean,
): readonly FoundModel[] {
  const vendor = textAt(model, 'provider');
  if (vendor === undefined) return [];
  const options =
    valueAt(model, 'defaultCompletionOptions') === undefined ? 'completionOptions' : 'defaultCompletionOptions';
  const window = tokensAt(model, options, 'contextLength') ?? tokensAt(model, 'contextLength');
  const windowPath =
    tokensAt(model, options, 'contextLength') === undefined ? ['contextLength'] : [options, 'contextLength'];
  const isAzure = [vendor, textAt(model, 'apiType'), textAt(model, 'env', 'apiType')].includes('azure');
  const found: Omit<FoundModel, 'use'> = {
    vendor: isAzure ? 'azure' : vendor,
    // What a deployment is called is the model of the request.
    model:
      (isAzure ? (textAt(model, 'engine') ?? textAt(model, 'env', 'deployment')) : undefined) ?? textAt(model, 'model'),
    ...(isAzure ? { apiVersion: textAt(model, 'apiVersion') ?? textAt(model, 'env', 'apiVersion') } : {}),
    label: textAt(model, 'name') ?? textAt(model, 'title'),
    baseUrl: textAt(model, 'apiBase'),
    key: keyOrigin(textAt(model, 'apiKey'), secrets),
    headers: valueAt(model, 'requestOptions', 'headers'),
    contextWindow: window,
    maxOutputTokens: tokensAt(model, options, 'maxTokens'),
    item: path,
    places: placesOf(model, path, {
      vendor: ['provider'],
      model: ['model'],
      label: [valueAt(model, 'name') === undefined ? 'title' : 'name'],
      baseUrl: ['apiBase'],
      key: ['apiKey'],
      headers: ['requestOptions', 'headers'],
      contextWindow: windowPath,
      maxOutputTokens: [options, 'maxTokens'],
      use: ['roles'],
      ...(isAzure ? azurePlaces(model) : {}),
    }),
  };
  return [
    ...(isChat ? [{ ...found, use: 'chat' as const }] : []),
    ...(isCompletion ? [{ ...found, use: 'completion' as const }] : []),
  ];
}

function azurePlaces(model: unknown): FoundModel['places'] {
  const isDeployed = valueAt(model, 'engine') ?? valueAt(model, 'env', 'deployment');
  return {
    apiVersion: valueAt(model, 'apiVersion') === undefined ? ['env', 'apiVersion'] : ['apiVersion'],
    type: valueAt(model, 'apiType') === undefined ? ['env', 'apiType'] : ['apiType'],
    ...(isDeployed === undefined
      ? {}
      : { model: valueAt(model, 'engine') === undefined ? ['env', 'deployment'] : ['engine'] }),
  };
}

const sampling = (): string =>
  l10n.t('Everpair leaves sampling and thinking to its own settings for each kind of request.');
const connection = (): string => l10n.t('Everpair connects as VS Code does: with its proxy and its certificates.');
const templates = (): string => l10n.t('Everpair has its own prompts and templates.');
const noTools = (): string => l10n.t('Everpair has no tools that a model may call.');
const completions = (): string => l10n.t('Completions have settings of their own: everpair.completions.');
const embeddings = (): string => l10n.t('Everpair keeps no index of embeddings.');
const rules = (): string =>
  l10n.t('Everpair reads rules of a workspace from AGENTS.md and .continue/rules. Put the text into one of these.');
const prompts = (): string =>
  l10n.t('Prompts are files: save it in the folder that everpair.chat.promptsFolder names.');
const aboutTheFile = (): string => l10n.t('It is about the file itself.');
const found = (): string => l10n.t('Everpair finds that out itself.');

/** Why the rest of the file is not taken, by name. */
export const continueReasons: Readonly<Record<string, () => string>> = {
  name: aboutTheFile,
  version: aboutTheFile,
  schema: aboutTheFile,
  rules,
  systemMessage: rules,
  prompts,
  customCommands: prompts,
  slashCommands: prompts,
  context: () => l10n.t('What goes with a prompt is chosen with @ in the chat.'),
  contextProviders: () => l10n.t('What goes with a prompt is chosen with @ in the chat.'),
  docs: embeddings,
  embeddingsProvider: embeddings,
  reranker: embeddings,
  embedOptions: embeddings,
  mcpServers: noTools,
  experimental: noTools,
  data: () => l10n.t('Everpair sends no telemetry.'),
  allowAnonymousTelemetry: () => l10n.t('Everpair sends no telemetry.'),
  userToken: () => l10n.t('It is a sign-in with {0} and no API key. Nothing of it can be taken.', 'Continue'),
  tabAutocompleteOptions: completions,
  autocompleteOptions: completions,
  disableIndexing: embeddings,
  ui: () => l10n.t('It is about the other tool’s own page.'),
  requestOptions: connection,
  capabilities: found,
  cacheBehavior: found,
  useLegacyCompletionsEndpoint: found,
  maxStopWords: found,
  defaultCompletionOptions: sampling,
  completionOptions: sampling,
  chatOptions: templates,
  promptTemplates: templates,
  template: templates,
};
