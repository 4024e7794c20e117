import { h } from '../../../shared/dom';
import { appendText } from './hiddenMark';
import { chunkChars, chunkLines } from '../budget/limits';
import { textEnd } from '../parse/textEnd';

interface Chunk {
  readonly from: number;
  readonly to: number;
  readonly text: string;
  readonly element: HTMLElement;
}

interface Bounds {
  /** Of a text of more chunks, the rest comes when those before it are gone. */
  readonly chunks?: number;
  /** Chunks that one call adds to those that are there. */
  readonly newChunks?: number;
  /** Hidden characters that are marked one by one in a chunk. */
  readonly marks?: number;
}

/**
 * Text as it was written, in chunks that are laid out by themselves, so that text which grows or shrinks costs what has
 * changed.
 */
export class PlainText {
  private chunks: readonly Chunk[] = [];

  constructor(private readonly most: Bounds = {}) {}

  /** The elements of the text from `from` on. */
  show(text: string, from = 0): readonly HTMLElement[] {
    const chunks: Chunk[] = [];
    const before = this.chunks.filter(({ to }) => to > from);
    // Text that was taken back and written otherwise begins elsewhere.
    if ((before[0]?.from ?? 0) > from) before.length = 0;
    const most = Math.min(this.most.chunks ?? Infinity, before.length + (this.most.newChunks ?? Infinity));
    for (let at = from; at < text.length && chunks.length < most;) {
      const index = chunks.length;
      const known = before[index];
      // The last may grow, the others end where they did.
      const isSettled = known !== undefined && index < before.length - 1 && known.to <= text.length;
      const begin = known?.from ?? at;
      const to = isSettled ? known.to : textEnd(text, begin, chunkChars, chunkLines);
      const place = to > at ? { from: begin, to } : { from: at, to: textEnd(text, at, chunkChars, chunkLines) };
      chunks.push(this.chunk(known, text.slice(at, place.to), place));
      at = place.to;
    }
    this.chunks = chunks;
    return chunks.map(({ element }) => element);
  }

  private chunk(known: Chunk | undefined, text: string, place: { readonly from: number; readonly to: number }): Chunk {
    if (known?.text === text) return { ...known, ...place };
    const element = known?.element ?? h('span', { class: 'plain' });
    element.replaceChildren();
    appendText(element, text, this.most.marks);
    return { ...place, text, element };
  }
}
