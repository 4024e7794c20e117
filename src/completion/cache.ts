import type { Hole } from './hole';

interface Entry {
  readonly document: string;
  /** The end of the prefix for which the text was written. */
  readonly before: string;
  readonly behind: string;
  readonly text: string;
}

/** Characters around the cursor by which a place is recognised. */
const signature = 400;

/** Entries that are kept; the oldest goes first. */
const capacity = 200;

/** What was suggested lately, so that typing along with a suggestion or going back to it costs no request. */
export class CompletionCache {
  private entries: readonly Entry[] = [];

  store(document: string, hole: Hole, text: string): void {
    const entry = { document, before: hole.prefix.slice(-signature), behind: hole.suffix.slice(0, signature), text };
    const others = this.entries.filter((each) => !isSamePlace(each, entry));
    this.entries = [entry, ...others].slice(0, capacity);
  }

  /**
   * What is left of a suggestion after what was typed of it, empty where there was nothing to suggest; undefined when
   * this place is not known.
   */
  find(document: string, hole: Hole): string | undefined {
    const behind = hole.suffix.slice(0, signature);
    for (const entry of this.entries) {
      if (entry.document !== document || entry.behind !== behind) continue;
      const typed = typedOf(entry, hole.prefix);
      if (typed !== undefined) return entry.text.slice(typed);
    }
    return undefined;
  }

  /** The text was accepted or refused for good. */
  forget(document: string): void {
    this.entries = this.entries.filter((entry) => entry.document !== document);
  }
}

function isSamePlace(a: Entry, b: Entry): boolean {
  return a.document === b.document && a.before === b.before && a.behind === b.behind;
}

/** Characters of the suggestion that stand before the cursor now; undefined when something else was typed. */
function typedOf({ before, text }: Entry, prefix: string): number | undefined {
  for (let typed = 0; typed < Math.max(1, text.length); typed += 1) {
    const place = prefix.slice(0, prefix.length - typed);
    // A short beginning is the whole of it: it must not fit further down in the file.
    if (prefix.endsWith(text.slice(0, typed)) && place.slice(-signature) === before) return typed;
  }
  return undefined;
}
