import { BoundedMap } from '../../model/async/boundedMap';
import { type Clock, timedOut, withTimeout } from '../../model/async/clock';
import type { ReleasedText } from '../../privacy/release';
import type { LineRange } from './documents';
import type { SymbolUse } from './symbols';

/** A declaration with its text. */
export interface Definition extends LineRange {
  /** As the user knows the file, relative to the workspace. */
  readonly path: string;
  readonly text: ReleasedText;
}

/**
 * The editor's knowledge of declarations. Never returns one of a file that may not be sent for the document of the
 * name.
 */
export interface Definitions {
  /** May reject, take long, or never settle. */
  find(use: SymbolUse): Promise<readonly Definition[]>;
}

/** Questions to language servers at the same time. Few, since the servers answer the user as well. */
const maxConcurrent = 2;

/** Milliseconds after which an unanswered question makes room for another. */
const lostAfterMs = 5_000;

/** Milliseconds for which an answer for an older version of the document holds. */
const freshForMs = 20_000;
/** Shorter for an empty answer: a language server that has just started may know more soon. */
const emptyFreshForMs = 5_000;

const maxAnswers = 200;

interface Answer {
  readonly version: number;
  readonly atMs: number;
  readonly freshForMs: number;
  readonly definitions: readonly Definition[];
}

/** Asks for declarations, waits a short time, and keeps late answers for the next question. */
export class DefinitionCache {
  private readonly answers = new BoundedMap<string, Answer>(maxAnswers);
  private readonly asking = new Set<string>();
  private epoch = 0;

  constructor(
    private readonly definitions: Definitions,
    private readonly clock: Clock,
    /** An answer with declarations came after the wait for this document had ended. */
    private readonly onLate: (document: string) => void,
  ) {}

  /** Asks for what is not known. Resolves when all answers are there, after `ms`, or when the signal aborts. */
  async lookUp(uses: readonly SymbolUse[], ms: number, signal: AbortSignal): Promise<void> {
    const isOld = (use: SymbolUse): boolean => {
      const answer = this.answers.get(keyOf(use));
      return !answer || (answer.version !== use.version && this.clock.monotonicMs() - answer.atMs >= answer.freshForMs);
    };
    const wanted = uses.filter((use) => isOld(use) && !this.asking.has(keyOf(use)));
    let isLate = false;
    const ask = async (): Promise<void> => {
      while (!isLate && this.asking.size < maxConcurrent) {
        const use = wanted.shift();
        if (!use) return;
        await this.ask(use, () => isLate);
      }
    };
    await withTimeout(Promise.all(Array.from({ length: maxConcurrent }, ask)), ms, this.clock, signal);
    isLate = true;
  }

  /** The known declarations of these names, in their order, each once. */
  known(uses: readonly SymbolUse[]): readonly Definition[] {
    const all = uses.flatMap((use) => this.answers.get(keyOf(use))?.definitions ?? []);
    const placeOf = ({ document, first }: Definition): string => `${document}:${first}`;
    return [...new Map(all.map((definition) => [placeOf(definition), definition])).values()];
  }

  /** Whether all of these names have an answer. */
  knows(uses: readonly SymbolUse[]): boolean {
    return uses.every((use) => this.answers.has(keyOf(use)));
  }

  /** Forgets all answers, since their files may be excluded now. */
  forget(): void {
    this.epoch += 1;
    this.answers.clear();
  }

  private async ask(use: SymbolUse, isLate: () => boolean): Promise<void> {
    const key = keyOf(use);
    const { epoch } = this;
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
      if ((await withTimeout(found, lostAfterMs, this.clock)) === timedOut) keep([], true);
    } finally {
      this.asking.delete(key);
    }
  }
}

function keyOf({ document, name, wanted }: SymbolUse): string {
  return `${wanted} ${name} ${document}`;
}
