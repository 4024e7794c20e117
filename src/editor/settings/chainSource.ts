import type { ChainLink } from '../../failover/providerManager';
import type { Clock } from '../../model/clock';
import type { Log } from '../../model/log';
import type { ProviderConfig } from '../../model/providerConfig';
import type { Route, Trust } from '../../model/route';
import { routesOf, trustOf, typeDefaults } from '../../providers/catalogue';
import { createProvider } from '../../providers/registry';
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
  /** Base URL of Ollama from the environment, undefined for its usual one. */
  readonly ollamaUrl: string | undefined;
  readonly log: Log;
  /** Whether a host of this trust may be contacted. */
  readonly mayAsk: (trust: Trust) => boolean;
  /** `chosen`: routes the user has agreed to by configuring them. */
  readonly onChain: (links: readonly ChainLink[], chosen: readonly Route[]) => void;
  readonly onProblems: (problems: readonly SettingProblem[]) => void;
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

  constructor(private readonly deps: ChainSourceDeps) {}

  /** Reads settings and keys anew. Makes no request. */
  async rebuild(): Promise<void> {
    this.built += 1;
    const current = this.built;
    const value = this.deps.setting();
    const { configs, chosen, problems } = value === undefined ? await this.fromMachine() : fromSetting(value);
    // A slower rebuild that began earlier must not overwrite a newer one.
    if (current !== this.built) return;
    const links = configs.filter((config) => config.enabled).map((config) => this.linkOf(config));
    const routes = links.flatMap(({ chat, completion }) => [chat, completion]);
    this.deps.onProblems(problems);
    this.deps.onChain(
      links,
      routes.filter((route) => chosen.includes(route.providerId)),
    );
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
    if (!this.deps.mayAsk(trustOf(new URL(baseUrl).hostname))) return;
    this.lookedAt = this.deps.clock.monotonicMs();
    const ollama = createProvider(
      { id: 'ollama', type: 'ollama', model: '', baseUrl, label: 'Ollama', headers: {}, enabled: true },
      { apiKey: () => Promise.resolve(undefined), fetch: this.deps.fetch, clock: this.deps.clock },
    );
    const list = await ollama.listModels(AbortSignal.timeout(ollamaPatience));
    if (!list.ok || list.models.length === 0) return;
    this.ollamaModels = list.models.map((model) => model.id);
    this.deps.log.info(`Found Ollama with ${list.models.length} models`);
    await this.rebuild();
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
    // The first vendor is used because the user gave its key; every further one is asked for.
    return { configs, chosen: configs.slice(0, 1).map(({ id }) => id), problems: [] };
  }

  private linkOf(config: ProviderConfig): ChainLink {
    const provider = createProvider(config, {
      apiKey: () => this.deps.keys.get(config),
      fetch: this.deps.fetch,
      clock: this.deps.clock,
    });
    return { provider, label: config.label, ...routesOf(config, this.deps.keys.isInEnvironment(config)) };
  }
}

interface Chain {
  readonly configs: readonly ProviderConfig[];
  /** Ids of the providers the user has agreed to: all of a setting, or the first of the machine's. */
  readonly chosen: readonly string[];
  readonly problems: readonly SettingProblem[];
}

function fromSetting(value: unknown): Chain {
  const settings = readProviders(value);
  return { ...settings, chosen: settings.configs.map(({ id }) => id) };
}
