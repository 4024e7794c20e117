import * as l10n from '@vscode/l10n';
import type { Clock } from '../model/async/clock';
import type { Log } from '../model/log';
import type { Trust } from '../model/route';
import { shortHost } from '../model/text/shortened';
import { trustOf } from '../providers/catalogue/trust';
import type { LocalServer, ProviderDescriptor } from '../providers/descriptor/providerDescriptor';
import { createProvider } from '../providers/registry/createProvider';
import { settingKeys } from './settingKeys';
import type { FoundServer } from './defaultChain';
import type { SettingProblem } from './settingProblem';

export interface LocalServerSearchDeps {
  readonly fetch: typeof globalThis.fetch;
  readonly clock: Pick<Clock, 'now' | 'monotonicMs'>;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly log: Log;
  /** Whether a host of this trust may be contacted. */
  readonly mayAsk: (trust: Trust) => boolean;
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
  private models: readonly string[] | undefined;
  private readonly baseUrl: string | undefined;

  constructor(
    readonly descriptor: ProviderDescriptor,
    private readonly server: LocalServer,
    private readonly deps: LocalServerSearchDeps,
  ) {
    this.baseUrl = server.baseUrlIn(deps.environment[server.addressVariable]);
  }

  get found(): FoundServer | undefined {
    return this.models && { baseUrl: this.baseUrl, models: this.models };
  }

  /** Fast when nothing is new. */
  async run(): Promise<void> {
    const isFresh = this.deps.clock.monotonicMs() - this.searchedAtMs < searchIntervalMs;
    if (this.searching === undefined && (isFresh || this.models !== undefined)) return;
    this.searching ??= this.search().finally(() => (this.searching = undefined));
    await this.searching;
  }

  private async search(): Promise<void> {
    const { type, label } = this.descriptor;
    const baseUrl = this.baseUrl ?? this.descriptor.baseUrl ?? '';
    const problem = problemOf(this.server, baseUrl);
    if (problem) this.deps.onProblems([problem]);
    if (problem || !this.deps.mayAsk(trustOf(new URL(baseUrl).hostname))) return;
    this.searchedAtMs = this.deps.clock.monotonicMs();
    const provider = createProvider(
      { id: type, type, model: '', baseUrl, label, headers: {}, enabled: true },
      { apiKey: () => Promise.resolve(undefined), fetch: (...call) => this.fetchSoon(...call), clock: this.deps.clock },
      this.descriptor,
    );
    const list = await provider.listModels(new AbortController().signal);
    if (!list.ok || list.models.length === 0) return;
    // A model that is forwarded to a vendor is never used because it was found: the user lists it.
    this.models = list.models.filter(({ forwardedTo }) => forwardedTo === undefined).map((model) => model.id);
    this.deps.log.info(`Found ${label} with ${list.models.length} models, ${this.models.length} of its own`);
    await this.deps.onFound();
  }

  /** The time limit is for the host: the first search also has a client to load. */
  private fetchSoon(...[input, init]: Parameters<typeof fetch>): Promise<Response> {
    const late = AbortSignal.timeout(answerTimeoutMs);
    return this.deps.fetch(input, { ...init, signal: init?.signal ? AbortSignal.any([init.signal, late]) : late });
  }
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
