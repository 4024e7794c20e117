import { abortReason } from '../../model/abortReason';
import { BoundedMap } from '../../model/boundedMap';
import { type Clock, sleep } from '../../model/clock';
import type { ReleasedText } from '../../privacy/release';
import type { LineRange } from './documents';
import type { SymbolUse } from './symbols';

/** A declaration with its text. */
export interface Definition extends LineRange {
  /** As the user knows the file, relative to the workspace. */
  readonly path: string;
  readonly text: ReleasedText;
}

/** What the editor knows of declarations. Never gives one of a file that may not be told to the name's document. */
export interface Definitions {
  /** May reject, take long, or never come. */
  find(use: SymbolUse): Promise<readonly Definition[]>;
}

/** Questions that language servers have from us at the same time: they answer the user as well. */
const maxConcurrent = 2;

/** Milliseconds after which another question may be asked in the place of one that has no answer. */
const lostAfterMs = 5_000;

/** Milliseconds for which an answer that was given for an older version of the document holds. */
const freshForMs = 20_000;
/** One that tells nothing: a server that has just begun may know more soon. */
const emptyFreshForMs = 5_000;

const maxAnswers = 200;

interface Answer {
  readonly version: number;
  readonly atMs: number;
  readonly freshForMs: number;
  readonly definitions: readonly Definition[];
}

/** Asks for declarations, waits only a little, and remembers what comes later for the next time, however late it is. */
export class DefinitionCache {
  private readonly answers = new BoundedMap<string, Answer>(maxAnswers);
  private readonly asking = new Set<string>();
  private epoch = 0;

  constructor(
    private readonly definitions: Definitions,
    private readonly clock: Clock,
    /** Something was told of names in this document that was not waited for any more. */
    private readonly onLate: (document: string) => void,
  ) {}

  /** Asks for what is not known; resolves when all of it is, or after `ms`, or when the signal aborts. */
  async lookUp(uses: readonly SymbolUse[], ms: number, signal: AbortSignal): Promise<void> {
    const isOld = (use: SymbolUse): boolean => {
      const answer = this.answers.get(keyOf(use));
      return !answer || (answer.version !== use.version && this.clock.monotonicMs() - answer.atMs >= answer.freshForMs);
    };
    const wanted = uses.filter((use) => isOld(use) && !this.asking.has(keyOf(use)));
    const done = new AbortController();
    let isLate = false;
    const late = sleep(this.clock, ms, AbortSignal.any([signal, done.signal])).then(() => (isLate = true));
    const ask = async (): Promise<void> => {
      while (!isLate && this.asking.size < maxConcurrent) {
        const use = wanted.shift();
        if (!use) return;
        await this.ask(use, () => isLate);
      }
    };
    await Promise.race([Promise.all(Array.from({ length: maxConcurrent }, ask)), late]);
    done.abort(abortReason);
  }

  /** What is known of these, in their order, each declaration once. */
  known(uses: readonly SymbolUse[]): readonly Definition[] {
    const all = uses.flatMap((use) => this.answers.get(keyOf(use))?.definitions ?? []);
    const placeOf = ({ document, first }: Definition): string => `${document}:${first}`;
    return [...new Map(all.map((definition) => [placeOf(definition), definition])).values()];
  }

  /** Whether all of these were asked for. */
  knows(uses: readonly SymbolUse[]): boolean {
    return uses.every((use) => this.answers.has(keyOf(use)));
  }

  /** Files may be excluded by now whose text is here. */
  forget(): void {
    this.epoch += 1;
    this.answers.clear();
  }

  private async ask(use: SymbolUse, isLate: () => boolean): Promise<void> {
    const key = keyOf(use);
    const { epoch } = this;
    const done = new AbortController();
    this.asking.add(key);
    const keep = (definitions: readonly Definition[], hasTimedOut = false): void => {
      if (this.epoch !== epoch) return;
      const ttlMs = definitions.length > 0 || hasTimedOut ? freshForMs : emptyFreshForMs;
      const atMs = this.clock.monotonicMs();
      this.answers.set(key, { version: use.version, atMs, freshForMs: ttlMs, definitions });
      if (definitions.length > 0 && isLate()) this.onLate(use.document);
    };
    try {
      const found = this.definitions.find(use).then(keep, () => keep([]));
      const timedOut = sleep(this.clock, lostAfterMs, done.signal).then(() => {
        if (!done.signal.aborted) keep([], true);
      });
      await Promise.race([found, timedOut]);
    } finally {
      done.abort(abortReason);
      this.asking.delete(key);
    }
  }
}

function keyOf({ document, name, wanted }: SymbolUse): string {
  return `${wanted} ${name} ${document}`;
}
