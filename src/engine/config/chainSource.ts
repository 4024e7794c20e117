import type { ChainLink } from '../failover/api/providerManager';
import type { Clock } from '../model/clock';
import type { Log } from '../model/log';
import type { ProviderConfig } from '../model/providerConfig';
import type { Route, Trust } from '../model/route';
import { shortHost } from '../model/shortened';
import { routesOf, typeDefaults } from '../providers/registry/routes';
import { trustOf } from '../providers/catalogue/trust';
import { forwardedByName, ForwardedModels } from '../providers/catalogue/forwardedModels';
import { createProvider } from '../providers/registry/createProvider';
import { settingKeys } from './settingKeys';
import type { ApiKeys } from './apiKeys';
import { defaultChain, vendorConfig } from './defaultChain';
import { readProviders } from './providerSettings';
import type { SettingProblem } from './settingProblem';

export interface ChainSourceDeps {
  /** The user's own value of `everpair.providers`, undefined when there is none. Never a workspace's. */
  readonly setting: () => unknown;
  readonly keys: Pick<ApiKeys, 'get' | 'source' | 'isInEnvironment'>;
  readonly fetch: typeof globalThis.fetch;
  readonly clock: Pick<Clock, 'now' | 'monotonicMs'>;
  /** False where a repository may have written the environment, as a dev container's can. */
  readonly environmentIsUsers: boolean;
  /** Base URL of Ollama from the environment, undefined for its usual one. */
  readonly ollamaUrl: string | undefined;
  readonly log: Log;
  /** Whether a host of this trust may be contacted. */
  readonly mayAsk: (trust: Trust) => boolean;
  readonly onChain: (chain: BuiltChain) => void;
  readonly onProblems: (problems: readonly SettingProblem[]) => void;
}

/** A chain, and what its making says of consent. */
export interface BuiltChain {
  readonly links: readonly ChainLink[];
  /** Routes of the user's own setting, as they are written there. */
  readonly listed: readonly Route[];
  /** The first vendor of a chain without a setting, used because the user gave its key. */
  readonly firstVendor: Route | undefined;
}

/** Milliseconds Ollama has to answer when it is looked for. */
const ollamaPatience = 400;
/** Milliseconds between two looks for an Ollama that was not there. */
const lookEvery = 60_000;

/** Turns settings, keys and what runs on this machine into the chain, and keeps it current. */
export class ChainSource {
  private lookedAt = -Infinity;
  private looking: Promise<void> | undefined;
  private ollamaModels: readonly string[] | undefined;
  private built = 0;
  private readonly forwardedModels = new ForwardedModels(() => void this.rebuild());

  constructor(private readonly deps: ChainSourceDeps) {}

  /** Reads settings and keys anew. Makes no request. */
  async rebuild(): Promise<void> {
    this.built += 1;
    const current = this.built;
    const value = this.deps.setting();
    const { configs, listed, firstVendor, problems } =
      value === undefined ? await this.fromMachine() : fromSetting(value);
    // A slower rebuild that began earlier must not overwrite a newer one.
    if (current !== this.built) return;
    const links = configs.filter((config) => config.enabled).map((config) => this.linkOf(config));
    this.deps.onProblems(problems);
    const routes = links.flatMap(({ chat, completion }) => [chat, completion]);
    this.deps.onChain({
      links,
      listed: listed ? routes.filter((route) => this.isAsWritten(route)) : [],
      firstVendor: routes.find(({ providerId }) => providerId === firstVendor),
    });
  }

  /** Awaited before a request: looks for a local Ollama where no setting names the providers. Fast when nothing is new. */
  async prepare(signal: AbortSignal): Promise<void> {
    if (this.deps.setting() !== undefined || signal.aborted) return;
    const isFresh = this.deps.clock.monotonicMs() - this.lookedAt < lookEvery;
    if (this.looking === undefined && (isFresh || this.ollamaModels !== undefined)) return;
    this.looking ??= this.look().finally(() => (this.looking = undefined));
    await this.looking;
  }

  private async look(): Promise<void> {
    const baseUrl = this.deps.ollamaUrl ?? typeDefaults.ollama.baseUrl ?? '';
    const problem = ollamaProblem(baseUrl);
    if (problem) this.deps.onProblems([problem]);
    if (problem || !this.deps.mayAsk(trustOf(new URL(baseUrl).hostname))) return;
    this.lookedAt = this.deps.clock.monotonicMs();
    const ollama = createProvider(
      { id: 'ollama', type: 'ollama', model: '', baseUrl, label: 'Ollama', headers: {}, enabled: true },
      { apiKey: () => Promise.resolve(undefined), fetch: (...call) => this.fetchSoon(...call), clock: this.deps.clock },
    );
    const list = await ollama.listModels(new AbortController().signal);
    if (!list.ok || list.models.length === 0) return;
    // What is handed on to a vendor is never used because it was found: the user lists it.
    this.ollamaModels = list.models.filter(({ forwardedTo }) => forwardedTo === undefined).map((model) => model.id);
    this.deps.log.info(`Found Ollama with ${list.models.length} models, ${this.ollamaModels.length} of its own`);
    await this.rebuild();
  }

  /** The patience is for the host: the first look also has a client to load. */
  private fetchSoon(...[input, init]: Parameters<typeof fetch>): Promise<Response> {
    const late = AbortSignal.timeout(ollamaPatience);
    return this.deps.fetch(input, { ...init, signal: init?.signal ? AbortSignal.any([init.signal, late]) : late });
  }

  private async fromMachine(): Promise<Chain> {
    const [anthropic, openAi] = await Promise.all([
      this.deps.keys.source(vendorConfig('anthropic')),
      this.deps.keys.source(vendorConfig('openai')),
    ]);
    const configs = defaultChain({
      anthropicKey: anthropic !== 'none',
      openAiKey: openAi !== 'none',
      ollamaModels: this.ollamaModels,
      ollamaUrl: this.deps.ollamaUrl,
    });
    const [first] = configs;
    // By a key alone: that something answers at an address is no act of the user's.
    const source = first?.type === 'anthropic' ? anthropic : first?.type === 'openai' ? openAi : 'none';
    const isUsers = source === 'stored' || (source === 'environment' && this.deps.environmentIsUsers);
    return { configs, listed: false, firstVendor: isUsers ? first?.id : undefined, problems: [] };
  }

  /** Who lists a model whose name does not tell that it is handed on has not agreed to where it goes. */
  private isAsWritten({ endpoint, model }: Route): boolean {
    return this.forwardedModels.get(endpoint, model) === forwardedByName(model);
  }

  private linkOf(config: ProviderConfig): ChainLink {
    const routes = routesOf(config, this.deps.keys.isInEnvironment(config), (endpoint, model) =>
      this.forwardedModels.get(endpoint, model),
    );
    const { chat, completion } = routes;
    const provider = createProvider(config, {
      apiKey: () => this.deps.keys.get(config),
      fetch: this.deps.fetch,
      clock: this.deps.clock,
      forwarding: this.forwardedModels.notesFor(chat.endpoint, [chat.model, completion.model]),
    });
    return { provider, label: config.label, ...routes };
  }
}

interface Chain {
  readonly configs: readonly ProviderConfig[];
  /** The user wrote it down, which is their agreement. */
  readonly listed: boolean;
  /** Id of the provider at the head of a chain that nobody listed, where the user themselves gave its key. */
  readonly firstVendor?: string | undefined;
  readonly problems: readonly SettingProblem[];
}

function fromSetting(value: unknown): Chain {
  return { ...readProviders(value), listed: true };
}

/** What is found by itself passes the same checks as what is listed. */
function ollamaProblem(baseUrl: string): SettingProblem | undefined {
  const { protocol, hostname, host } = new URL(baseUrl);
  if (protocol !== 'http:' || trustOf(hostname) !== 'cloud') return undefined;
  const message = `OLLAMA_HOST names ${shortHost(host)} on the public internet with http: code would travel readable for everyone. It is not used. List it in everpair.providers with https.`;
  return { key: settingKeys.providers, message };
}
