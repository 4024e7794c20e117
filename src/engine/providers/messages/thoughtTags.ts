import type { StreamEvent } from '../../model/stream/stream';

/** How models mark their thoughts where their host does not part them from the answer. In any letter case. */
const marks: readonly (readonly [open: string, close: string])[] = [
  // DeepSeek R1, Qwen, QwQ, GLM, MiniMax and most others.
  ['<think>', '</think>'],
  // Amazon Nova, and Claude where a prompt asks for it.
  ['<thinking>', '</thinking>'],
  // Gemini's own OpenAI-compatible host.
  ['<thought>', '</thought>'],
  // Granite, and models that a prompt made to reason.
  ['<reasoning>', '</reasoning>'],
  // ByteDance Seed-OSS.
  ['<seed:think>', '</seed:think>'],
  // Magistral.
  ['[think]', '[/think]'],
  // Kimi-VL.
  ['◁think▷', '◁/think▷'],
  // Command A Reasoning.
  ['<|start_thinking|>', '<|end_thinking|>'],
  // gpt-oss.
  ['<|channel|>analysis<|message|>', '<|end|><|start|>assistant<|channel|>final<|message|>'],
  // Gemma 4.
  ['<|channel>thought', '<channel|>'],
];

const longestMark = Math.max(...marks.flat().map(({ length }) => length));

/** The one end that stands alone at times, since some hosts write the beginning into the prompt; also its first half at the end of a piece. */
const loneEnd = /<(\/?)think>|<\/?(?:t(?:h(?:i(?:nk?)?)?)?)?$/i;

/**
 * Separates the thoughts at the beginning of an answer from the answer. Takes the text piece by piece. Text that is
 * held back while its kind is open comes out with the next piece or with `rest`. Later in the answer, a mark is plain
 * text, with one exception: after an end mark outside of code without a beginning mark, all text before it counts as
 * thinking.
 */
export class ThoughtTags {
  private state: 'beginning' | 'before-thinking' | 'thinking' | 'before-answer' | 'answer' = 'beginning';
  private held = '';
  private open = '';
  private close = '';
  private mayBeLone = true;
  /** The last of the thoughts so far: a mark may be parted over two pieces. */
  private thought = '';
  private readonly code = new CodeMarks();

  push(text: string): StreamEvent[] {
    this.held += text;
    const events: StreamEvent[] = [];
    for (;;) {
      const { state, held } = this;
      events.push(...this.step());
      if (state === this.state && held.length === this.held.length) return events;
    }
  }

  /** At the end of the answer. */
  rest(): StreamEvent[] {
    const { held, state } = this;
    this.held = '';
    const isText = state === 'answer' || (state === 'beginning' && held.trim() !== '');
    return isText ? textEvents(held) : state === 'thinking' ? thinkingEvents(held) : [];
  }

  private step(): StreamEvent[] {
    switch (this.state) {
      case 'beginning':
        return this.begin();
      case 'before-thinking':
        this.skipSpace('thinking');
        return [];
      case 'thinking':
        return this.think();
      case 'before-answer':
        // Some models think once more.
        this.skipSpace('beginning');
        return [];
      case 'answer':
        return this.answer();
    }
  }

  private skipSpace(next: 'thinking' | 'beginning'): void {
    this.held = this.held.trimStart();
    if (this.held !== '') this.state = next;
  }

  private begin(): StreamEvent[] {
    const start = this.held.trimStart();
    const lower = start.slice(0, longestMark).toLowerCase();
    const mark = marks.find(([open]) => lower.startsWith(open));
    if (mark) {
      [this.open, this.close] = mark;
      this.held = start.slice(this.open.length);
      this.mayBeLone = false;
      this.state = 'before-thinking';
    } else if (!marks.some(([open]) => open.startsWith(lower))) this.state = 'answer';
    return [];
  }

  private think(): StreamEvent[] {
    const lower = this.held.toLowerCase();
    const end = lower.indexOf(this.close);
    const thought = this.release(end < 0 ? this.held.length - beginningOf(this.close, lower) : end);
    this.thought += thought.toLowerCase();
    // Of thoughts within thoughts the first end is not the last.
    this.mayBeLone ||= this.thought.includes(this.open);
    this.thought = this.thought.slice(-longestMark);
    if (end >= 0) {
      this.held = this.held.slice(this.close.length);
      this.state = 'before-answer';
    }
    return thinkingEvents(thought);
  }

  private answer(): StreamEvent[] {
    if (!this.mayBeLone) return textEvents(this.release(this.held.length));
    const found = loneEnd.exec(this.held);
    const text = this.release(found?.index ?? this.held.length);
    this.code.read(text);
    const mark = found?.[0] ?? '';
    if (!mark.endsWith('>')) return textEvents(text);
    this.held = this.held.slice(mark.length);
    if (this.code.isOpen) return textEvents(text + mark);
    this.mayBeLone = false;
    if (found?.[1] === '') return textEvents(text + mark);
    this.state = 'before-answer';
    return [...textEvents(text), { type: 'text-was-thinking' }];
  }

  private release(length: number): string {
    const text = this.held.slice(0, length);
    this.held = this.held.slice(length);
    return text;
  }
}

/** Whether a place in Markdown is in code, as far as what stands before it tells. */
class CodeMarks {
  private line = '';
  private isFenced = false;

  read(text: string): void {
    const lines = (this.line + text).split('\n');
    this.line = lines.pop() ?? '';
    for (const line of lines) if (isFence(line)) this.isFenced = !this.isFenced;
  }

  get isOpen(): boolean {
    return this.isFenced || isFence(this.line) || this.line.split('`').length % 2 === 0;
  }
}

function isFence(line: string): boolean {
  return /^\s*(?:```|~~~)/.test(line);
}

/** Characters at the end of the text that may be the beginning of the mark. */
function beginningOf(mark: string, text: string): number {
  for (let length = Math.min(mark.length - 1, text.length); length > 0; length -= 1) {
    if (text.endsWith(mark.slice(0, length))) return length;
  }
  return 0;
}

function textEvents(text: string): StreamEvent[] {
  return text === '' ? [] : [{ type: 'text', text }];
}

function thinkingEvents(text: string): StreamEvent[] {
  return text === '' ? [] : [{ type: 'thinking', text }];
}
