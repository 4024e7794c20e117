import { type Block, isSpace } from '../nodes/drawnBlock';
import { codePlace, parsedPlace, shownPlace, type ShownPlace } from './sourcePlace';
import { insertAt, takeAway } from './textPlace';
import { drawLine, removeLine } from './writerLine';

/** A place at which another wrote on. */
export interface Seam {
  /** UTF-16 units of the text before it. */
  readonly at: number;
  /** Has no text of its own, so that what is copied is what was written. */
  readonly element: HTMLElement;
  /** Who wrote from here on: place in the list of writers, 0 for the first. */
  readonly writer: number;
}

/** The blocks of an answer, as far as they are drawn. */
interface Drawn {
  readonly blocks: readonly Block[];
  /** The text that a source is shown as. */
  readonly textOf: (source: string) => string;
}

interface Target {
  readonly block: Block;
  /** UTF-16 units of the block's source before the seam. */
  readonly at: number;
  readonly place: ShownPlace;
  /** No block follows. */
  readonly isLast: boolean;
}

interface Placed {
  readonly element: HTMLElement;
  readonly drawn: string;
  readonly at: number;
  readonly isExact: boolean;
  readonly isLast: boolean;
}

/**
 * Puts seams to the very place in the drawn text where they are in the source: inside a paragraph, an item, a cell, a line of code.
 * The drawn text stays as it is.
 */
export class Seams {
  private placed = new Map<HTMLElement, Placed>();
  private seams: readonly Seam[] = [];

  /** The seams that stand in no block: no text is drawn yet for what comes after them. */
  place(seams: readonly Seam[], drawn: Drawn): readonly Seam[] {
    const gone = this.seams.filter(({ element }) => !seams.some((seam) => seam.element === element));
    for (const { element } of gone) {
      this.placed.delete(element);
      takeAway(element);
      removeLine(element);
    }
    this.seams = [...seams].sort((a, b) => a.at - b.at);
    return this.seams.filter((seam) => !this.placeOne(seam, drawn));
  }

  /** Who wrote the beginning of a block. */
  writerAt(at: number): number {
    return this.seams.findLast((seam) => seam.at <= at)?.writer ?? 0;
  }

  private placeOne(seam: Seam, { blocks, textOf }: Drawn): boolean {
    const drawnTo = blocks.at(-1)?.segment;
    if (!drawnTo || seam.at > drawnTo.at + drawnTo.raw.length) return false;
    let index = blocks.findLastIndex(({ segment }) => segment.at <= seam.at);
    let from = seam.at - (blocks[index]?.segment.at ?? 0);
    const last = blocks.findLast((block) => !isSpace(block));
    let end: Target | undefined;
    for (; index < blocks.length; index += 1, from = 0) {
      const block = blocks[index];
      if (!block || isSpace(block)) continue;
      const isLast = block === last;
      if (this.isThere(seam, block, from, isLast)) return true;
      const target = { block, at: from, place: placeIn(block, from, textOf), isLast };
      if (target.place.isExact) return this.put(seam, target);
      if (hasText(block)) end ??= target;
    }
    end ??= last && { block: last, at: from, place: { offset: Infinity, isExact: false }, isLast: true };
    return end !== undefined && this.put(seam, end);
  }

  private isThere({ element }: Seam, block: Block, at: number, isLast: boolean): boolean {
    const known = this.placed.get(element);
    if (known?.at !== at || known.element !== elementOf(block) || !known.element.contains(element)) return false;
    return known.isExact || (known.drawn === block.drawn && known.isLast === isLast);
  }

  private put({ element }: Seam, { block, at, place, isLast }: Target): boolean {
    takeAway(element);
    const parent = elementOf(block);
    const isPut = block.code
      ? block.code.block.insertSeam(place.offset, element)
      : parent !== undefined && insertAt(parent, place.offset, element);
    if (!isPut || !parent) return false;
    this.placed.set(element, { element: parent, drawn: block.drawn, at, isExact: place.isExact, isLast });
    if (!block.code) drawLine(element, parent);
    return true;
  }
}

function elementOf(block: Block): HTMLElement | undefined {
  return block.code?.block.element ?? block.element;
}

function hasText(block: Block): boolean {
  return block.code ? block.code.text !== '' : block.element?.textContent.trim() !== '';
}

function placeIn(block: Block, at: number, textOf: (source: string) => string): ShownPlace {
  const { segment, code, element } = block;
  if (code) {
    const isStart = segment.shown.type !== 'code';
    const start = segment.shown.type === 'code' ? code.text.length - segment.shown.code.length : 0;
    const place = codePlace(segment.raw, code.text.slice(start), at, isStart);
    return { ...place, offset: start + place.offset };
  }
  const shown = element?.textContent ?? '';
  if (segment.shown.type !== 'token') return { offset: at, isExact: shown.slice(at).trim() !== '' };
  if (at === 0) return { offset: 0, isExact: shown.trim() !== '' };
  const place = Math.min(parsedPlace(segment.raw, segment.shown.source, at), block.drawn.length);
  return shownPlace(block.drawn, place, shown, textOf);
}
