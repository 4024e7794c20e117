import * as l10n from '@vscode/l10n';
import type { Clock } from '../model/async/clock';
import type { Log } from '../model/log';
import type { Receiver } from '../failover/api/policy';
import { shortHost } from '../model/text/shortened';
import { trustOf } from '../providers/catalogue/trust';
import type { LocalServer, ProviderDescriptor, Surroundings } from '../providers/descriptor/providerDescriptor';
import { createProvider } from '../providers/registry/createProvider';
import { settingKeys } from './settings/settingKeys';
import type { FoundServer } from './defaultChain';
import type { SettingProblem } from './settings/settingProblem';

export interface LocalServerSearchDeps {
  readonly fetch: typeof globalThis.fetch;
  readonly clock: Pick<Clock, 'now' | 'monotonicMs'>;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly log: Log;
  readonly surroundings: () => Promise<Surroundings>;
  /** Whether a host of this trust may be contacted. */
  readonly mayAsk: (receiver: Receiver) => boolean;
  readonly onFound: () => Promise<void>;
  readonly onProblems: (problems: readonly SettingProblem[]) => void;
}

/** Milliseconds the server has to answer. */
const answerTimeoutMs = 400;
const searchIntervalMs = 60_000;

/** Looks for the local server of one provider until it answers once. */
export class LocalServerSearch {
  private searchedAtMs = -Infinity;
  private searching: Promise<void> | undefined;
  private server: FoundServer | undefined;
  private readonly setUrl: string | undefined;

  constructor(
    readonly descriptor: ProviderDescriptor,
    private readonly local: LocalServer,
    private readonly deps: LocalServerSearchDeps,
  ) {
    this.setUrl = local.baseUrlIn(deps.environment[local.addressVariable]);
  }

  get found(): FoundServer | undefined {
    return this.server;
  }

  /** Fast when nothing is new. */
  async run(): Promise<void> {
    const isFresh = this.deps.clock.monotonicMs() - this.searchedAtMs < searchIntervalMs;
    if (this.searching === undefined && (isFresh || this.server !== undefined)) return;
    await this.look();
  }

  /** Looks now, also for models that are new. */
  async look(): Promise<void> {
    this.searching ??= this.search().finally(() => (this.searching = undefined));
    await this.searching;
  }

  private async search(): Promise<void> {
    const [first, ...others] = await this.places();
    if (first === undefined) return;
    this.searchedAtMs = this.deps.clock.monotonicMs();
    const answers = [await this.modelsAt(first)];
    // Nothing else is asked where it is at its usual place.
    if (!answers[0]) answers.push(...(await Promise.all(others.map((place) => this.modelsAt(place)))));
    const server = answers.find((answer) => answer !== undefined);
    if (!server || isSame(server, this.server)) return;
    this.server = server;
    this.deps.log.info(`Found ${this.descriptor.label} with ${server.models.length} models of its own`);
    await this.deps.onFound();
  }

  /** Those that may be asked. */
  private async places(): Promise<readonly string[]> {
    const { mayAsk, onProblems, surroundings } = this.deps;
    const places = this.setUrl === undefined ? this.local.places(await surroundings()) : [this.setUrl];
    const problems = places.flatMap((place) => problemOf(this.local, place) ?? []);
    if (problems.length > 0) onProblems(problems);
    return places.filter(
      (place) => !problemOf(this.local, place) && mayAsk({ trust: trustOf(new URL(place).hostname), endpoint: place }),
    );
  }

  /** Undefined where nothing answers, and where there is no model. */
  private async modelsAt(baseUrl: string): Promise<FoundServer | undefined> {
    const { type, label, baseUrl: usualUrl } = this.descriptor;
    const provider = createProvider(
      { id: type, type, model: '', baseUrl, label, headers: {}, enabled: true },
      { apiKey: () => Promise.resolve(undefined), fetch: (...call) => this.fetchSoon(...call), clock: this.deps.clock },
      this.descriptor,
    );
    const list = await provider.listModels(new AbortController().signal);
    if (!list.ok || list.models.length === 0) return undefined;
    // A model that is forwarded to a vendor is never used because it was found: the user lists it.
    const models = list.models.filter(({ forwardedTo }) => forwardedTo === undefined).map((model) => model.id);
    return { baseUrl: baseUrl === usualUrl ? undefined : baseUrl, models };
  }

  /** The time limit is for the host: the first search also has a client to load. */
  private fetchSoon(...[input, init]: Parameters<typeof fetch>): Promise<Response> {
    const late = AbortSignal.timeout(answerTimeoutMs);
    return this.deps.fetch(input, { ...init, signal: init?.signal ? AbortSignal.any([init.signal, late]) : late });
  }
}

function isSame(a: FoundServer, b: FoundServer | undefined): boolean {
  return a.baseUrl === b?.baseUrl && a.models.join() === b?.models.join();
}

/** What is found by itself passes the same checks as what is listed. */
function problemOf({ addressVariable }: LocalServer, baseUrl: string): SettingProblem | undefined {
  const { protocol, hostname, host } = new URL(baseUrl);
  if (protocol !== 'http:' || trustOf(hostname) !== 'cloud') return undefined;
  const message = l10n.t(
    '{0} names {1} on the public internet with http: code would travel readable for everyone. It is not used. List it in everpair.providers with https.',
    addressVariable,
    shortHost(host),
  );
  return { key: settingKeys.providers, message };
}
