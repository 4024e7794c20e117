import type { Clock } from '../../model/clock';
import { matchTyped } from './cacheAnchor';
import type { CachedCompletion } from './cachedCompletion';
import type { CursorContext } from '../api/cursorContext';

/** Drafts that are kept, and characters of them; the oldest go first. */
const capacity = 200;
const mostCharacters = 400_000;

/** Milliseconds: by then the code around has changed too much. */
const keptFor = 600_000;
/** That nothing belonged at a place is forgotten sooner: it costs only a request to find out again. */
const emptyKeptFor = 30_000;

/** A draft for a place, and what is left of it there. */
export interface Match {
  readonly draft: CachedCompletion;
  /** Empty also while what was typed is ahead of what was written so far. */
  readonly rest: string;
  /** Closing brackets and quotes behind the cursor that the editor wrote and the rest writes too. */
  readonly inserted: number;
}

/** What was written lately, so that typing along with it or going back to it costs no request. */
export class CompletionCache {
  private all: CachedCompletion[] = [];
  /** The one that is waited for or shown: while the user agrees with it, it is not replaced by another. */
  private live: CachedCompletion | undefined;
  /** Those of the document that was asked about last: each key asks about the same one, several times. */
  private near: { readonly document: string; readonly drafts: readonly CachedCompletion[] } | undefined;
  /** Those of them that may be for the place that was asked about last. */
  private here:
    | {
        readonly near: readonly CachedCompletion[];
        readonly prefix: string;
        readonly suffix: string;
        readonly drafts: readonly CachedCompletion[];
      }
    | undefined;

  constructor(private readonly clock: Clock) {}

  add(draft: CachedCompletion): void {
    this.all.unshift(draft);
    let characters = 0;
    this.all = this.all.slice(0, capacity).filter(({ text, anchor }) => {
      characters += text.length + anchor.before.length + anchor.behind.length;
      return characters <= mostCharacters;
    });
    this.near = undefined;
  }

  remove(draft: CachedCompletion): void {
    this.all = this.all.filter((other) => other !== draft);
    this.near = undefined;
    if (this.live === draft) this.live = undefined;
  }

  /** That nothing belongs here is to be found out again. */
  forgetEmpty(document: string, hole: CursorContext): void {
    for (const draft of this.of(document)) {
      if (draft.state === 'whole' && draft.text === '' && this.match(draft, document, hole)) this.remove(draft);
    }
  }

  /** It is waited for or shown from now on. */
  serve(draft: CachedCompletion): void {
    this.live = draft;
  }

  /**
   * The draft for this place of which something is left, or which says that nothing belongs here. `routeNow` is the one that
   * would be asked now: what another wrote for want of it is only gone on with, never begun.
   */
  find(document: string, hole: CursorContext, routeNow: () => string | undefined): Match | undefined {
    const { live } = this;
    const first = live && this.match(live, document, hole);
    if (first) return first;
    const route = routeNow();
    for (const draft of this.at(document, hole)) {
      if (draft.state === 'whole' && route !== undefined && draft.writtenFor !== route) continue;
      const match = draft === live ? undefined : this.match(draft, document, hole);
      if (match) return match;
    }
    return undefined;
  }

  private of(document: string): readonly CachedCompletion[] {
    if (this.near?.document !== document)
      this.near = { document, drafts: this.all.filter((draft) => draft.document === document) };
    return this.near.drafts;
  }

  /** A key asks several times, and mostly none of two hundred is for its place. */
  private at(document: string, hole: CursorContext): readonly CachedCompletion[] {
    const near = this.of(document);
    const { prefix, suffix } = hole;
    if (this.here?.near !== near || this.here.prefix !== prefix || this.here.suffix !== suffix) {
      // One that is still written may be for this place once there is more of it.
      const mayBeHere = ({ state, anchor, text }: CachedCompletion): boolean =>
        state !== 'whole' || matchTyped(anchor, text, hole, true) !== undefined;
      this.here = { near, prefix, suffix, drafts: near.filter(mayBeHere) };
    }
    return this.here.drafts;
  }

  private match(draft: CachedCompletion, document: string, hole: CursorContext): Match | undefined {
    if (draft.document !== document || draft.state === 'failed') return undefined;
    const isWhole = draft.state === 'whole';
    const age = this.clock.monotonicMs() - draft.askedAt;
    if (isWhole && age > (draft.text === '' ? emptyKeptFor : keptFor)) return undefined;
    const typed = matchTyped(draft.anchor, draft.text, hole, isWhole);
    if (typed === undefined) return undefined;
    const rest = draft.text.slice(typed.length);
    const isUsedUp = isWhole && draft.text !== '' && rest.trim() === '';
    return isUsedUp ? undefined : { draft, rest, inserted: typed.inserted };
  }
}
