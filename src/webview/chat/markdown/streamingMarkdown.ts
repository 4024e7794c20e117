import { Marked, type Token, type Tokens } from 'marked';
import { h, setChildren } from '../dom';
import { blockElement } from './block';
import { CodeBlock, type ContentActions } from './codeBlock';
import { closeOpenMarks } from './openMarks';

/** Something that stands between two blocks, behind the text before `at` (UTF-16 units). */
export interface Mark {
  readonly at: number;
  readonly element: HTMLElement;
}

interface Block {
  readonly start: number;
  readonly raw: string;
  /** The source it was drawn from: `raw`, or `raw` with open marks closed while it is the last. */
  readonly drawn: string;
  readonly type: string;
  readonly element: HTMLElement | undefined;
  readonly code: CodeBlock | undefined;
}

const marked = new Marked({ gfm: true });

/** Longer blocks are shown plain: parsing one for each frame would hold up the page. */
const longestParsed = 200_000;

/** Blocks at the end that more text may still change: a list goes on behind a line that does not look like one yet. */
const unsettled = 2;

/**
 * Draws Markdown that grows. Only the last blocks are parsed and drawn again with each update; those before them keep
 * their elements, so a long answer costs no more for each update than a short one, and a selection in it survives.
 */
export class StreamingMarkdown {
  readonly element = h('div', { class: 'markdown' });
  private text = '';
  private blocks: readonly Block[] = [];

  constructor(private readonly actions: ContentActions) {}

  /** `whole`: no more text comes, so what is drawn is exactly what the source means. */
  update(source: string, whole: boolean, marks: readonly Mark[] = []): void {
    const text = unixLines(source);
    const placed =
      text === source ? marks : marks.map((mark) => ({ ...mark, at: unixLines(source.slice(0, mark.at)).length }));
    const kept = whole ? 0 : this.settledWithin(text);
    const before = this.blocks.slice(0, kept);
    const start = this.blocks[kept]?.start ?? end(before.at(-1));
    this.blocks = [...before, ...this.draw(text, start, whole)];
    this.text = text;
    setChildren(this.element, this.children(placed));
  }

  /** How many blocks from the start stay as they are whatever the end of the text is. */
  private settledWithin(text: string): number {
    const same = text.startsWith(this.text) ? this.text.length : commonLength(this.text, text);
    const visible = this.blocks.flatMap(({ type, start }, index) => (type === 'space' || start >= same ? [] : [index]));
    return visible.at(-unsettled) ?? 0;
  }

  private draw(text: string, start: number, whole: boolean): Block[] {
    const { tokens, definesReferences } = lex(text.slice(start));
    const lastVisible = tokens.findLastIndex((token) => token.type !== 'space');
    // References may be defined behind the text that uses them; then blocks with brackets mean more than their own text.
    const hasReferences = whole && definesReferences;
    const drawn = new Map(this.blocks.filter((block) => block.start >= start).map((block) => [block.start, block]));
    const blocks: Block[] = [];
    let at = start;
    tokens.forEach((token, index) => {
      const isGrowing = !whole && index === lastVisible && token.type !== 'code';
      const provisional = isGrowing ? closeOpenMarks(token.raw) : token.raw;
      const old = hasReferences && token.raw.includes('[') ? undefined : drawn.get(at);
      blocks.push(this.block(token, provisional, at, old));
      at += token.raw.length;
    });
    return blocks;
  }

  private block(token: Token, drawn: string, start: number, old: Block | undefined): Block {
    const { raw, type } = token;
    if (old?.type === type && old.drawn === drawn) return { ...old, raw };
    if (type === 'code') {
      const code = old?.code ?? new CodeBlock(this.actions);
      code.update((token as Tokens.Code).text, (token as Tokens.Code).lang ?? '');
      return { start, raw, drawn, type, element: code.element, code };
    }
    const shown = drawn === raw ? token : (lex(drawn).tokens[0] ?? token);
    return { start, raw, drawn, type, element: drawBlock(shown, this.actions), code: undefined };
  }

  private children(marks: readonly Mark[]): Node[] {
    const rest = [...marks].sort((a, b) => a.at - b.at);
    const nodes: Node[] = [];
    for (const block of this.blocks) {
      while (rest[0] && rest[0].at <= block.start) nodes.push(...take(rest));
      if (block.element) nodes.push(block.element);
    }
    return [...nodes, ...rest.map((mark) => mark.element)];
  }
}

function unixLines(text: string): string {
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
}

function take(marks: Mark[]): Node[] {
  const first = marks.shift();
  return first ? [first.element] : [];
}

function end(block: Block | undefined): number {
  return block ? block.start + block.raw.length : 0;
}

function commonLength(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length += 1;
  return length;
}

interface Lexed {
  /** Their `raw` add up to the text. */
  readonly tokens: readonly Token[];
  /** Also those defined inside a list or a quotation. */
  readonly definesReferences: boolean;
}

/** What the parser cannot take is one paragraph. */
function lex(text: string): Lexed {
  const paragraph: Token = { type: 'paragraph', raw: text, text, tokens: [{ type: 'escape', raw: text, text }] };
  const plain: Lexed = { tokens: [paragraph], definesReferences: false };
  if (text.length > longestParsed) return plain;
  try {
    const tokens = marked.lexer(text);
    const length = tokens.reduce((sum, token) => sum + token.raw.length, 0);
    if (length !== text.length) return plain;
    return { tokens, definesReferences: Object.keys(tokens.links).length > 0 };
  } catch {
    return plain;
  }
}

function drawBlock(token: Token, actions: ContentActions): HTMLElement | undefined {
  try {
    return blockElement(token, actions);
  } catch {
    // Nested deeper than the stack: no person wrote that, but it must not end the answer.
    return h('p', {}, token.raw);
  }
}
