import * as l10n from '@vscode/l10n';
import { accountsOf } from '../account/accounts';
import { keyOrigin } from '../account/keyOrigin';
import { placesOf } from '../account/places';
import { FieldLedger } from '../ledger';
import type { FoundModel, Reading, SourceText } from '../reading';
import { entriesAt, listAt, textAt, tokensAt, valueAt } from '../source/access';
import { parseJson } from '../source/jsonSource';
import { type Fields, fieldsOf } from '../source/parsed';
import { rootFields } from '../source/rootFields';
import { unread } from './unread';

/** What the packages speak that opencode calls providers with. */
const packages: Readonly<Record<string, string>> = {
  '@ai-sdk/anthropic': 'anthropic',
  '@ai-sdk/openai': 'openai',
  '@ai-sdk/google': 'google',
  '@ai-sdk/openai-compatible': 'openai-compatible',
};
const unsupported: Readonly<Record<string, string>> = {
  '@ai-sdk/amazon-bedrock': 'bedrock',
  '@ai-sdk/azure': 'azure',
  '@ai-sdk/google-vertex': 'vertex',
  '@ai-sdk/google-vertex/anthropic': 'vertex',
};

/** Where the second file stands among the parts of the first. */
const authFile = 'auth.json';

/**
 * `opencode.json` and `auth.json`, and Kilo Code's `kilo.jsonc` with its own, which have the same form; one of them may be absent.
 * Source: https://opencode.ai/docs/providers
 */
export async function readOpencode(
  config: SourceText | undefined,
  auth: SourceText | undefined,
  tool = 'OpenCode',
): Promise<readonly Reading[]> {
  const unreadable: Reading[] = [];
  const parts = await Promise.all(
    [config, auth].map(async (source) => {
      const root = rootFields(source ? await parseJson(source.text) : { value: null });
      if ('fields' in root) return root.fields;
      if (source) unreadable.push(unread(tool, source, root.problem));
      return fieldsOf([]);
    }),
  );
  const value = fieldsOf([...entriesAt(parts[0]), ...(auth ? [[authFile, parts[1]] as const] : [])]);
  const path = (config ?? auth)?.path;
  return path === undefined ? [] : [...unreadable, readingOf(value, path, tool)];
}

function readingOf(value: Fields, path: string, tool: string): Reading {
  const ledger = new FieldLedger(value, reasons);
  const { vendor: chosenVendor = '', model: chosenModel } = parted(textAt(value, 'model'));
  const off = new Set(listAt(value, 'disabled_providers'));
  const auths = entriesAt(value, authFile);
  const configured = entriesAt(value, 'provider');
  // A key without a provider in the settings is how most people use its list of providers.
  const others = [chosenVendor, ...auths.map(([name]) => name)].filter(
    (name, index, all) => name !== '' && all.indexOf(name) === index && !configured.some(([known]) => known === name),
  );
  const providers = [...configured, ...others.map((name) => [name, undefined] as const)].sort(
    ([one], [other]) => Number(other === chosenVendor) - Number(one === chosenVendor),
  );
  const models: FoundModel[] = [];
  for (const [name, provider] of providers) {
    const problem = off.has(name) ? l10n.t('It is turned off there.') : undefined;
    const credential = valueAt(value, authFile, name);
    const isSignIn = credential !== undefined && textAt(credential, 'type') !== 'api';
    if (problem !== undefined || isSignIn) {
      const why = problem ?? l10n.t('It is a sign-in with {0} and no API key. Nothing of it can be taken.', tool);
      if (credential !== undefined) ledger.leave([authFile, name], why);
      if (provider !== undefined && problem !== undefined) ledger.leave(['provider', name], why);
    }
    if (problem !== undefined) continue;
    const chosen = name === chosenVendor ? chosenModel : undefined;
    models.push(...modelsOf(name, provider, chosen, isSignIn ? undefined : credential));
  }
  const accounts = accountsOf(models, ledger);
  return { tool, path, accounts, ...ledger.close() };
}

/** One for each model that is named; the chosen one first. */
function modelsOf(
  name: string,
  provider: unknown,
  chosen: string | undefined,
  credential: unknown,
): readonly FoundModel[] {
  const path = ['provider', name];
  const npm = textAt(provider, 'npm') ?? '';
  const options = valueAt(provider, 'options');
  const own = keyOrigin(textAt(options, 'apiKey'));
  const isOwn = own !== undefined && own.kind !== 'elsewhere';
  const shared = {
    vendor: Object.hasOwn(unsupported, npm) ? (unsupported[npm] ?? name) : name,
    // Its own protocol tells more than the one that the package speaks.
    type: Object.hasOwn(packages, npm) && name !== 'ollama' ? packages[npm] : undefined,
    label: textAt(provider, 'name'),
    baseUrl: textAt(options, 'baseURL') ?? textAt(provider, 'api') ?? azureAddress(textAt(options, 'resourceName')),
    key: isOwn ? own : (keyOrigin(textAt(credential, 'key')) ?? own),
    headers: valueAt(options, 'headers'),
    use: 'chat' as const,
  };
  const places = {
    ...placesOf(provider, path, {
      type: ['npm'],
      label: ['name'],
      baseUrl: textAt(options, 'baseURL') === undefined ? ['api'] : ['options', 'baseURL'],
      key: ['options', 'apiKey'],
      headers: ['options', 'headers'],
    }),
    ...(isOwn ? {} : placesOf(credential, [authFile, name], { key: ['key'] })),
  };
  const named = [...entriesAt(provider, 'models')].sort(
    ([one], [other]) => Number(other === chosen) - Number(one === chosen),
  );
  const listed = named.map(([id, model]): FoundModel => {
    const item = [...path, 'models', id];
    return {
      ...shared,
      model: textAt(model, 'id') ?? id,
      contextWindow: tokensAt(model, 'limit', 'context'),
      maxOutputTokens: tokensAt(model, 'limit', 'output'),
      item,
      places: {
        ...places,
        ...placesOf(model, item, { contextWindow: ['limit', 'context'], maxOutputTokens: ['limit', 'output'] }),
        model: textAt(model, 'id') === undefined ? item : [...item, 'id'],
      },
    };
  });
  if (chosen !== undefined && !named.some(([id]) => id === chosen))
    return [{ ...shared, model: chosen, places: { ...places, model: ['model'] } }, ...listed];
  if (listed.length > 0) return listed;
  return [{ ...shared, ...(provider === undefined ? {} : { item: path }), places }];
}

function azureAddress(resource: string | undefined): string | undefined {
  return resource !== undefined && /^[\w-]{1,64}$/.test(resource) ? `https://${resource}.openai.azure.com` : undefined;
}

/** `anthropic/claude-sonnet-5-5`: who serves it, and the model. */
function parted(text: string | undefined): { readonly vendor?: string; readonly model?: string } {
  const [, vendor, model] = /^([^/]+)\/(.+)$/.exec(text ?? '') ?? [];
  return vendor === undefined || /[{}]/.test(vendor) ? {} : { vendor, model };
}

const aboutTheTool = (): string => l10n.t('It is how the other tool works, and not about providers.');
const noTools = (): string => l10n.t('Everpair has no tools that a model may call.');
const found = (): string => l10n.t('Everpair finds that out itself.');

const reasons: Readonly<Record<string, () => string>> = {
  type: () => l10n.t('It is about the file itself.'),
  model: () => l10n.t('It decides the order: this provider comes first.'),
  $schema: () => l10n.t('It is about the file itself.'),
  small_model: () => l10n.t('Titles are written by a cheap model by themselves: everpair.chat.titles.'),
  instructions: () =>
    l10n.t('Everpair reads rules of a workspace from AGENTS.md and .continue/rules. Put the text into one of these.'),
  command: () => l10n.t('Prompts are files: save it in the folder that everpair.chat.promptsFolder names.'),
  agent: () => l10n.t('Everpair has no modes of this kind.'),
  mode: () => l10n.t('Everpair has no modes of this kind.'),
  mcp: noTools,
  tools: noTools,
  permission: noTools,
  plugin: noTools,
  lsp: noTools,
  formatter: aboutTheTool,
  theme: aboutTheTool,
  keybinds: aboutTheTool,
  autoupdate: aboutTheTool,
  share: aboutTheTool,
  disabled_providers: () => l10n.t('What is turned off there is not taken.'),
  enabled_providers: aboutTheTool,
  cost: () => l10n.t('Prices are your setting everpair.prices.'),
  limit: found,
  name: () => l10n.t('A model is shown by its id.'),
  timeout: () => l10n.t('How long each kind of silence may last, Everpair learns.'),
  chunkTimeout: () => l10n.t('How long each kind of silence may last, Everpair learns.'),
};
