import { type Clock, sleep } from '../../model/async/clock';
import type { ProviderConfig } from '../../model/provider/providerConfig';
import type { Receiver } from '../../failover/api/policy';
import { trustOf } from '../../providers/catalogue/trust';
import { ollama } from '../../providers/ollama/ollamaDescriptor';
import { type PullOutcome, pullModel } from '../../providers/ollama/ollamaPull';
import type { PullProgress } from '../../providers/ollama/pullProgress';
import { ollamaPlaces, ollamaUrl } from '../../providers/ollama/ollamaHost';
import { createProvider } from '../../providers/registry/createProvider';
import { readProviders } from '../settings/providerSettings';
import { entriesOf, type ProviderEntry, withEntry } from './chainEntries';
import { ollamaModels } from './ollamaModels';
import { type IdentifiedServer, identifyServer } from './identifyServer';
import { type FittedModel, fittedModels } from './modelFit';
import { findOllama, type OllamaStart } from './ollamaInstall';
import { readMemory } from './readMemory';
import { readSurroundings } from './surroundings';
import { type Machine, modelFolders, thisMachine } from './thisMachine';

export interface LocalServerSetupDeps {
  readonly fetch: typeof globalThis.fetch;
  readonly clock: Clock;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Whether a host may be contacted. */
  readonly mayAsk: (receiver: Receiver) => boolean;
  /** The user's own value of `everpair.providers`, undefined when there is none. */
  readonly setting: () => unknown;
  /** What is used where there is no setting. */
  readonly unset: () => Promise<readonly ProviderConfig[]>;
  /** Takes in what servers have now. */
  readonly lookAgain: () => Promise<void>;
  /** This one where it is absent. */
  readonly machine?: Machine;
}

/** An Ollama that answers. */
export interface RunningOllama {
  readonly baseUrl: string;
  readonly host: string;
  /** It runs where this runs, so that the memory and the disk are the ones known. */
  readonly isHere: boolean;
  /** `fillsIn`: undefined where it could not be asked. */
  readonly installed: readonly { readonly name: string; readonly fillsIn: boolean | undefined }[];
  /** Those of the table that are not installed. */
  readonly offered: readonly FittedModel[];
}

export interface LocalServers {
  readonly ollamas: readonly RunningOllama[];
  /** How an Ollama of this machine is started. */
  readonly start: OllamaStart;
  /** Servers of other kinds that answer on this machine and that no entry of the setting names. */
  readonly others: readonly IdentifiedServer[];
}

/** Milliseconds that an Ollama has to tell of its models: it is asked on a click, and may be busy. */
const answerTimeoutMs = 2_000;
/** Models whose abilities are asked for. */
const mostAsked = 20;
/** The usual ports of llama.cpp's server, LM Studio and vLLM: their own documentation. */
const otherPorts = [8080, 1234, 8000];
/** Bytes that a disk keeps free. */
const diskReserveBytes = 1_000_000_000;

/**
 * Servers of models on this machine and in the home network: found, started, filled, added. Makes requests only when asked
 * to.
 *
 * @public `lateLocalServerSetup` requires it, where no tool sees it.
 */
export class LocalServerSetup {
  private readonly machine: Machine;

  constructor(private readonly deps: LocalServerSetupDeps) {
    this.machine = deps.machine ?? thisMachine(deps.environment);
  }

  async look(signal: AbortSignal): Promise<LocalServers> {
    const [ollamas, start, others] = await Promise.all([
      this.ollamas(signal),
      findOllama(this.machine),
      this.otherServers(signal),
    ]);
    return { ollamas, start, others };
  }

  /** Waits until an Ollama of this machine answers; false where it was cancelled. Asks no server of another kind. */
  async awaitOllama(signal: AbortSignal): Promise<boolean> {
    while (!signal.aborted) {
      const ollamas = await this.ollamas(signal);
      if (ollamas.some(({ isHere }) => isHere)) return true;
      await sleep(this.deps.clock, lookEveryMs, signal);
    }
    return false;
  }

  /** Bytes that the disk lacks for so many more; undefined where there is room, or nobody knows. */
  async missingDiskBytes(ollama: RunningOllama, bytes: number): Promise<number | undefined> {
    if (!ollama.isHere) return undefined;
    for (const folder of modelFolders(this.machine)) {
      const free = await this.machine.freeDiskBytes(folder);
      if (free === undefined) continue;
      const missing = bytes + diskReserveBytes - free;
      return missing > 0 ? missing : undefined;
    }
    return undefined;
  }

  /** Who asks for a model twice gets one load with two views of it: Ollama shares it among its clients. */
  pull(
    { baseUrl }: RunningOllama,
    model: string,
    signal: AbortSignal,
    onProgress: (progress: PullProgress) => void,
  ): Promise<PullOutcome> {
    return pullModel(baseUrl, model, this.deps, signal, onProgress);
  }

  /** Whether the user's setting names the providers. */
  get isListed(): boolean {
    return this.deps.setting() !== undefined;
  }

  /** The new value of `everpair.providers` with this provider; undefined where it is used without being listed. */
  async added(entry: ProviderEntry): Promise<readonly unknown[] | undefined> {
    const setting = this.deps.setting();
    if (setting !== undefined) return withEntry(Array.isArray(setting) ? setting : [], entry);
    const unset = await this.deps.unset();
    const isUsed = unset.some(({ type, baseUrl }) => type === entry.type && baseUrl === entry.baseUrl);
    return isUsed ? undefined : withEntry(entriesOf(unset), entry);
  }

  /** The list with the models of the entry at this address set; undefined where no entry is at it. */
  changed(
    baseUrl: string,
    models: Partial<Pick<ProviderEntry, 'model' | 'completionModel'>>,
  ): readonly unknown[] | undefined {
    const setting = this.deps.setting();
    if (!Array.isArray(setting)) return undefined;
    const config = readProviders(setting).configs.find((each) => each.type === 'ollama' && addressOf(each) === baseUrl);
    if (!config) return undefined;
    return (setting as readonly unknown[]).map((each) =>
      (each as { readonly id?: unknown } | null)?.id === config.id ? { ...(each as object), ...models } : each,
    );
  }

  lookAgain(): Promise<void> {
    return this.deps.lookAgain();
  }

  private async ollamas(signal: AbortSignal): Promise<readonly RunningOllama[]> {
    const places = await this.places();
    const found = await Promise.all(places.map((place) => this.ollamaAt(place, signal)));
    return apart(found.filter((each) => each !== undefined));
  }

  private async places(): Promise<readonly string[]> {
    const listed = this.listed().flatMap((config) => (config.type === 'ollama' ? addressOf(config) : []));
    const set = ollamaUrl(this.deps.environment.OLLAMA_HOST);
    const surroundings = await readSurroundings(this.machine);
    const usual = set === undefined ? ollamaPlaces(surroundings) : [set];
    return [...new Set([...listed, ...usual])].filter((place) => this.mayAsk(place));
  }

  private listed(): readonly ProviderConfig[] {
    const setting = this.deps.setting();
    return setting === undefined ? [] : readProviders(setting).configs;
  }

  private mayAsk(url: string): boolean {
    const { hostname, protocol } = new URL(url);
    const trust = trustOf(hostname);
    // A plain connection over the public internet is none to load models by.
    return this.deps.mayAsk({ trust, endpoint: url }) && (trust !== 'cloud' || protocol === 'https:');
  }

  private async ollamaAt(baseUrl: string, signal: AbortSignal): Promise<RunningOllama | undefined> {
    const late = AbortSignal.any([signal, AbortSignal.timeout(answerTimeoutMs)]);
    const { fetch, clock } = this.deps;
    const provider = createProvider(
      { id: 'ollama', type: 'ollama', model: '', baseUrl, label: 'Ollama', headers: {}, enabled: true },
      { apiKey: () => Promise.resolve(undefined), fetch, clock },
    );
    const list = await provider.listModels(late);
    if (!list.ok) return undefined;
    const own = list.models.filter(({ forwardedTo, chats }) => forwardedTo === undefined && chats !== false);
    const installed = await Promise.all(
      own.map(async ({ id }, index) => {
        const support = index < mostAsked ? await provider.fimSupport(id, { signal: late }) : undefined;
        return { name: id, fillsIn: typeof support === 'string' ? support === 'native' : undefined };
      }),
    );
    const { host, hostname } = new URL(baseUrl);
    const isHere = trustOf(hostname) === 'local';
    const missing = ollamaModels.filter(({ name }) => !installed.some((each) => each.name === name));
    const memory = isHere ? await readMemory(this.machine) : undefined;
    return { baseUrl, host, isHere, installed, offered: fittedModels(missing, memory) };
  }

  private async otherServers(signal: AbortSignal): Promise<readonly IdentifiedServer[]> {
    const urls = this.listed().flatMap(({ baseUrl }) => (baseUrl === undefined ? [] : new URL(baseUrl)));
    const listed = new Set(urls.flatMap(({ hostname, port }) => (trustOf(hostname) === 'local' ? port : [])));
    const origins = otherPorts.filter((port) => !listed.has(String(port))).map((port) => `http://127.0.0.1:${port}`);
    const allowed = origins.filter((origin) => this.mayAsk(origin));
    const found = await Promise.all(allowed.map((origin) => identifyServer(origin, this.deps.fetch, signal)));
    return found.filter((each) => each !== undefined);
  }
}

const lookEveryMs = 1_000;

function addressOf({ baseUrl }: ProviderConfig): string {
  return baseUrl ?? ollama.baseUrl;
}

/** This machine has several names, and one Ollama. */
function apart(ollamas: readonly RunningOllama[]): readonly RunningOllama[] {
  return ollamas.filter(({ isHere, baseUrl, installed }, index) => {
    const { port } = new URL(baseUrl);
    const same = (other: RunningOllama): boolean =>
      isHere && other.isHere && new URL(other.baseUrl).port === port && names(other) === names({ installed });
    return !ollamas.slice(0, index).some(same);
  });
}

function names({ installed }: Pick<RunningOllama, 'installed'>): string {
  return installed.map(({ name }) => name).join();
}
