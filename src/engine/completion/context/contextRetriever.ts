import { abortReason } from '../../model/async/abortReason';
import { BoundedMap } from '../../model/async/boundedMap';
import { type Clock, sleep, withTimeout } from '../../model/async/clock';
import type { Log } from '../../model/log';
import { errorSummary } from '../../model/text/errorSummary';
import {
  noCompletionContext,
  type CompletionContext,
  type CompletionContextSource,
  type DocumentPosition,
} from '../api/completionContext';
import { type SnippetCandidate, fuseRankings, inStableOrder } from './snippetCandidates';
import { type SelectedSnippets, selectSnippets, selectionReachLines, shownAround } from './snippetSelection';
import { DefinitionCache, type Definitions } from './definitions';
import type { ContextDocument, LineChange, OpenDocuments, LineRange, DocumentAccess } from './documents';
import { type Diagnostics, diagnosticsNear } from './diagnostics';
import { RecentEdits } from './recentEdits';
import { symbolsNear, type SymbolUse } from './symbols';
import { ChunkIndex } from './chunkIndex';

export interface ContextRetrieverDeps {
  readonly documents: DocumentAccess;
  readonly definitions: Definitions;
  readonly diagnostics: Diagnostics;
  readonly clock: Clock;
  readonly log: Log;
}

/** Milliseconds that a question waits for a selection, and that a selection waits for definitions. */
const maxWaitMs = 50;
const maxDefinitionsWaitMs = 40;

/** Milliseconds for which a selection is fresh: a complete one, and one for which not everything was known in time. */
const selectionTtlMs = 5_000;
const incompleteTtlMs = 500;

/** Steps of reading before the first selection. */
const firstReadSteps = 4;

/** Documents with a kept selection. */
const maxSelections = 10;

const maxEdits = 10;

/** Lines around an edit that make it understandable. */
const editMarginLines = 3;

interface ContextSelection {
  /** The position that it was made for. */
  readonly place: DocumentPosition;
  readonly at: number;
  /** Everything was known in time. */
  readonly complete: boolean;
  readonly selected: readonly SelectedSnippets[];
  readonly context: CompletionContext;
}

interface SelectionRun {
  readonly place: DocumentPosition;
  readonly controller: AbortController;
  /** Resolves after the first selection, or where none can be made. */
  readonly ready: Promise<void>;
}

/**
 * Selects the context for a prompt beyond the file itself: recent edits, definitions and similar code. A selection is made
 * in small steps and kept while the cursor stays within 30 lines. After five seconds the next is made as soon as the
 * user rests. So a key costs nothing, and prompts keep their beginning.
 */
export class ContextRetriever implements CompletionContextSource {
  private readonly edits = new RecentEdits();
  private readonly index = new ChunkIndex();
  private readonly definitions: DefinitionCache;
  private readonly selections = new BoundedMap<string, ContextSelection>(maxSelections);
  private run: SelectionRun | undefined;
  private hasFailed = false;

  constructor(private readonly deps: ContextRetrieverDeps) {
    this.definitions = new DefinitionCache(deps.definitions, deps.clock, (document) =>
      this.onLateDefinitions(document),
    );
  }

  /** Returns at once where a selection is known, else within 50 ms. Never rejects. */
  async retrieve(place: DocumentPosition, signal: AbortSignal): Promise<CompletionContext> {
    const { clock } = this.deps;
    const known = this.selectionAt(place);
    if (known) return known.context;
    await withTimeout(this.select(place), maxWaitMs, clock, signal);
    return this.selectionAt(place)?.context ?? noCompletionContext;
  }

  /** Makes a selection where there is none, so that the next question need not wait. */
  prepare(place: DocumentPosition): void {
    if (!this.selectionAt(place)) void this.select(place);
  }

  /** The user rests here: there is time to make the next selection. */
  onIdle(place: DocumentPosition): void {
    const known = this.selectionAt(place);
    const age = known ? this.deps.clock.monotonicMs() - known.at : Infinity;
    if (age >= (known?.complete === false ? incompleteTtlMs : selectionTtlMs)) void this.select(place);
  }

  /** Lines of an open document have changed. */
  onChanged(change: LineChange): void {
    this.edits.record(change, this.deps.clock.monotonicMs());
    this.index.change(change);
  }

  onClosed(document: string): void {
    this.edits.forget(document);
    this.selections.delete(document);
  }

  /** Forgets all that was read, since other files may be excluded now. */
  forget(): void {
    this.run?.controller.abort(abortReason);
    this.run = undefined;
    this.selections.clear();
    this.definitions.forget();
    this.index.follow([]);
  }

  private selectionAt({ document, line }: DocumentPosition): ContextSelection | undefined {
    const selection = this.selections.get(document);
    return selection && Math.abs(selection.place.line - line) <= selectionReachLines ? selection : undefined;
  }

  /**
   * Makes a new selection for the next question. A selection that is being made goes first, since the user is there.
   */
  private onLateDefinitions(document: string): void {
    const selection = this.selections.get(document);
    if (selection && !this.run) void this.select(selection.place);
  }

  /** Makes one selection at a time: the user is at one place. */
  private select(place: DocumentPosition): Promise<void> {
    const { run } = this;
    if (run?.place.document === place.document && Math.abs(run.place.line - place.line) <= selectionReachLines)
      return run.ready;
    run?.controller.abort(abortReason);
    const controller = new AbortController();
    const ready = new Promise<void>((resolve) => {
      void this.selectIn(place, controller.signal, resolve).finally(() => {
        if (this.run?.controller === controller) this.run = undefined;
        resolve();
      });
    });
    this.run = { place, controller, ready };
    return ready;
  }

  private async selectIn(place: DocumentPosition, signal: AbortSignal, onFirst: () => void): Promise<void> {
    try {
      await this.pause(signal);
      const open = this.documentsFor(place.document);
      const document = open.find(place.document);
      if (!document || signal.aborted) return;
      this.index.follow(documentsFrom(document, open));
      const symbols = symbolsNear(document, place.line, place.character);
      const lookedUp = this.definitions.lookUp(symbols, maxDefinitionsWaitMs, signal);
      const isRead = await this.read(open, firstReadSteps, signal);
      await lookedUp;
      await this.makeSelection(place, symbols, isRead, signal);
      onFirst();
      if (isRead || !(await this.read(open, Infinity, signal))) return;
      await this.makeSelection(place, symbols, true, signal);
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

  private async makeSelection(
    place: DocumentPosition,
    symbols: readonly SymbolUse[],
    isRead: boolean,
    signal: AbortSignal,
  ): Promise<void> {
    const isOver = (): boolean => signal.aborted;
    const open = this.documentsFor(place.document);
    const document = open.find(place.document);
    if (!document || isOver()) return;
    const { line } = place;
    const shown = shownAround(document, line);
    const similar = await this.similar(document, line, shown, signal);
    if (isOver()) return;
    const candidates = fuseRankings([this.definitions.known(symbols), this.recentlyEdited(), similar]);
    const before = this.selections.get(place.document)?.selected.map(({ region }) => region) ?? [];
    const useful = candidates.filter((candidate) => candidate.text !== undefined || open.find(candidate.document));
    const selected = selectSnippets(inStableOrder(useful, before), open, shown);
    const snippets = selected.map(({ snippet }) => snippet);
    const diagnostics = diagnosticsNear(this.deps.diagnostics.of(place.document), line, document.release);
    const keptBack = this.deps.documents.keptBack(place.document);
    this.selections.set(place.document, {
      place,
      at: this.deps.clock.monotonicMs(),
      complete: isRead && this.definitions.knows(symbols),
      selected,
      context: { snippets, diagnostics, keptBack },
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
      .slice(0, maxEdits)
      .map(({ document, first, end }) => ({
        document,
        first: Math.max(0, first - editMarginLines),
        end: end + editMarginLines,
      }));
  }

  private documentsFor(document: string): OpenDocuments {
    const { documents } = this.deps;
    return { find: (id) => documents.find(id, document), recent: () => documents.recent() };
  }

  /** Lets the editor do its work. */
  private pause(signal: AbortSignal): Promise<void> {
    return sleep(this.deps.clock, 0, signal);
  }
}

/** The document of the cursor comes first, since its other parts are the most related. */
function documentsFrom(document: ContextDocument, open: OpenDocuments): readonly ContextDocument[] {
  const others = open.recent().filter((id) => id !== document.id);
  return [document, ...others.map((id) => open.find(id)).filter((each) => each !== undefined)];
}
