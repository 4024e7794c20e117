import type { Token } from 'marked';
import { asWritten, blockElement, type Drawing } from './blockNode';
import type { CodeBlock } from './codeBlock';
import { elementsOf, h } from '../../../shared/dom';
import { costPerElement, costPerLine } from '../budget/limits';
import type { Place, Segment } from '../parse/segments';

/** A piece of source as it is on the page. */
export interface Block {
  readonly segment: Segment;
  /** What it was drawn from: its source, or that with open marks closed while it is the last. */
  readonly drawn: string;
  readonly element: HTMLElement | undefined;
  /** The code that it is, or goes on with, and the text of that up to its end. */
  readonly code:
    | {
        readonly block: CodeBlock;
        readonly info: string;
        readonly text: string;
      }
    | undefined;
  /** It was drawn together with definitions that its brackets may refer to. */
  readonly refers: boolean;
}

export function plainBlock(segment: Segment): Block {
  const element = contained(segment, asWritten('p', 'plain', segment.raw));
  return {
    segment,
    drawn: segment.raw,
    element,
    code: undefined,
    refers: false,
  };
}

/** In characters. Code is laid out piece by piece, however long it is. */
export function costOfBlock(block: Block | undefined): number {
  if (!block?.element) return 0;
  const { drawn, element, code } = block;
  const lines = 1 + (drawn.trim().match(/\n/g)?.length ?? 0);
  const elements = code ? 0 : elementsOf(element) - 1;
  return drawn.length + costPerLine * lines + costPerElement * elements;
}

export function isSpaceToken(shown: Segment['shown']): boolean {
  return shown.type === 'token' && shown.token.type === 'space';
}

export function isSpace({ segment }: Block): boolean {
  return isSpaceToken(segment.shown);
}

export function placeOf(block: Block | undefined): Place | undefined {
  return block && { at: block.segment.at, mode: block.segment.mode };
}

export function sameMode(a: Segment, b: Segment): boolean {
  const typeOf = ({ shown }: Segment): string => (shown.type === 'token' ? shown.token.type : shown.type);
  return typeOf(a) === typeOf(b) && JSON.stringify(a.mode) === JSON.stringify(b.mode);
}

/** What goes on inside a list item or a quotation stands as if it were in it. */
export function contained({ mode: { within } }: Segment, element: HTMLElement): HTMLElement {
  if (!within) return element;
  return within.type === 'quote' ? h('blockquote', {}, element) : h('div', { class: 'in-item' }, element);
}

export function drawBlock(token: Token, drawing: Drawing): HTMLElement | undefined {
  try {
    return blockElement(token, drawing);
  } catch {
    // Nested deeper than the stack: no person wrote that, but it must not end the answer.
    return asWritten('p', 'plain', token.raw);
  }
}
