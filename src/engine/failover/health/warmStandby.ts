import type { Clock } from '../../model/clock';
import type { Log } from '../../model/log';
import type { Route } from '../../model/route';
import type { ChainLink } from '../api/providerManager';

/** Milliseconds a warmed model stays in memory; the runtime lets it go by itself after that. */
const keepAliveMs = 30 * 60_000;
/** Milliseconds between two warm-ups. */
const restMs = 10 * 60_000;
/** Milliseconds a load may take. */
const loadMs = 5 * 60_000;
/** Milliseconds after an answer for which its model is taken to be in memory still: Ollama's own default. */
const staysMs = 5 * 60_000;

/**
 * Loads the local models at the first sign of trouble, so that they are ready when the clouds are gone. A load is
 * detached from the request that saw the trouble: cancelling that one must not abort it.
 */
export class WarmStandby {
  private warmedAt = -Infinity;
  private readonly loads = new Map<AbortController, ChainLink>();
  /** Monotonic milliseconds until which a model is taken to be in memory. */
  private readonly loadedUntil = new Map<string, number>();

  constructor(
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  trouble(links: readonly ChainLink[]): void {
    // A model may be another's although its server is here: loading that one would be a request to somebody else.
    const local = links
      .filter((link) => link.provider.warmUp !== undefined)
      .map((link) => ({ link, routes: [link.completion, link.chat].filter((route) => route.trust === 'local') }))
      .filter(({ routes }) => routes.length > 0);
    if (local.length === 0 || this.clock.monotonicMs() - this.warmedAt < restMs) return;
    this.warmedAt = this.clock.monotonicMs();
    for (const { link, routes } of local) {
      for (const model of new Set(routes.map((route) => route.model))) void this.load(link, model);
    }
  }

  /** A load may wait for its key: one of a provider that is not in the chain any more does not leave. */
  keepTo(links: readonly ChainLink[]): void {
    for (const [load, { provider, chat }] of this.loads) {
      const isThere = links.some((link) => link.provider.id === provider.id && link.chat.endpoint === chat.endpoint);
      if (!isThere) load.abort();
    }
  }

  /** Whether the route's model answers without being loaded first, as far as can be told without asking. */
  isLoaded({ provider }: ChainLink, route: Route): boolean {
    if (provider.warmUp === undefined) return true;
    return this.clock.monotonicMs() < (this.loadedUntil.get(keyOf(route.endpoint, route.model)) ?? -Infinity);
  }

  /** The route has answered. */
  answered({ endpoint, model }: Route): void {
    this.loadedUntil.set(keyOf(endpoint, model), this.clock.monotonicMs() + staysMs);
  }

  /** The route was silent although its model was taken to be in memory. */
  unloaded({ endpoint, model }: Route): void {
    this.loadedUntil.delete(keyOf(endpoint, model));
  }

  dispose(): void {
    for (const load of this.loads.keys()) load.abort();
  }

  private async load(link: ChainLink, model: string): Promise<void> {
    const controller = new AbortController();
    this.loads.set(controller, link);
    const timer = this.clock.setTimeout(() => controller.abort(), loadMs);
    this.log.info(`Warming up ${link.label} (${model})`);
    const loaded = await link.provider.warmUp?.(model, keepAliveMs, controller.signal);
    this.clock.clearTimeout(timer);
    this.loads.delete(controller);
    if (loaded === true) this.loadedUntil.set(keyOf(link.chat.endpoint, model), this.clock.monotonicMs() + keepAliveMs);
    this.log.info(loaded === true ? `${link.label} (${model}) is loaded` : `${link.label} (${model}) was not loaded`);
  }
}

function keyOf(endpoint: string, model: string): string {
  return `${endpoint} ${model}`;
}
