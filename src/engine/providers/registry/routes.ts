import { createHash } from 'node:crypto';
import type { Price } from '../../model/price';
import type { ProviderConfig } from '../../model/providerConfig';
import { type ModelTraits, type Route, routeId, type ServerTraits, type Trust } from '../../model/route';
import { forwardedByName } from '../catalogue/forwardedModels';
import { traitsOf } from '../catalogue/models';
import { listedPrice } from '../catalogue/prices';
import { trustOf } from '../catalogue/trust';
import type { ProviderDescriptor } from '../descriptor/providerDescriptor';
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
    const made = routeOf(config, descriptor, url, model, remote);
    const route = { ...made, traits: withPrice(made, priceOf(model)), configuration };
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
  return new URL(config.baseUrl ?? descriptor.baseUrl ?? 'http://127.0.0.1');
}

/** Short enough for the keys of what is remembered; no key or header can be read back from it. */
function configurationOf(config: ProviderConfig, defaults: ProviderDescriptor, keyInEnvironment: boolean): string {
  const facts = [
    config.type,
    config.baseUrl ?? defaults.baseUrl,
    config.apiKeyEnv ?? defaults.apiKeyEnv,
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
): Route {
  const known = traitsOf(descriptor.models, model);
  const trust = remote === undefined ? trustOf(url.hostname) : 'cloud';
  const images = descriptor.imageLimits?.(url);
  const goesOn = descriptor.takesPrefill?.(url, model, known.prefill) ?? known.prefill;
  return {
    id: routeId(config.id, model),
    providerId: config.id,
    type: config.type,
    model,
    label: config.label,
    endpoint: url.origin,
    vendor: remote ?? vendorOf(config, descriptor, url),
    trust,
    traits: { ...known, prefill: goesOn && !known.reasoning },
    server: { ...serverTraitsOf(descriptor, trust, model), ...(images ? { images } : {}) },
    ...settingsOf(config),
  };
}

/** What runs on this machine costs nothing. A vendor's model does not run here: a gateway of the user's own asks for it. */
function withPrice({ traits, trust, model }: Route, own: Price | undefined): ModelTraits {
  const runsHere = trust === 'local' && listedPrice(model) === undefined;
  const price = own ?? traits.price ?? (runsHere ? free : undefined);
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

function settingsOf({ contextWindow, maxOutputTokens }: ProviderConfig): Pick<Route, 'settings'> {
  if (contextWindow === undefined && maxOutputTokens === undefined) return {};
  return { settings: { contextWindow, maxOutputTokens } };
}

/** A vendor's own host goes by the vendor's name, every other host by its own. */
function vendorOf({ baseUrl }: ProviderConfig, { label }: ProviderDescriptor, url: URL): string {
  return baseUrl === undefined && trustOf(url.hostname) === 'cloud' ? label : url.host;
}
