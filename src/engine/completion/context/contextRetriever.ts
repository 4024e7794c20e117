import { abortReason } from '../../model/abortReason';
import { type Clock, sleep } from '../../model/clock';
import type { Log } from '../../model/log';
import { errorSummary } from '../../model/errorSummary';
import {
  noCompletionContext,
  type CompletionContext,
  type CompletionContextSource,
  type DocumentPosition,
} from '../api/completionContext';
import { type SnippetCandidate, fused, steadied } from './snippetCandidates';
import { type SelectedSnippets, selectSnippets, reach, shownAround } from './snippetSelection';
import { DefinitionCache, type Definitions } from './definitions';
import type { ContextDocument, LineChange, OpenDocuments, LineRange, ToldDocuments } from './documents';
import { type Diagnostics, diagnosticsNear } from './diagnostics';
import { RecentEdits } from './recentEdits';
import { symbolsNear, type SymbolUse } from './symbols';
import { ChunkIndex } from './chunkIndex';

export interface ContextRetrieverDeps {
  readonly documents: ToldDocuments;
  readonly definitions: Definitions;
  readonly problems: Diagnostics;
  readonly clock: Clock;
  readonly log: Log;
}

/** Milliseconds that anybody waits for a choice, and that a choice waits for definitions. */
const patience = 50;
const definitionsPatience = 40;

/** Milliseconds for which a choice holds, and one for which not everything was known in time. */
const holds = 5_000;
const holdsIncomplete = 500;

/** Steps of reading after which a first choice is made from what is known by then. */
const firstSteps = 4;

/** Documents whose last choice is kept. */
const capacity = 10;

const editsConsidered = 10;

/** Lines around an edit that make it understood. */
const margin = 3;

interface Choice {
  /** For which it was made. */
  readonly place: DocumentPosition;
  readonly at: number;
  /** Everything was known in time. */
  readonly complete: boolean;
  readonly chosen: readonly SelectedSnippets[];
  readonly surroundings: CompletionContext;
}

interface Work {
  readonly place: DocumentPosition;
  readonly controller: AbortController;
  /** The first choice was made, or none can be. */
  readonly ready: Promise<void>;
}

/**
 * Chooses what to tell the model beside the file itself: recent edits, definitions and what looks alike. A choice is made
 * in small steps and kept while the cursor stays within 30 lines; after five seconds the next is made as soon as the user
 * rests. So a key costs nothing, and prompts keep their beginning.
 */
export class ContextRetriever implements CompletionContextSource {
  private readonly edits = new RecentEdits();
  private readonly index = new ChunkIndex();
  private readonly definitions: DefinitionCache;
  private readonly choices = new Map<string, Choice>();
  private work: Work | undefined;
  private hasFailed = false;

  constructor(private readonly deps: ContextRetrieverDeps) {
    this.definitions = new DefinitionCache(deps.definitions, deps.clock, (document) => this.knowMore(document));
  }

  /** Never rejects; at once where a choice is known, else within 50 ms. */
  async gather(place: DocumentPosition, signal: AbortSignal): Promise<CompletionContext> {
    const { clock } = this.deps;
    const known = this.choiceAt(place);
    if (known) return known.surroundings;
    const enough = new AbortController();
    const late = sleep(clock, patience, AbortSignal.any([signal, enough.signal]));
    await Promise.race([this.choose(place), late]);
    enough.abort(abortReason);
    return this.choiceAt(place)?.surroundings ?? noCompletionContext;
  }

  /** Chooses where nothing is chosen yet, so that it need not be waited for. */
  prepare(place: DocumentPosition): void {
    if (!this.choiceAt(place)) void this.choose(place);
  }

  /** The user rests here: there is time to choose for what they will type. */
  rested(place: DocumentPosition): void {
    const known = this.choiceAt(place);
    const age = known ? this.deps.clock.monotonicMs() - known.at : Infinity;
    if (age >= (known?.complete === false ? holdsIncomplete : holds)) void this.choose(place);
  }

  /** Lines of an open document have changed. */
  changed(change: LineChange): void {
    this.edits.note(change, this.deps.clock.monotonicMs());
    this.index.change(change);
  }

  closed(document: string): void {
    this.edits.forget(document);
    this.choices.delete(document);
  }

  /** Other files may be excluded now: nothing that was read before is given any more. */
  forget(): void {
    this.work?.controller.abort(abortReason);
    this.work = undefined;
    this.choices.clear();
    this.definitions.forget();
    this.index.follow([]);
  }

  private choiceAt({ document, line }: DocumentPosition): Choice | undefined {
    const choice = this.choices.get(document);
    return choice && Math.abs(choice.place.line - line) <= reach ? choice : undefined;
  }

  /** Chooses anew, for the next question. Work that is under way, for wherever the user is now, goes before. */
  private knowMore(document: string): void {
    const choice = this.choices.get(document);
    if (choice && !this.work) void this.choose(choice.place);
  }

  /** Works for one place at a time: the user is at one. */
  private choose(place: DocumentPosition): Promise<void> {
    const { work } = this;
    if (work?.place.document === place.document && Math.abs(work.place.line - place.line) <= reach) return work.ready;
    work?.controller.abort(abortReason);
    const controller = new AbortController();
    const ready = new Promise<void>((resolve) => {
      void this.chooseIn(place, controller.signal, resolve).finally(() => {
        if (this.work?.controller === controller) this.work = undefined;
        resolve();
      });
    });
    this.work = { place, controller, ready };
    return ready;
  }

  private async chooseIn(place: DocumentPosition, signal: AbortSignal, onFirst: () => void): Promise<void> {
    try {
      await this.pause(signal);
      const open = this.toldTo(place.document);
      const document = open.find(place.document);
      if (!document || signal.aborted) return;
      this.index.follow(documentsFrom(document, open));
      const symbols = symbolsNear(document, place.line, place.character);
      const looked = this.definitions.look(symbols, definitionsPatience, signal);
      const isRead = await this.read(open, firstSteps, signal);
      await looked;
      await this.store(place, symbols, isRead, signal);
      onFirst();
      if (isRead || !(await this.read(open, Infinity, signal))) return;
      await this.store(place, symbols, true, signal);
    } catch (error) {
      if (!this.hasFailed)
        this.deps.log.error(`Context for completions could not be gathered: ${errorSummary(error, { where: true })}`);
      this.hasFailed = true;
    }
  }

  /** Resolves to whether everything has been read. */
  private async read(open: OpenDocuments, steps: number, signal: AbortSignal): Promise<boolean> {
    for (let step = 0; step < steps; step += 1) {
      if (!this.index.step(open)) return true;
      await this.pause(signal);
      if (signal.aborted) return false;
    }
    return false;
  }

  private async store(
    place: DocumentPosition,
    symbols: readonly SymbolUse[],
    isRead: boolean,
    signal: AbortSignal,
  ): Promise<void> {
    const isOver = (): boolean => signal.aborted;
    const open = this.toldTo(place.document);
    const document = open.find(place.document);
    if (!document || isOver()) return;
    const { line } = place;
    const shown = shownAround(document, line);
    const similar = await this.similar(document, line, shown, signal);
    if (isOver()) return;
    const candidates = fused([this.definitions.known(symbols), this.recentlyEdited(), similar]);
    const before = this.choices.get(place.document)?.chosen.map(({ region }) => region) ?? [];
    const useful = candidates.filter((candidate) => candidate.text !== undefined || open.find(candidate.document));
    const chosen = selectSnippets(steadied(useful, before), open, shown);
    const snippets = chosen.map(({ snippet }) => snippet);
    const diagnostics = diagnosticsNear(this.deps.problems.of(place.document), line, document.release);
    const keptBack = this.deps.documents.keptBack(place.document);
    this.keep(place.document, {
      place,
      at: this.deps.clock.monotonicMs(),
      complete: isRead && this.definitions.knows(symbols),
      chosen,
      surroundings: { snippets, diagnostics, keptBack },
    });
  }

  private async similar(
    document: ContextDocument,
    line: number,
    without: LineRange,
    signal: AbortSignal,
  ): Promise<readonly LineRange[]> {
    const search = this.index.similar(document, line, without);
    for (let step = search.next(); ; step = search.next()) {
      if (step.done) return step.value;
      await this.pause(signal);
      if (signal.aborted) return [];
    }
  }

  private recentlyEdited(): readonly SnippetCandidate[] {
    return this.edits
      .regions()
      .slice(0, editsConsidered)
      .map(({ document, first, end }) => ({ document, first: Math.max(0, first - margin), end: end + margin }));
  }

  private toldTo(document: string): OpenDocuments {
    const { documents } = this.deps;
    return { find: (id) => documents.find(id, document), recent: () => documents.recent() };
  }

  private keep(document: string, choice: Choice): void {
    this.choices.delete(document);
    this.choices.set(document, choice);
    const [oldest] = this.choices.keys();
    if (this.choices.size > capacity && oldest !== undefined) this.choices.delete(oldest);
  }

  /** Lets the editor do what it has to. */
  private pause(signal: AbortSignal): Promise<void> {
    return sleep(this.deps.clock, 0, signal);
  }
}

/** The place's own document first: what it has elsewhere is nearest of all. */
function documentsFrom(document: ContextDocument, open: OpenDocuments): readonly ContextDocument[] {
  const others = open.recent().filter((id) => id !== document.id);
  return [document, ...others.map((id) => open.find(id)).filter((each) => each !== undefined)];
}
