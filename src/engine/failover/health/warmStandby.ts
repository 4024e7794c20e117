import type { Clock } from '../../model/async/clock';
import type { Log } from '../../model/log';
import type { Route } from '../../model/route/route';
import type { KeepWarm } from '../api/policy';
import type { ChainLink } from '../api/providerManager';

/** A warmed model stays in memory for this long; then the runtime unloads it by itself. */
const keepAliveMs = 30 * 60_000;
/** Between two warm-ups. */
const warmUpEveryMs = 10 * 60_000;
/** The same where models are always warm: sooner than a request's own `keep_alive` ends. */
const renewEveryMs = 5 * 60_000;
/** As Ollama's own `OLLAMA_LOAD_TIMEOUT`. */
const loadTimeoutMs = 5 * 60_000;
/** After an answer its model is taken to be in memory for this long: Ollama's own default for `keep_alive`. */
const staysLoadedMs = 5 * 60_000;
/** Without trouble for this long, and with healthy routes alone, the clouds are well again. */
const wellForMs = 5 * 60_000;
const lookEveryMs = 60_000;

/** What there is to keep warm, and when. */
export interface WarmStandbyWorld {
  readonly links: () => readonly ChainLink[];
  /** Whether the user lets anything go there. */
  readonly mayReach: (route: Route) => boolean;
  readonly keepWarm: () => KeepWarm;
  /** Whether all routes to clouds are healthy and this machine has a network. */
  readonly areCloudsWell: () => boolean;
}

/** A model that was loaded here and not used since. */
interface Warmed {
  readonly link: ChainLink;
  readonly model: string;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}

/**
 * Keeps the local models in memory: by default from the first sign of trouble, so that they are ready when the clouds are gone, until
 * these are well again. A load is detached from the request that saw the trouble: cancelling the request must not abort the
 * load. What is used keeps the time of its own requests, and is not unloaded here.
 */
export class WarmStandby {
  private warmedAt = -Infinity;
  private troubleAt = -Infinity;
  private world: WarmStandbyWorld | undefined;
  private timer: unknown;
  private readonly loads = new Map<AbortController, ChainLink>();
  private readonly warmed = new Map<string, Warmed>();
  /** Monotonic milliseconds until which a model is taken to be in memory. */
  private readonly loadedUntil = new Map<string, number>();

  constructor(
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  attach(world: WarmStandbyWorld): void {
    this.world = world;
  }

  /** A cloud has failed, or a local model was wanted that is not in memory. */
  trouble(): void {
    this.troubleAt = this.clock.monotonicMs();
    if (this.world && this.world.keepWarm() !== 'never') this.warmUp(this.world, warmUpEveryMs);
  }

  /** Chain or policy may have changed. Aborts the loads of other providers: a load may still wait for its key. */
  chainChanged(): void {
    if (!this.world) return;
    const { links, mayReach, keepWarm } = this.world;
    const reached = links().filter(({ chat }) => mayReach(chat));
    for (const [load, link] of this.loads) if (!isIn(reached, link)) load.abort();
    this.forgetOthers(this.world);
    if (keepWarm() === 'always' || this.warmed.size > 0) this.lookLater();
  }

  /** Whether the route's model is in memory, as far as that is known without asking. */
  isLoaded({ provider }: ChainLink, route: Route): boolean {
    if (provider.warmUp === undefined) return true;
    return this.clock.monotonicMs() < (this.loadedUntil.get(keyOf(route.endpoint, route.model)) ?? -Infinity);
  }

  /** The route has answered, so that its model is in memory. */
  answered({ endpoint, model }: Route): void {
    this.loadedUntil.set(keyOf(endpoint, model), this.clock.monotonicMs() + staysLoadedMs);
    this.warmed.delete(keyOf(endpoint, model));
  }

  /** The route was silent although its model was taken to be in memory. */
  unloaded({ endpoint, model }: Route): void {
    this.loadedUntil.delete(keyOf(endpoint, model));
  }

  /** What is in memory stays there until its time has passed: another window may need it. */
  dispose(): void {
    this.world = undefined;
    this.clock.clearTimeout(this.timer);
    for (const load of this.loads.keys()) load.abort();
  }

  private warmUp(world: WarmStandbyWorld, everyMs: number): void {
    const local = localRoutes(world);
    if (local.length === 0 || this.clock.monotonicMs() - this.warmedAt < everyMs) return;
    this.warmedAt = this.clock.monotonicMs();
    for (const { link, routes } of local) {
      for (const model of new Set(routes.map((route) => route.model))) void this.load(link, model);
    }
  }

  /** What is not in the chain any more, or not to be reached, is not unloaded either: that is a request too. */
  private forgetOthers(world: WarmStandbyWorld): void {
    const keys = new Set(
      localRoutes(world).flatMap(({ routes }) => routes.map(({ endpoint, model }) => keyOf(endpoint, model))),
    );
    for (const key of this.warmed.keys()) if (!keys.has(key)) this.warmed.delete(key);
  }

  private async load(link: ChainLink, model: string): Promise<void> {
    const controller = new AbortController();
    this.loads.set(controller, link);
    const timer = this.clock.setTimeout(() => controller.abort(), loadTimeoutMs);
    this.log.info(`Warming up ${link.label} (${model})`);
    const loaded = await link.provider.warmUp?.(model, keepAliveMs, controller.signal);
    this.clock.clearTimeout(timer);
    this.loads.delete(controller);
    if (loaded === true) this.noteLoaded(link, model);
    this.log.info(loaded === true ? `${link.label} (${model}) is loaded` : `${link.label} (${model}) was not loaded`);
  }

  private noteLoaded(link: ChainLink, model: string): void {
    const key = keyOf(link.chat.endpoint, model);
    this.loadedUntil.set(key, this.clock.monotonicMs() + keepAliveMs);
    this.warmed.set(key, { link, model, expiresAt: this.clock.now() + keepAliveMs });
    this.lookLater();
  }

  private lookLater(): void {
    if (this.world) this.timer ??= this.clock.setTimeout(() => this.look(), lookEveryMs);
  }

  private look(): void {
    this.timer = undefined;
    if (!this.world) return;
    this.forgetOthers(this.world);
    const mode = this.world.keepWarm();
    if (mode === 'always') this.warmUp(this.world, renewEveryMs);
    else if (mode === 'never' || this.isOver(this.world)) this.unloadAll();
    for (const [key, { expiresAt }] of this.warmed) if (expiresAt <= this.clock.now()) this.warmed.delete(key);
    if (mode === 'always' || this.warmed.size > 0) this.lookLater();
  }

  private isOver({ areCloudsWell }: WarmStandbyWorld): boolean {
    return this.clock.monotonicMs() - this.troubleAt >= wellForMs && areCloudsWell();
  }

  private unloadAll(): void {
    for (const each of this.warmed.values()) void this.unload(each);
    this.warmed.clear();
    this.warmedAt = -Infinity;
  }

  private async unload({ link, model, expiresAt }: Warmed): Promise<void> {
    const controller = new AbortController();
    this.loads.set(controller, link);
    const isUnloaded = await link.provider.unload?.(model, expiresAt, controller.signal);
    this.loads.delete(controller);
    if (isUnloaded !== true) return;
    this.loadedUntil.delete(keyOf(link.chat.endpoint, model));
    this.log.info(`${link.label} (${model}) is unloaded`);
  }
}

/** A local server may forward a model to a cloud: loading that one would be a request to somebody else. */
function localRoutes({
  links,
  mayReach,
}: WarmStandbyWorld): readonly { readonly link: ChainLink; readonly routes: readonly Route[] }[] {
  return links()
    .filter((link) => link.provider.warmUp !== undefined)
    .map((link) => ({
      link,
      routes: [link.completion, link.chat].filter((route) => route.trust === 'local' && mayReach(route)),
    }))
    .filter(({ routes }) => routes.length > 0);
}

function isIn(links: readonly ChainLink[], { provider, chat }: ChainLink): boolean {
  return links.some((link) => link.provider.id === provider.id && link.chat.endpoint === chat.endpoint);
}

function keyOf(endpoint: string, model: string): string {
  return `${endpoint} ${model}`;
}
