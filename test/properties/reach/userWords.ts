import { anthropic, openAi, type Place, places } from './places';
import type { Entry, Levels, Word, World } from './world';

/** Milliseconds for which what an Ollama said of a model is believed. */
const believedForMs = 30_000;

/** What is about to leave. */
export interface Departure {
  readonly url: URL;
  /** As the body names it; undefined where it names none. */
  readonly model: string | undefined;
  /** Text of the user's, and not only a question of what the host is. */
  readonly hasCode: boolean;
}

/**
 * What the user's own words allow at this moment. Knows nothing of the code: settings are read as docs/settings.md has it, and
 * hosts are judged by the table of places.
 */
export class UserWords {
  boundary: Levels<unknown>;
  providers: Levels<readonly Entry[]>;
  readonly stored: Set<string>;
  private readonly said = new Map<string, Word>();
  private readonly postponed = new Set<string>();
  private hasSpoken = false;
  /** The first vendor whose key the user gave. */
  private first: string | undefined;
  /** What each Ollama said last of each model, and when. */
  private readonly told = new Map<string, { readonly host: string; readonly atMs: number }>();

  constructor(
    private readonly world: World,
    private readonly nowMs: () => number,
  ) {
    ({ boundary: this.boundary, providers: this.providers } = world);
    this.stored = new Set(world.stored);
  }

  /** An answer, to a question or where answers are reviewed. */
  says(vendor: string, word: Word, how: 'answer' | 'review'): void {
    if (how === 'answer' && word === undefined) {
      this.postponed.add(vendor);
      return;
    }
    this.hasSpoken = true;
    this.postponed.delete(vendor);
    if (this.first === vendor) this.first = 'nobody';
    this.said.set(vendor, word);
  }

  forgetsRefusals(): void {
    this.hasSpoken ||= this.said.size > 0;
    this.postponed.clear();
    for (const [vendor, word] of this.said) if (word === 'never') this.said.set(vendor, undefined);
  }

  /** Settings or keys have changed: the first vendor may be there. */
  settled(): void {
    if (this.providers.user !== undefined || this.first !== undefined || this.hasSpoken) return;
    const { environment, environmentIsUsers } = this.world;
    for (const place of [anthropic, openAi]) {
      const isStored = this.stored.has(place.type);
      const isInEnvironment = environment.some((type) => type === place.type);
      if (!isStored && !isInEnvironment) continue;
      if (isStored || environmentIsUsers) this.first = keyOf(place.vendor, place.origin);
      return;
    }
  }

  hears(origin: string, model: string, handedOnTo: string): void {
    this.told.set(`${origin} ${model}`, { host: handedOnTo, atMs: this.nowMs() });
  }

  /** Why it must not leave; undefined where it may. */
  forbids({ url, model, hasCode }: Departure): string | undefined {
    const place = places.find((each) => each.origin === url.origin && each.refused === undefined);
    if (!place) return 'nobody named this host';
    if (url.protocol === 'http:' && place.trust === 'cloud') return 'readable for everyone on its way';
    // A list of models goes to the host itself, whoever runs them.
    const runsAt = mayHandOn(place) && model !== undefined && hasCode ? this.runsAt(place, model) : undefined;
    const trust = runsAt === undefined ? place.trust : 'cloud';
    if (reach.indexOf(trust) > this.reach()) return `${trust} is outside of the boundary`;
    if (!this.isInChain(place)) return 'not in the chain';
    if (!hasCode) return undefined;
    if (mayHandOn(place) && !this.isFresh(place, model)) return 'where its model runs was not asked for long';
    if (trust === 'local') return undefined;
    return this.refusesVendor(place, runsAt ?? place.vendor);
  }

  private refusesVendor(place: Place, vendor: string): string | undefined {
    const key = keyOf(vendor, place.origin);
    if (this.isListed(place, vendor)) return undefined;
    const word = this.said.get(key);
    if (word !== undefined) return word === 'allow' ? undefined : 'the user said never';
    if (this.postponed.has(key)) return 'the user said not now';
    return this.first === key ? undefined : 'the user was not asked';
  }

  private isListed(place: Place, vendor: string): boolean {
    return (this.providers.user ?? []).some((entry) => {
      if (!entry.enabled || entry.place !== place) return false;
      if (!mayHandOn(place)) return true;
      return [entry.model, entry.completionModel ?? entry.model].some((model) => {
        // As it is written: a name that does not tell that its model is elsewhere is no agreement to that.
        return (this.byName(model) ?? place.vendor) === vendor && this.runsAt(place, model) === this.byName(model);
      });
    });
  }

  private isInChain(place: Place): boolean {
    const listed = this.providers.user;
    if (listed) return listed.some((entry) => entry.enabled && entry.place === place);
    const ollamaOrigin = this.world.ollamaUrl ?? 'http://127.0.0.1:11434';
    return place === anthropic || place === openAi || (place.type === 'ollama' && place.origin === ollamaOrigin);
  }

  private runsAt(place: Place, model: string): string | undefined {
    const told = this.told.get(`${place.origin} ${model}`)?.host ?? '';
    return told === '' ? this.byName(model) : new URL(told).host;
  }

  private byName(model: string): string | undefined {
    return model.toLowerCase().endsWith('-cloud') ? 'ollama.com' : undefined;
  }

  private isFresh(place: Place, model = ''): boolean {
    const told = this.told.get(`${place.origin} ${model}`);
    return told !== undefined && this.nowMs() - told.atMs <= believedForMs + this.world.keyMs;
  }

  /** The narrowest of all counts; what is not understood is the narrowest. */
  private reach(): number {
    const values = Object.values(this.boundary).filter((value) => value !== undefined);
    return Math.min(2, ...values.map((value) => Math.max(0, ['local', 'private', 'any'].indexOf(value as string))));
  }
}

const reach = ['local', 'private', 'cloud'];

function keyOf(vendor: string, origin: string): string {
  return `${vendor} ${origin}`;
}

/** All of the user's own servers here are Ollamas, in whatever protocol they are asked. */
export function mayHandOn({ type, trust }: Place): boolean {
  return type === 'ollama' || (type === 'openai-compatible' && trust !== 'cloud');
}
