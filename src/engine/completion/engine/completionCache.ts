import type { Clock } from '../../model/async/clock';
import { matchTyped } from './cacheAnchor';
import type { CachedCompletion } from './cachedCompletion';
import type { CursorContext } from '../api/cursorContext';

/** Completions, and characters of all of them. The oldest go first. */
const maxEntries = 200;
const maxChars = 400_000;

/** After ten minutes the code around has changed too much. */
const ttlMs = 600_000;
/** Shorter for an empty completion: to ask again costs only one request. */
const emptyTtlMs = 30_000;

/** A cached completion for a place, and the part of it that is left there. */
export interface CacheHit {
  readonly cached: CachedCompletion;
  /** Also empty while the typing is ahead of the stream. */
  readonly rest: string;
  /** Closing brackets and quotes after the cursor that the editor added and the rest contains too. */
  readonly autoClosed: number;
}

/** Recent completions, so that typing along with one, or going back to it, costs no request. */
export class CompletionCache {
  private all: CachedCompletion[] = [];
  /** The completion that is shown or waited for. It stays while the user's typing agrees with it. */
  private active: CachedCompletion | undefined;
  /** Entries of the document of the last question. Each key asks about the same document several times. */
  private ofDocument: { readonly document: string; readonly entries: readonly CachedCompletion[] } | undefined;
  /** Those of them that may be for the cursor of the last question. */
  private candidates:
    | {
        readonly ofDocument: readonly CachedCompletion[];
        readonly prefix: string;
        readonly suffix: string;
        readonly entries: readonly CachedCompletion[];
      }
    | undefined;

  constructor(private readonly clock: Clock) {}

  add(cached: CachedCompletion): void {
    this.all.unshift(cached);
    let chars = 0;
    this.all = this.all.slice(0, maxEntries).filter(({ text, anchor }) => {
      chars += text.length + anchor.before.length + anchor.behind.length;
      return chars <= maxChars;
    });
    this.ofDocument = undefined;
  }

  remove(cached: CachedCompletion): void {
    this.all = this.all.filter((other) => other !== cached);
    this.ofDocument = undefined;
    if (this.active === cached) this.active = undefined;
  }

  /** Removes empty completions for a place, so that the next question requests a new one. */
  forgetEmpty(document: string, cursor: CursorContext): void {
    for (const cached of this.entriesOf(document)) {
      if (cached.state === 'whole' && cached.text === '' && this.hit(cached, document, cursor)) this.remove(cached);
    }
  }

  /** The completion is shown or waited for from now on. */
  activate(cached: CachedCompletion): void {
    this.active = cached;
  }

  /**
   * The completion that has text left at this place, or that says that nothing belongs here. `nextRouteId` names the
   * route that would be asked now: a completion by a fallback route may be continued but not started once the preferred
   * route is back.
   */
  find(document: string, cursor: CursorContext, nextRouteId: () => string | undefined): CacheHit | undefined {
    const { active } = this;
    const first = active && this.hit(active, document, cursor);
    if (first) return first;
    const route = nextRouteId();
    for (const cached of this.candidatesAt(document, cursor)) {
      if (cached.state === 'whole' && route !== undefined && cached.validForRouteId !== route) continue;
      const hit = cached === active ? undefined : this.hit(cached, document, cursor);
      if (hit) return hit;
    }
    return undefined;
  }

  private entriesOf(document: string): readonly CachedCompletion[] {
    if (this.ofDocument?.document !== document)
      this.ofDocument = { document, entries: this.all.filter((cached) => cached.document === document) };
    return this.ofDocument.entries;
  }

  /** Each key asks several times, and most of the entries are for other places. */
  private candidatesAt(document: string, cursor: CursorContext): readonly CachedCompletion[] {
    const ofDocument = this.entriesOf(document);
    const { prefix, suffix } = cursor;
    if (
      this.candidates?.ofDocument !== ofDocument ||
      this.candidates.prefix !== prefix ||
      this.candidates.suffix !== suffix
    ) {
      // A stream may match once more of its text has arrived.
      const mayMatch = ({ state, anchor, text }: CachedCompletion): boolean =>
        state !== 'whole' || matchTyped(anchor, text, cursor, true) !== undefined;
      this.candidates = { ofDocument, prefix, suffix, entries: ofDocument.filter(mayMatch) };
    }
    return this.candidates.entries;
  }

  private hit(cached: CachedCompletion, document: string, cursor: CursorContext): CacheHit | undefined {
    if (cached.document !== document || cached.state === 'failed') return undefined;
    const isWhole = cached.state === 'whole';
    const age = this.clock.monotonicMs() - cached.requestedAtMs;
    if (isWhole && age > (cached.text === '' ? emptyTtlMs : ttlMs)) return undefined;
    const typed = matchTyped(cached.anchor, cached.text, cursor, isWhole);
    if (typed === undefined) return undefined;
    const rest = cached.text.slice(typed.length);
    const isUsedUp = isWhole && cached.text !== '' && rest.trim() === '';
    return isUsedUp ? undefined : { cached, rest, autoClosed: typed.autoClosed };
  }
}
