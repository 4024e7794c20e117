import type { Clock } from '../../model/async/clock';
import type { Log } from '../../model/log';
import type { Route } from '../../model/route';
import type { ChainLink } from '../api/providerManager';

/** A warmed model stays in memory for this long; then the runtime unloads it by itself. */
const keepAliveMs = 30 * 60_000;
/** Between two warm-ups. */
const warmUpEveryMs = 10 * 60_000;
/** As Ollama's own `OLLAMA_LOAD_TIMEOUT`. */
const loadTimeoutMs = 5 * 60_000;
/** After an answer its model is taken to be in memory for this long: Ollama's own default for `keep_alive`. */
const staysLoadedMs = 5 * 60_000;

/**
 * Loads the local models at the first sign of trouble, so that they are ready when the clouds are gone. A load is
 * detached from the request that saw the trouble: cancelling the request must not abort the load.
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

  warmUp(links: readonly ChainLink[]): void {
    // A local server may forward a model to a cloud: loading that one would be a request to somebody else.
    const local = links
      .filter((link) => link.provider.warmUp !== undefined)
      .map((link) => ({ link, routes: [link.completion, link.chat].filter((route) => route.trust === 'local') }))
      .filter(({ routes }) => routes.length > 0);
    if (local.length === 0 || this.clock.monotonicMs() - this.warmedAt < warmUpEveryMs) return;
    this.warmedAt = this.clock.monotonicMs();
    for (const { link, routes } of local) {
      for (const model of new Set(routes.map((route) => route.model))) void this.load(link, model);
    }
  }

  /** Aborts the loads of providers that are no longer in the chain: a load may still wait for its key. */
  keepTo(links: readonly ChainLink[]): void {
    for (const [load, { provider, chat }] of this.loads) {
      const isThere = links.some((link) => link.provider.id === provider.id && link.chat.endpoint === chat.endpoint);
      if (!isThere) load.abort();
    }
  }

  /** Whether the route's model is in memory, as far as that is known without asking. */
  isLoaded({ provider }: ChainLink, route: Route): boolean {
    if (provider.warmUp === undefined) return true;
    return this.clock.monotonicMs() < (this.loadedUntil.get(keyOf(route.endpoint, route.model)) ?? -Infinity);
  }

  /** The route has answered, so that its model is in memory. */
  answered({ endpoint, model }: Route): void {
    this.loadedUntil.set(keyOf(endpoint, model), this.clock.monotonicMs() + staysLoadedMs);
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
    const timer = this.clock.setTimeout(() => controller.abort(), loadTimeoutMs);
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
