import { createHash } from 'node:crypto';
import type { ProviderConfig } from '../../model/providerConfig';
import { type ProviderType, type Route, routeId } from '../../model/route';
import { hostOf } from '../catalogue/hosts';
import { forwardedByName } from '../catalogue/forwardedModels';
import { traitsOf } from '../catalogue/models';
import { trustOf } from '../catalogue/trust';

/** What a provider type means where the user has not said otherwise. */
export interface TypeDefaults {
  readonly label: string;
  readonly baseUrl: string | undefined;
  /** Environment variable that holds the key by the vendor's own convention. */
  readonly apiKeyEnv: string | undefined;
  readonly needsKey: boolean;
  readonly model: string | undefined;
  readonly completionModel: string | undefined;
}

/**
 * What each provider type means by itself. Models are those the official SDKs of November 2026 name in their types: for
 * chat the balanced tier, for completions the fastest, both of the newest generation there.
 */
export const typeDefaults: Readonly<Record<ProviderType, TypeDefaults>> = {
  anthropic: {
    label: 'Anthropic',
    baseUrl: 'https://api.anthropic.com',
    apiKeyEnv: 'ANTHROPIC_API_KEY',
    needsKey: true,
    model: 'claude-sonnet-5-5',
    completionModel: 'claude-haiku-5-5',
  },
  openai: {
    label: 'OpenAI',
    baseUrl: 'https://api.openai.com/v1',
    apiKeyEnv: 'OPENAI_API_KEY',
    needsKey: true,
    model: 'gpt-5.6-terra',
    completionModel: 'gpt-5.6-luna',
  },
  'openai-compatible': {
    label: 'OpenAI-compatible host',
    baseUrl: undefined,
    apiKeyEnv: undefined,
    needsKey: false,
    model: undefined,
    completionModel: undefined,
  },
  ollama: {
    label: 'Ollama',
    baseUrl: 'http://127.0.0.1:11434',
    apiKeyEnv: undefined,
    needsKey: false,
    model: undefined,
    completionModel: undefined,
  },
};

/** Where an Ollama hands a model on to, see `HandedOnModels`. */
type HandedOnTo = (endpoint: string, model: string) => string | undefined;

const toldByName: HandedOnTo = (_endpoint, model) => forwardedByName(model);

/**
 * The routes a configured provider offers, one for each task; they are the same where the model is. `keyInEnvironment`:
 * whether the variable that may hold its key is set.
 */
export function routesOf(
  config: ProviderConfig,
  keyInEnvironment = false,
  handedOnTo = toldByName,
): { readonly chat: Route; readonly completion: Route } {
  const configuration = configurationOf(config, keyInEnvironment);
  const routeFor = (model: string): Route => ({ ...routeOf(config, model, handedOnTo), configuration });
  const chat = routeFor(config.model);
  const completion = config.completionModel === undefined ? chat : routeFor(config.completionModel);
  return { chat, completion };
}

/** Short enough for the keys of what is remembered, and of no key or header that could be read back. */
function configurationOf(config: ProviderConfig, keyInEnvironment: boolean): string {
  const { type, headers } = config;
  const defaults = typeDefaults[type];
  const facts = [
    type,
    config.baseUrl ?? defaults.baseUrl,
    config.apiKeyEnv ?? defaults.apiKeyEnv,
    keyInEnvironment,
    Object.entries(headers).sort(([a], [b]) => (a < b ? -1 : 1)),
  ];
  return createHash('sha256').update(JSON.stringify(facts)).digest('base64url').slice(0, 12);
}

function routeOf(config: ProviderConfig, model: string, handedOnTo: HandedOnTo): Route {
  const url = new URL(config.baseUrl ?? typeDefaults[config.type].baseUrl ?? 'http://127.0.0.1');
  const known = traitsOf(config.type, model);
  // Ollama speaks the others' protocols too; a vendor's own host hands nothing on.
  const isOwn = config.type === 'ollama' || trustOf(url.hostname) !== 'cloud';
  const remote = isOwn ? handedOnTo(url.origin, model) : undefined;
  const trust = remote === undefined ? trustOf(url.hostname) : 'cloud';
  return {
    id: routeId(config.id, model),
    providerId: config.id,
    type: config.type,
    model,
    label: config.label,
    endpoint: url.origin,
    vendor: remote ?? vendorOf(config, url),
    trust,
    traits: { ...known, prefill: takesPrefill(config.type, url, model, known) },
    ...settingsOf(config),
  };
}

function settingsOf({ contextWindow, maxOutputTokens }: ProviderConfig): Pick<Route, 'settings'> {
  if (contextWindow === undefined && maxOutputTokens === undefined) return {};
  return { settings: { contextWindow, maxOutputTokens } };
}

function vendorOf({ type, baseUrl }: ProviderConfig, url: URL): string {
  const isVendor = (type === 'anthropic' || type === 'openai') && baseUrl === undefined;
  return isVendor ? typeDefaults[type].label : url.host;
}

/**
 * Whether the route goes on from a trailing assistant turn. With a host of our own it is the server's template that does
 * it, and the provider finds out which server it is; a gateway may take the turn for a closed one.
 */
function takesPrefill(
  type: ProviderType,
  url: URL,
  model: string,
  { prefill, reasoning }: { readonly prefill: boolean; readonly reasoning: boolean },
): boolean {
  if (reasoning) return false;
  if (type !== 'openai-compatible') return prefill;
  const mark = hostOf(url.href).prefill?.(model);
  return mark === undefined ? trustOf(url.hostname) !== 'cloud' : prefill && mark !== 'none';
}
