import type { Token, Tokens } from 'marked';
import { elementsOf, h } from '../../shared/dom';
import { definitionsIn, labelsIn, parse, type Reference } from './parse/boundedLexer';
import { CodeBlock, type ContentActions } from './nodes/codeBlock';
import { newChunks, stepsPerUpdate, waitingChunks, waitingMarks, windowChars } from './budget/limits';
import { closeOpenMarks } from './parse/openMarks';
import { PlainText } from './nodes/plainText';
import {
  type Block,
  contained,
  costOfBlock,
  drawBlock,
  isSpace,
  isSpaceToken,
  placeOf,
  plainBlock,
  sameMode,
} from './nodes/drawnBlock';
import { type Seam, Seams } from './seam/seams';
import { styleOfWriter } from './seam/writerLine';
import { Sections } from './parse/sections';
import { type Place, readWindow, type Segment, start } from './parse/segments';
import { UnixText } from './parse/unixText';
import { type Timing, Work } from './budget/slicedWork';

/**
 * Draws Markdown that grows. An update reads a window or two of the source at its end and leaves what is settled before it
 * as it is; more text than that is shown plain and formatted later, window by window. So neither the length of an answer
 * nor what it holds makes an update long.
 */
export class StreamingMarkdown {
  readonly element = h('div', { class: 'markdown' });
  private readonly source = new UnixText();
  private readonly work: Work;
  private readonly sections = new Sections(this.element);
  private readonly tail = new PlainText({ chunks: waitingChunks, newChunks, marks: waitingMarks });
  private text = '';
  private whole = false;
  private readonly seams = new Seams();
  private joins: readonly Seam[] = [];
  private blocks: Block[] = [];
  /** Blocks that more text cannot change, and where the blocks after them begin. */
  private settled = 0;
  private next: Place = start;
  private isAtEnd = false;
  /** Blocks in which the references are those of the whole answer. */
  private resolved = 0;
  private references = new Map<string, Reference>();
  /** Blocks in which references are defined. */
  private defining: number[] = [];
  private isWaiting = false;

  constructor(
    private readonly actions: ContentActions,
    timing?: Timing,
  ) {
    this.work = new Work(this.element, timing);
  }

  /** `whole`: no more text comes, so what is drawn is exactly what the source means. */
  update(source: string, whole: boolean, seams: readonly Seam[] = []): void {
    const text = this.source.update(source);
    const kept = this.keptWithin(text, whole);
    const before = this.joins;
    this.text = text;
    this.whole = whole;
    this.joins = seams.map((seam) => ({ ...seam, at: this.source.placeOf(seam.at) }));
    if (kept !== this.settled) this.next = placeOf(this.blocks[kept]) ?? this.next;
    this.settled = kept;
    this.isAtEnd = false;
    this.resolved = 0;
    this.work.begin();
    const mostSteps = text.length <= windowChars ? stepsPerUpdate : 1;
    this.go((steps) => steps < mostSteps, Math.min(kept, this.firstBlockOf(otherSeam(before, this.joins))));
  }

  drawAll(): void {
    if (!this.isDone()) this.go(() => true, this.blocks.length);
  }

  /** The first block that begins at this place of the source or behind it. */
  private firstBlockOf(at: number): number {
    const first = this.blocks.findIndex(({ segment }) => segment.at >= at);
    return first < 0 ? this.blocks.length : first;
  }

  /** Takes a step and others while there is time, shows what has changed from a block on, and leaves the rest for later. */
  private go(hasTime: (steps: number) => boolean, changedBlock: number): void {
    const old = new Map(this.blocks.slice(this.settled).map((block) => [block.segment.at, block]));
    let changed = changedBlock;
    let steps = 0;
    while (!this.isDone() && (steps === 0 || hasTime(steps))) {
      changed = Math.min(changed, this.step(old));
      steps += 1;
    }
    this.place(changed);
    if (this.isDone() || this.isWaiting) return;
    this.isWaiting = true;
    this.work.add((hasTime) => {
      this.isWaiting = false;
      this.work.begin();
      this.go(hasTime, this.blocks.length);
    });
  }

  private isDone(): boolean {
    return this.isAtEnd && (!this.whole || this.references.size === 0 || this.resolved >= this.blocks.length);
  }

  /** Blocks from the start that stay as they are. A short answer is read once more as a whole at its end. */
  private keptWithin(text: string, whole: boolean): number {
    if (whole && text.length <= windowChars) return 0;
    if (text.startsWith(this.text)) return this.settled;
    const same = commonLength(this.text, text);
    const visible = this.blocks.flatMap((block, index) => (isSpace(block) || block.segment.at >= same ? [] : [index]));
    return Math.min(this.settled, visible.at(-2) ?? 0);
  }

  /** Reads a window or, at the end, resolves the references of some blocks; the first block that has changed. */
  private step(old: ReadonlyMap<number, Block>): number {
    if (this.isAtEnd) return this.resolve();
    const changed = this.settled;
    const { segments, next, isEnd } = readWindow(this.text, this.next);
    this.blocks.length = changed;
    while ((this.defining.at(-1) ?? -1) >= changed) this.defining.pop();
    const growing = isEnd && !this.whole ? segments.findLastIndex(({ shown }) => !isSpaceToken(shown)) : -1;
    const defining = segments.flatMap(({ shown }, index) =>
      shown.type === 'token' && definitionsIn([shown.token]).length > 0 ? [changed + index] : [],
    );
    this.defining.push(...defining);
    for (const [index, segment] of segments.entries()) {
      this.blocks.push(this.draw(segment, index === growing, defining.length > 0, old.get(segment.at)));
    }
    this.settled = changed + segments.filter(({ at, raw }) => at + raw.length <= next.at).length;
    this.next = next;
    this.isAtEnd = isEnd;
    if (isEnd && this.whole) this.references = this.allReferences();
    return changed;
  }

  /** `defines`: the window that it was read in defines references. */
  private draw(segment: Segment, isGrowing: boolean, defines: boolean, before: Block | undefined): Block {
    const { shown } = segment;
    if (shown.type === 'code') return this.moreCode(segment, shown.code);
    if (shown.type === 'plain') return this.plain(segment);
    if (shown.token.type === 'code') return this.code(segment, shown.token as Tokens.Code, before);
    const drawn = isGrowing ? closeOpenMarks(shown.source) : shown.source;
    const refers = defines && drawn.includes('[');
    const isSame = before?.drawn === drawn && sameMode(before.segment, segment) && !refers && !before.refers;
    if (isSame) return { ...before, segment };
    const token = drawn === shown.source ? shown.token : (parse(drawn)[0] ?? shown.token);
    return {
      segment,
      drawn,
      element: this.elementOf(segment, token),
      code: undefined,
      refers,
    };
  }

  private plain(segment: Segment): Block {
    const block = plainBlock(segment);
    if (block.element) this.work.made(elementsOf(block.element));
    return block;
  }

  private elementOf(segment: Segment, token: Token): HTMLElement | undefined {
    const number = segment.shown.type === 'token' ? segment.shown.number : undefined;
    const numbered = number !== undefined && token.type === 'list' && (token as Tokens.List).ordered;
    const element = drawBlock(numbered ? { ...token, start: number } : token, {
      actions: this.actions,
      work: this.work,
    });
    if (element) this.work.made(elementsOf(element));
    return element && contained(segment, element);
  }

  private code(segment: Segment, token: Tokens.Code, before: Block | undefined): Block {
    const isKept = before?.code !== undefined && before.element !== undefined && sameMode(before.segment, segment);
    const block = isKept ? before.code.block : new CodeBlock(this.actions, this.work);
    if (!isKept) this.work.made(elementsOf(block.element));
    const info = token.lang ?? '';
    block.update(token.text, info);
    const isOpen = segment.raw.endsWith('\n') && token.raw.trimEnd().includes('\n');
    const element = isKept ? before.element : contained(segment, block.element);
    return {
      segment,
      drawn: segment.raw,
      element,
      code: { block, info, text: token.text + (isOpen ? '\n' : '') },
      refers: false,
    };
  }

  private moreCode(segment: Segment, added: string): Block {
    const before = this.blocks.at(-1)?.code;
    if (!before) return this.plain(segment);
    const text = before.text + added;
    before.block.update(text.endsWith('\n') ? text.slice(0, -1) : text, before.info);
    return {
      segment,
      drawn: segment.raw,
      element: undefined,
      code: { ...before, text },
      refers: false,
    };
  }

  /** Redraws the blocks that use references of the whole answer. */
  private resolve(): number {
    const first = this.resolved;
    let chars = 0;
    while (this.resolved < this.blocks.length && chars <= windowChars) {
      const block = this.blocks[this.resolved];
      if (block) this.blocks[this.resolved] = this.withReferences(block);
      chars += block?.drawn.length ?? 0;
      this.resolved += 1;
    }
    return first;
  }

  private withReferences(block: Block): Block {
    const { shown } = block.segment;
    if (shown.type !== 'token' || shown.token.type === 'code' || !shown.source.includes('[')) return block;
    const used = usedIn(shown.source, this.references);
    if (Object.keys(used).length === 0 && !block.refers) return block;
    const token = parse(shown.source, used)[0] ?? shown.token;
    return {
      ...block,
      element: this.elementOf(block.segment, token),
      refers: true,
    };
  }

  /** Of the whole answer; the first definition of a label counts. */
  private allReferences(): Map<string, Reference> {
    const all = new Map<string, Reference>();
    for (const index of this.defining) {
      const shown = this.blocks[index]?.segment.shown;
      if (shown?.type !== 'token') continue;
      for (const { label, reference } of definitionsIn([shown.token])) {
        if (!all.has(label)) all.set(label, reference);
      }
    }
    return all;
  }

  private place(changed: number): void {
    const ahead = this.seams.place(this.joins, { blocks: this.blocks, textOf: (source) => this.textOf(source) });
    for (const { element, segment } of this.blocks.slice(changed)) {
      if (element) markWriter(element, this.seams.writerAt(segment.at));
    }
    const nodesOf = (index: number): readonly Node[] => {
      const element = this.blocks[index]?.element;
      return element ? [element] : [];
    };
    const last = this.blocks.at(-1)?.segment;
    const rest = this.isAtEnd ? [] : this.tail.show(this.text, last ? last.at + last.raw.length : 0);
    const costOf = (index: number): number => costOfBlock(this.blocks[index]);
    const tail = [...rest, ...ahead.map(({ element }) => element)];
    this.sections.place({ count: this.blocks.length, nodesOf, costOf }, changed, tail);
  }

  /** What a source would be shown as. */
  private textOf(source: string): string {
    const [token] = parse(source, usedIn(source, this.allReferences()));
    const element = token && drawBlock(token, { actions: this.actions, work: new Work(h('div')) });
    return element?.textContent ?? '';
  }
}

function markWriter(element: HTMLElement, writer: number): void {
  if (writer > 0) element.dataset['writer'] = String(styleOfWriter(writer));
  else delete element.dataset['writer'];
}

function usedIn(source: string, references: ReadonlyMap<string, Reference>): Record<string, Reference> {
  const used: Record<string, Reference> = {};
  for (const label of labelsIn(source)) {
    const reference = references.get(label);
    if (reference) used[label] = reference;
  }
  return used;
}

/** The first place at which the writer may be another than before. */
function otherSeam(before: readonly Seam[], after: readonly Seam[]): number {
  const isIn = (seams: readonly Seam[], { at, element, writer }: Seam): boolean =>
    seams.some((seam) => seam.at === at && seam.element === element && seam.writer === writer);
  const others = [...before.filter((seam) => !isIn(after, seam)), ...after.filter((seam) => !isIn(before, seam))];
  return Math.min(...others.map(({ at }) => at));
}

function commonLength(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length += 1;
  return length;
}
