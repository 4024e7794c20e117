import { h } from '../dom';
import { appendText } from './hiddenMark';

const chunkChars = 4_000;

interface Chunk {
  readonly element: HTMLElement;
  readonly text: string;
}

/**
 * Text as it was written, in chunks that are laid out by themselves, so that text which grows or shrinks costs what has
 * changed.
 */
export class PlainText {
  private chunks = new Map<number, Chunk>();

  /** `mostChunks`: of a text of more, the rest comes when those before it are gone. */
  constructor(private readonly mostChunks = Infinity) {}

  /** The elements of the text from `from` on. */
  show(text: string, from = 0): readonly HTMLElement[] {
    const chunks = new Map<number, Chunk>();
    for (let at = from; at < text.length && chunks.size < this.mostChunks;) {
      const index = Math.floor(at / chunkChars);
      const end = chunkEnd(text, (index + 1) * chunkChars);
      chunks.set(index, this.chunk(index, text.slice(at, end)));
      at = end;
    }
    this.chunks = chunks;
    return [...chunks.values()].map(({ element }) => element);
  }

  private chunk(index: number, text: string): Chunk {
    const before = this.chunks.get(index);
    if (before?.text === text) return before;
    const element = before?.element ?? h('span', { class: 'plain' });
    element.replaceChildren();
    appendText(element, text);
    return { element, text };
  }
}

/** Not between the halves of a surrogate pair. */
function chunkEnd(text: string, at: number): number {
  return /[\ud800-\udbff]/.test(text[at - 1] ?? '') ? at + 1 : at;
}
