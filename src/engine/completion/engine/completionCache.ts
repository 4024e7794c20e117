import type { Clock } from '../../model/clock';
import { matchTyped } from './cacheAnchor';
import type { CachedCompletion } from './cachedCompletion';
import type { CursorContext } from '../api/cursorContext';

/** Drafts that are kept, and characters of them; the oldest go first. */
const maxEntries = 200;
const maxChars = 400_000;

/** Milliseconds: by then the code around has changed too much. */
const ttlMs = 600_000;
/** That nothing belonged at a place is forgotten sooner: it costs only a request to find out again. */
const emptyTtlMs = 30_000;

/** A draft for a place, and what is left of it there. */
export interface CacheHit {
  readonly cached: CachedCompletion;
  /** Empty also while what was typed is ahead of what was written so far. */
  readonly rest: string;
  /** Closing brackets and quotes behind the cursor that the editor wrote and the rest writes too. */
  readonly autoClosed: number;
}

/** What was written lately, so that typing along with it or going back to it costs no request. */
export class CompletionCache {
  private all: CachedCompletion[] = [];
  /** The one that is waited for or shown: while the user agrees with it, it is not replaced by another. */
  private active: CachedCompletion | undefined;
  /** Those of the document that was asked about last: each key asks about the same one, several times. */
  private ofDocument: { readonly document: string; readonly entries: readonly CachedCompletion[] } | undefined;
  /** Those of them that may be for the place that was asked about last. */
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

  /** That nothing belongs here is to be found out again. */
  forgetEmpty(document: string, cursor: CursorContext): void {
    for (const cached of this.entriesOf(document)) {
      if (cached.state === 'whole' && cached.text === '' && this.hit(cached, document, cursor)) this.remove(cached);
    }
  }

  /** It is waited for or shown from now on. */
  activate(cached: CachedCompletion): void {
    this.active = cached;
  }

  /**
   * The draft for this place of which something is left, or which says that nothing belongs here. `routeNow` is the one that
   * would be asked now: what another wrote for want of it is only gone on with, never begun.
   */
  find(document: string, cursor: CursorContext, nextRouteId: () => string | undefined): CacheHit | undefined {
    const { active } = this;
    const first = active && this.hit(active, document, cursor);
    if (first) return first;
    const route = nextRouteId();
    for (const cached of this.candidatesAt(document, cursor)) {
      if (cached.state === 'whole' && route !== undefined && cached.preferredRouteId !== route) continue;
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

  /** A key asks several times, and mostly none of two hundred is for its place. */
  private candidatesAt(document: string, cursor: CursorContext): readonly CachedCompletion[] {
    const ofDocument = this.entriesOf(document);
    const { prefix, suffix } = cursor;
    if (
      this.candidates?.ofDocument !== ofDocument ||
      this.candidates.prefix !== prefix ||
      this.candidates.suffix !== suffix
    ) {
      // One that is still written may be for this place once there is more of it.
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
