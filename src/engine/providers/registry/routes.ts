import { createHash } from 'node:crypto';
import type { Price } from '../../model/price';
import type { ModelFacts, ProviderConfig } from '../../model/provider/providerConfig';
import { type ModelTraits, type Route, routeId, type ServerTraits, type Trust } from '../../model/route/route';
import { matchesPattern } from '../../model/text/pattern';
import { forwardedByName } from '../catalogue/forwardedModels';
import { traitsOf, vendorPrice } from '../catalogue/models';
import { presetOf } from '../catalogue/presets/presets';
import { retirementOf } from '../catalogue/retirements';
import { trustOf } from '../catalogue/trust';
import type { ProviderDescriptor } from '../descriptor/providerDescriptor';
import { knownBaseUrl } from '../http/baseUrl';
import { descriptorOf } from './descriptors';

export interface RouteOptions {
  /** Whether the variable that may hold the provider's key is set. */
  readonly keyInEnvironment?: boolean;
  /** Host that a server forwards a model to, see `ForwardedModels`; `endpoint`: origin of the server. */
  readonly forwardedTo?: (endpoint: string, model: string) => string | undefined;
  /** The user's own price of a model, which counts before all others. */
  readonly priceOf?: (model: string) => Price | undefined;
  /** Of the configuration's type. */
  readonly descriptor?: ProviderDescriptor;
}

/** The routes a configured provider offers. Of one model there is one route. */
export interface ProviderRoutes {
  readonly chat: Route;
  readonly completion: Route;
  /** A route to any model of the provider, for a chat. */
  readonly routeFor: (model: string) => Route;
}

export function routesOf(
  config: ProviderConfig,
  {
    keyInEnvironment = false,
    forwardedTo = (_endpoint, model) => forwardedByName(model),
    priceOf = () => undefined,
    descriptor = descriptorOf(config.type),
  }: RouteOptions = {},
): ProviderRoutes {
  const configuration = configurationOf(config, descriptor, keyInEnvironment);
  const url = urlOf(config, descriptor);
  // What speaks Ollama's protocols may be one and forward a model; a vendor's own host forwards nothing.
  const mayForward = descriptor.forwardsModels === true || trustOf(url.hostname) !== 'cloud';
  const routes = new Map<string, Route>();
  const routeFor = (model: string): Route => {
    const known = routes.get(model);
    if (known) return known;
    const remote = mayForward ? forwardedTo(url.origin, model) : undefined;
    const made = routeOf(config, descriptor, url, model, remote, priceOf(model));
    const route = { ...made, traits: withPrice(made), configuration };
    routes.set(model, route);
    return route;
  };
  return { chat: routeFor(config.model), completion: routeFor(config.completionModel ?? config.model), routeFor };
}

/** Origin that all routes of the provider share. */
export function endpointOf(config: ProviderConfig, descriptor: ProviderDescriptor): string {
  return urlOf(config, descriptor).origin;
}

function urlOf(config: ProviderConfig, descriptor: ProviderDescriptor): URL {
  return new URL(knownBaseUrl(config, descriptor) ?? 'http://127.0.0.1');
}

/** Short enough for the keys of what is remembered; no key or header can be read back from it. */
function configurationOf(config: ProviderConfig, defaults: ProviderDescriptor, keyInEnvironment: boolean): string {
  const facts = [
    config.type,
    knownBaseUrl(config, defaults),
    // A gateway's address does not hold it; requests are signed for it.
    config.region,
    config.profile,
    config.apiKeyEnv ?? defaults.apiKeyEnv,
    config.apiVersion,
    config.tenant,
    keyInEnvironment,
    Object.entries(config.headers).sort(([a], [b]) => (a < b ? -1 : 1)),
  ];
  return createHash('sha256').update(JSON.stringify(facts)).digest('base64url').slice(0, 12);
}

/** `remote`: host that the model is forwarded to. */
function routeOf(
  config: ProviderConfig,
  descriptor: ProviderDescriptor,
  url: URL,
  model: string,
  remote: string | undefined,
  price: Price | undefined,
): Route {
  const known = traitsOf(descriptor.models, model);
  const trust = remote === undefined ? trustOf(url.hostname) : 'cloud';
  const images = descriptor.imageLimits?.(url);
  const facts = config.models?.find(({ pattern }) => matchesPattern(model.toLowerCase(), pattern));
  const own = config.baseUrl === undefined ? undefined : url;
  const retirement = retirementOf({ type: config.type, preset: config.preset, url: own }, model);
  const goesOn = descriptor.takesPrefill?.(url, model, known.prefill, config.preset) ?? known.prefill;
  return {
    id: routeId(config.id, model),
    providerId: config.id,
    type: config.type,
    model,
    label: config.label,
    endpoint: url.origin,
    ...(remote === undefined ? {} : { forwardedTo: remote }),
    vendor: remote ?? vendorOf(config, descriptor, url),
    trust,
    traits: withFacts({ ...known, prefill: goesOn && !known.reasoning }, facts),
    ...(retirement ? { retirement } : {}),
    server: {
      ...serverTraitsOf(descriptor, trust, model),
      ...(images ? { images } : {}),
      ...(descriptor.listsPrices?.(url, config.preset) ? { listsPrices: true as const } : {}),
    },
    ...settingsOf(config, facts, price),
  };
}

/** What runs on this machine costs nothing. A vendor's model does not run here: a gateway of the user's own asks for it. */
function withPrice({ traits, trust, model }: Route): ModelTraits {
  const runsHere = trust === 'local' && vendorPrice(model) === undefined;
  const price = traits.price ?? (runsHere ? free : undefined);
  return price ? { ...traits, price } : traits;
}

const free: Price = { input: 0, output: 0 };

export function serverTraitsOf(descriptor: ProviderDescriptor, trust: Trust, model: string): ServerTraits {
  const { loadsOnDemand = false, headersBeforeThinking = false, putsTextIntoTemplate = false } = descriptor;
  return {
    loadsOnDemand: loadsOnDemand && trust !== 'cloud',
    // A gateway of the user's own may send nothing until the first word.
    headersBeforeThinking: headersBeforeThinking && trust === 'cloud',
    putsTextIntoTemplate,
    installCommand: descriptor.installCommand?.(model),
  };
}

/** `price`: of `everpair.prices`, which holds for all providers; what their own entries say counts before. */
function settingsOf(
  config: ProviderConfig,
  facts: ModelFacts | undefined,
  price: Price | undefined,
): Pick<Route, 'settings'> {
  const { contextWindow = config.contextWindow, maxOutputTokens = config.maxOutputTokens } = facts ?? {};
  const said = { images: facts?.images, tools: facts?.tools, price: facts?.price ?? price };
  const rest = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
  if (contextWindow === undefined && maxOutputTokens === undefined && Object.keys(rest).length === 0) return {};
  return { settings: { contextWindow, maxOutputTokens, ...rest } };
}

function withFacts(traits: ModelTraits, facts: ModelFacts | undefined): ModelTraits {
  const { tools = traits.tools, thinking: reasoning = traits.reasoning, prefill } = facts ?? {};
  return { ...traits, tools, reasoning, prefill: prefill ?? (traits.prefill && !reasoning) };
}

/** A vendor's own host goes by the vendor's name, every other host by its own. */
function vendorOf({ baseUrl, preset: presetId }: ProviderConfig, { label }: ProviderDescriptor, url: URL): string {
  const preset = presetOf(presetId);
  if (preset && !preset.isServer) return preset.label;
  return baseUrl === undefined && trustOf(url.hostname) === 'cloud' ? label : url.host;
}
