import { ApiKeys, type ApiKeysDeps } from '../../../src/engine/config/apiKeys';
import { ChainSource } from '../../../src/engine/config/chainSource';
import { ConsentRecord } from '../../../src/engine/config/consentRecord';
import { readPolicy } from '../../../src/engine/config/settings/policySettings';
import { settingLevels } from '../../../src/editor/settings/settingLevels';
import { createEngine, type Engine } from '../../../src/engine/failover/createEngine';
import type { Policy } from '../../../src/engine/failover/api/policy';
import type { ChainLink } from '../../../src/engine/failover/api/providerManager';
import { sleep } from '../../../src/engine/model/async/clock';
import { silentLog } from '../../../src/engine/model/log';
import { textMessage } from '../../../src/engine/model/request/message';
import type { Route } from '../../../src/engine/model/route/route';
import { type VirtualClock, virtualClock } from '../../unit/engine/failover/fixtures';
import { code, Hosts } from './hosts';
import { places } from './places';
import { type Departure, mayHandOn, UserWords } from './userWords';
import type { Entry, Levels, Step, World } from './world';

/** Vendors that a user may say something about, with the address. */
const vendors = [
  'Anthropic https://api.anthropic.com',
  'OpenAI https://api.openai.com',
  'llm.example.com https://llm.example.com',
  'gpu.lan:11434 http://gpu.lan:11434',
  'ollama.com http://127.0.0.1:11434',
  'other.example http://127.0.0.1:11434',
  'ollama.com http://gpu.lan:11434',
  'ollama.com https://ollama.example.com',
  'ollama.com http://localhost:8000',
] as const;

function unaborted(): AbortSignal {
  return new AbortController().signal;
}

/** One window: the extension's own settings, keys, consent, engine and providers, put together as `Configuration` does. */
export class Window {
  readonly words: UserWords;
  /** What left although the user's words forbid it. */
  readonly violations: string[] = [];
  readonly departures: Departure[] = [];
  private readonly clock: VirtualClock = virtualClock();
  private readonly memory = new Map<string, unknown>();
  private readonly secrets = new Map<string, string>();
  private readonly hosts: Hosts;
  private readonly consent: ConsentRecord;
  private readonly keys: ApiKeys;
  private readonly source: ChainSource;
  private readonly engine: Engine;
  private links: readonly ChainLink[] = [];
  private questions = 0;

  /** `isScripted`: the providers but Ollama's have no client. */
  constructor(
    private readonly world: World,
    isScripted = false,
  ) {
    const { clock, memory, secrets } = this;
    this.words = new UserWords(world, () => clock.monotonicMs());
    this.hosts = new Hosts({
      world,
      clock,
      onDeparture: (departure) => this.sees(departure),
      onTold: (...told) => this.words.hears(...told),
    });
    for (const type of world.stored) secrets.set(`everpair.apiKey.${type}`, 'stored-key');
    this.remember();
    const show = (): void => this.engine.manager.setChain(this.links);
    this.consent = new ConsentRecord(
      { get: (key) => memory.get(key), update: async (key, value) => void memory.set(key, value) },
      (route) => this.answerOfUser(route),
      show,
    );
    this.keys = new ApiKeys({
      secrets: storageOf(secrets),
      environment: Object.fromEntries(world.environment.map((type) => [`${type.toUpperCase()}_API_KEY`, 'env-key'])),
      onKey: () => undefined,
      clock,
    });
    this.engine = createEngine({
      clock,
      random: () => 0.5,
      log: silentLog,
      consent: this.consent,
      policy: () => this.policy(),
    });
    this.source = new ChainSource({
      setting: () => settingLevels(inspected('providers', this.written())).user,
      keys: {
        source: (config) => this.keys.source(config),
        isInEnvironment: (config) => this.keys.isInEnvironment(config),
        // The user's own providers need no key to be asked; one that has a key reads it as slowly as the world has it.
        get: async (config) => {
          await sleep(clock, world.keyMs, unaborted());
          return (await this.keys.get(config)) ?? 'listed-key';
        },
      },
      fetch: this.hosts.fetch,
      clock,
      environmentIsUsers: world.environmentIsUsers,
      surroundings: () => Promise.resolve({ hostNames: [] }),
      environment: { OLLAMA_HOST: world.ollamaUrl },
      log: silentLog,
      mayAsk: ({ trust }) => withinReach(trust, this.policy()),
      onChain: ({ links, listed, firstVendor }) => {
        this.links = isScripted ? links.map((link) => this.scripted(link)) : links;
        this.consent.setListed(listed);
        if (firstVendor) this.consent.noteFirstVendor(firstVendor);
        this.engine.manager.setChain(this.links);
      },
      onProblems: () => undefined,
    });
  }

  /** Lives through all steps and what is still under way behind them. */
  async live(): Promise<this> {
    await this.rebuild();
    for (const { afterMs, step } of this.world.steps) {
      await this.clock.advance(afterMs);
      await this.do(step);
    }
    await this.clock.advance(8_000);
    this.engine.dispose();
    this.keys.dispose();
    return this;
  }

  private async do(step: Step): Promise<void> {
    const { manager } = this.engine;
    const { words } = this;
    switch (step.do) {
      case 'chat':
        void this.read((signal) => manager.chat({ messages: [textMessage('user', code)] }, { signal }));
        return;
      case 'complete':
        void this.read((signal) => manager.complete(completion(step.fim), { signal, race: step.race }));
        return;
      case 'test':
        void drained(manager.test(unaborted()));
        return;
      case 'rest':
        void manager.prepareCompletion(unaborted());
        return;
      case 'boundary':
        words.boundary = { ...words.boundary, [step.level]: step.value };
        manager.setChain(this.links);
        return;
      case 'providers':
        words.providers = { ...words.providers, [step.level]: step.value };
        return this.rebuild();
      case 'decide': {
        const key = vendors[step.vendor] ?? vendors[0];
        words.says(key, step.word, 'review');
        return this.consent.decide(key, step.word === undefined ? undefined : step.word === 'allow');
      }
      case 'forget refusals':
        words.forgetsRefusals();
        return this.consent.forgetRefusals();
      case 'key':
        if (step.stored) words.stored.add(step.of);
        else words.stored.delete(step.of);
        if (step.stored) this.secrets.set(`everpair.apiKey.${step.of}`, 'stored-key');
        else this.secrets.delete(`everpair.apiKey.${step.of}`);
        await this.keys.store('another', '');
        await this.keys.delete(step.of);
        return this.rebuild();
      case 'hand on':
        this.hosts.handedOnTo = step.host;
    }
  }

  private scripted(link: ChainLink): ChainLink {
    const place = places.find(({ origin, refused }) => origin === link.chat.endpoint && refused === undefined);
    return place && mayHandOn(place) ? link : { ...link, provider: this.hosts.scripted(link) };
  }

  private async rebuild(): Promise<void> {
    await this.source.rebuild();
    this.words.settled();
  }

  private async read(ask: (signal: AbortSignal) => AsyncIterable<unknown>): Promise<void> {
    const signal = unaborted();
    await this.source.prepare(signal);
    await drained(ask(signal));
  }

  private sees(departure: Departure): void {
    this.departures.push(departure);
    const why = this.words.forbids(departure);
    const { url, model, hasCode } = departure;
    if (why === undefined) return;
    const what = hasCode ? 'code' : 'a question';
    this.violations.push(`${what} to ${url.href} (${model ?? 'no model'}) at ${this.clock.monotonicMs()} ms: ${why}`);
  }

  private async answerOfUser(route: Route): Promise<'allow' | 'never' | undefined> {
    const answer = this.world.answers[this.questions];
    this.questions += 1;
    await sleep(this.clock, answer?.thinksMs ?? 0, unaborted());
    this.words.says(`${route.vendor} ${route.endpoint}`, answer?.word, 'answer');
    return answer?.word;
  }

  private remember(): void {
    const said: Record<string, boolean> = {};
    for (const { vendor, word } of this.world.said) {
      const key = vendors[vendor] ?? vendors[0];
      said[key] = word === 'allow';
      this.words.says(key, word, 'review');
    }
    this.memory.set('everpair.consent', said);
  }

  private policy(): Policy {
    const { user, machine, workspace, folder } = this.words.boundary;
    const boundary = settingLevels(inspected('boundary', { user, machine, workspace, folder: undefined }));
    const inFolder = settingLevels(inspected('boundary', { user, machine, workspace, folder }));
    return readPolicy({
      boundary: {
        user: boundary.user,
        machine: boundary.machine[0],
        workspace: boundary.workspace[0],
        folders: [inFolder.folder[0]],
      },
      brokenAnswer: undefined,
      maxRequestCost: undefined,
      hedgeChat: true,
    }).policy;
  }

  private written(): Levels<unknown> {
    const { user, machine, workspace, folder } = this.words.providers;
    const written = (entries: readonly Entry[] | undefined) => entries?.map(asWritten);
    return { user: written(user), machine: written(machine), workspace: written(workspace), folder: written(folder) };
  }
}

function storageOf(secrets: ReadonlyMap<string, string>): ApiKeysDeps['secrets'] {
  const storage = {
    get: (key: string) => Promise.resolve(secrets.get(key)),
    store: () => Promise.resolve(),
    delete: () => Promise.resolve(),
    onDidChange: () => ({ dispose: () => undefined }),
  };
  return storage;
}

/** As VS Code gives a setting to an extension: the machine's value lies over the user's in `globalValue`. */
function inspected(key: string, { user, machine, workspace, folder }: Levels<unknown>) {
  return {
    key,
    globalValue: machine ?? user,
    globalLocalValue: user,
    globalRemoteValue: machine,
    workspaceValue: workspace,
    workspaceFolderValue: folder,
  };
}

function asWritten({ place: { type, baseUrl }, model, completionModel, enabled }: Entry, index: number): object {
  return { id: `p${index}`, type, model, completionModel, baseUrl, enabled };
}

function completion(fim: boolean): Parameters<Engine['manager']['complete']>[0] {
  const hole = { prefix: code, suffix: '', maxOutputTokens: 50, temperature: 0, stop: [] };
  const chat = { messages: [textMessage('user', code)] };
  return {
    inputTokens: 50,
    requestFor: () => (fim ? { type: 'fim', request: hole } : { type: 'chat', request: chat }),
  };
}

async function drained(events: AsyncIterable<unknown>): Promise<void> {
  const iterator = events[Symbol.asyncIterator]();
  while ((await iterator.next()).done !== true);
}

function withinReach(trust: Route['trust'], { boundary }: Policy): boolean {
  return boundary === 'any' || trust === 'local' || (boundary === 'private' && trust === 'private');
}
