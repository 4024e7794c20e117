import * as l10n from '@vscode/l10n';
import type { ModelInfo, Provider } from '../../model/provider/provider';
import type { ChainLink, ListedModel, ProviderModels, ProviderStatus } from '../api/providerManager';
import type { Capabilities } from '../learned/capabilities';
import { learnListed } from './learnListed';
import { askForModels, type ModelQuestionDeps } from './modelQuestion';

export interface ModelListsDeps extends ModelQuestionDeps {
  readonly capabilities: Capabilities;
}

/** Milliseconds; a host does not get a new model every minute. */
const keptForMs = 5 * 60_000;

/** What each provider's host offers, asked for when it is wanted and kept for minutes. */
export class ModelLists {
  /** A provider whose settings change is another object. `at`: monotonic milliseconds. */
  private readonly known = new WeakMap<Provider, { readonly models: readonly ModelInfo[]; readonly at: number }>();

  constructor(private readonly deps: ModelListsDeps) {}

  /** All providers at once. Yields as each answers; `refresh`: hosts are asked again. */
  async *list(
    providers: readonly ProviderStatus[],
    signal: AbortSignal,
    refresh: boolean,
  ): AsyncGenerator<ProviderModels, void, undefined> {
    const pending = new Map(
      providers.map((provider, index) => [
        index,
        this.of(provider, signal, refresh).then((models) => ({ index, models })),
      ]),
    );
    while (pending.size > 0) {
      const { index, models } = await Promise.race(pending.values());
      pending.delete(index);
      yield models;
    }
  }

  /** Undefined where the host was not asked lately, or does not list the model. */
  get({ provider }: ChainLink, model: string): ModelInfo | undefined {
    return this.known.get(provider)?.models.find(({ id }) => id === model);
  }

  /** Learns what the host lists of the models of the settings, unless it was asked lately. */
  async learn(link: ChainLink, signal: AbortSignal): Promise<void> {
    if (!this.kept(link.provider)) await this.ask(link, signal);
  }

  private async of(provider: ProviderStatus, signal: AbortSignal, refresh: boolean): Promise<ProviderModels> {
    const { link } = provider;
    const known = refresh ? undefined : this.kept(link.provider);
    if (known) return { provider, models: this.described(link, known) };
    const list = await this.ask(link, signal);
    if (list.ok) return { provider, models: this.described(link, list.models) };
    const problem = 'off' in list ? l10n.t('{0} is off: {1}.', link.label, list.off) : list.failure.message;
    return { provider, models: this.described(link, []), problem };
  }

  private async ask(link: ChainLink, signal: AbortSignal): ReturnType<typeof askForModels> {
    const list = await askForModels(link, this.deps, signal);
    if (list.ok) {
      this.known.set(link.provider, { models: list.models, at: this.deps.clock.monotonicMs() });
      learnListed(link, list.models, this.deps.capabilities);
    }
    return list;
  }

  private kept(provider: Provider): readonly ModelInfo[] | undefined {
    const known = this.known.get(provider);
    return known && this.deps.clock.monotonicMs() - known.at < keptForMs ? known.models : undefined;
  }

  /** The models of the settings first: they may have names that the host does not list. */
  private described(link: ChainLink, listed: readonly ModelInfo[]): readonly ListedModel[] {
    const byId = new Map(listed.filter(({ chats }) => chats !== false).map((info) => [info.id, info]));
    const ids = new Set([link.chat.model, ...byId.keys()]);
    return [...ids].map((id) => {
      const route = link.routeFor(id);
      const info = byId.get(id);
      return {
        route,
        label: info?.label,
        contextWindow:
          route.settings?.contextWindow ?? info?.contextWindow ?? this.deps.capabilities.contextWindow(route),
        maxOutputTokens: route.settings?.maxOutputTokens ?? info?.maxOutputTokens,
        images: route.settings?.images ?? info?.images ?? this.deps.capabilities.seesImages(route),
        tools: route.settings?.tools ?? (route.traits.tools && info?.tools),
        price: route.settings?.price ?? info?.price ?? this.deps.capabilities.price(route),
        isConfigured: id === link.chat.model,
      };
    });
  }
}
