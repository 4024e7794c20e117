import { type Failure, failureKinds, failureScopes } from '../failure/failure';
import type { FinishReason, StreamEvent, Usage } from './stream';

/** Characters of text, and of thinking, that one answer may have; no model writes so much, a host that hangs in a loop does. */
export const longestAnswerChars = 2_000_000;

/** An event that is not of the contract. */
export class InvalidEvent extends Error {
  override readonly name = 'InvalidEvent';
}

const finishReasons: readonly FinishReason[] = ['stop', 'length', 'tool-calls'];

/**
 * The one door for what comes out of a stream. Behind it text is a string and well-formed Unicode, a pair that was parted
 * over two events is whole, counts are whole numbers from 0 on, an answer that is longer than any model writes has ended
 * as cut by length, and calls of tools that the request did not offer are left out. One instance for each stream.
 */
export class StreamCheck {
  /** The `done` that ends the answer here was given; the rest of the stream is not wanted. */
  isOver = false;
  private readonly text = new WellFormedText();
  private readonly thinking = new WellFormedText();
  private dropsCalls = false;

  /** `offersTools`: whether the request offered any. */
  constructor(private readonly offersTools = true) {}

  /** The events to pass on, perhaps none. Throws `InvalidEvent`. */
  *events(event: unknown): Generator<StreamEvent> {
    const { type, ...fields } = fieldsOf(event);
    if (type !== 'text') yield* textEvents('text', this.text.rest());
    if (type !== 'thinking') yield* textEvents('thinking', this.thinking.rest());
    switch (type) {
      case 'text':
        yield* this.textOf(stringIn(fields, 'text'));
        return;
      case 'thinking':
        yield* this.thinkingOf(fields);
        return;
      case 'text-was-thinking':
        yield { type };
        return;
      case 'tool-call-started':
        if (this.offers()) yield { type, name: wellFormed(stringIn(fields, 'name')) };
        return;
      case 'tool-call':
        if (this.offers()) yield toolCallOf(fields);
        return;
      case 'usage':
        yield { type, usage: usageOf(fields.usage) };
        return;
      case 'done':
        yield { type, reason: this.reasonOf(fields.reason) };
        return;
      case 'failed':
        yield { type, failure: failureOf(fields.failure) };
        return;
      default:
        throw new InvalidEvent();
    }
  }

  private *textOf(text: string): Generator<StreamEvent> {
    const room = longestAnswerChars - this.text.length;
    yield* textEvents('text', this.text.push(text.slice(0, room)));
    if (text.length <= room) return;
    yield* textEvents('text', this.text.rest());
    this.isOver = true;
    yield { type: 'done', reason: 'length' };
  }

  private *thinkingOf({ signature, ...fields }: Fields): Generator<StreamEvent> {
    // Of endless thoughts the rest is no progress, which ends the attempt.
    const room = longestAnswerChars - this.thinking.length;
    const text = this.thinking.push(stringIn(fields, 'text').slice(0, room));
    if (signature !== undefined && typeof signature !== 'string') throw new InvalidEvent();
    if (signature !== undefined) yield { type: 'thinking', text: text + this.thinking.rest(), signature };
    else yield* textEvents('thinking', text);
  }

  private offers(): boolean {
    this.dropsCalls ||= !this.offersTools;
    return this.offersTools;
  }

  private reasonOf(reason: unknown): FinishReason {
    const known = finishReasons.find((each) => each === reason);
    if (known === undefined) throw new InvalidEvent();
    return known === 'tool-calls' && this.dropsCalls && this.text.length > 0 ? 'stop' : known;
  }
}

/** Text in pieces that may end between the halves of a character. */
class WellFormedText {
  /** UTF-16 units so far. */
  length = 0;
  private half = '';

  push(piece: string): string {
    this.length += piece.length;
    const all = this.half + piece;
    this.half = /[\ud800-\udbff]$/.test(all) ? all.slice(-1) : '';
    return wellFormed(all.slice(0, all.length - this.half.length));
  }

  /** Half a character that waits for its other half. */
  rest(): string {
    const { half } = this;
    this.half = '';
    return wellFormed(half);
  }
}

/** The text with a replacement character in the place of each half of a pair that stands alone. */
export function wellFormed(text: string): string {
  return text.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd');
}

/** A count as hosts send it; undefined unless it is a whole number from 0 on. */
export function countOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}

type Fields = Readonly<Record<string, unknown>>;

function fieldsOf(value: unknown): Fields {
  if (typeof value !== 'object' || value === null) throw new InvalidEvent();
  return value as Fields;
}

function stringIn(fields: Fields, name: string): string {
  const value = fields[name];
  if (typeof value !== 'string') throw new InvalidEvent();
  return value;
}

function* textEvents(type: 'text' | 'thinking', text: string): Generator<StreamEvent> {
  if (text !== '') yield { type, text };
}

function toolCallOf(fields: Fields): StreamEvent {
  const json = JSON.stringify(fields.input) as string | undefined;
  const name = stringIn(fields, 'name');
  if (json === undefined || name === '') throw new InvalidEvent();
  const input = JSON.parse(json, (_key, value: unknown) =>
    typeof value === 'string' ? wellFormed(value) : value,
  ) as Extract<StreamEvent, { type: 'tool-call' }>['input'];
  return { type: 'tool-call', id: wellFormed(stringIn(fields, 'id')), name: wellFormed(name), input };
}

function usageOf(value: unknown): Usage {
  const { inputTokens, outputTokens, cachedInputTokens, cacheWriteTokens } = (
    typeof value === 'object' && value !== null ? value : {}
  ) as Fields;
  const counts = {
    inputTokens: tokensOf(inputTokens),
    outputTokens: tokensOf(outputTokens),
    cachedInputTokens: tokensOf(cachedInputTokens),
    cacheWriteTokens: tokensOf(cacheWriteTokens),
  };
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count !== undefined));
}

/** More in one request is a mistake of its host: no window is that large, and at a price it would use up a budget at once. */
const mostTokens = 100_000_000;

function tokensOf(value: unknown): number | undefined {
  const count = countOf(value);
  return count === undefined || count > mostTokens ? undefined : count;
}

/** Each field is read once: after this check no code of a stream runs. */
function failureOf(value: unknown): Failure {
  const fields = fieldsOf(value);
  const failure: Record<string, unknown> = {};
  for (const [name, isRight] of Object.entries(failureFields)) {
    if (name in fields) failure[name] = fields[name];
    if (!isRight(failure[name])) throw new InvalidEvent();
  }
  return failure as unknown as Failure;
}

const isNumberOrAbsent = (value: unknown): boolean =>
  value === undefined || (typeof value === 'number' && !Number.isNaN(value));
const isTextOrAbsent = (value: unknown): boolean => value === undefined || typeof value === 'string';
const isCountOrAbsent = (value: unknown): boolean => value === undefined || countOf(value) !== undefined;

const failureFields: Readonly<Record<keyof Failure, (value: unknown) => boolean>> = {
  kind: (value) => failureKinds.some((each) => each === value),
  scope: (value) => failureScopes.some((each) => each === value),
  message: (value) => typeof value === 'string',
  status: isNumberOrAbsent,
  code: isTextOrAbsent,
  retryAfterMs: isNumberOrAbsent,
  requestId: isTextOrAbsent,
  repair: isTextOrAbsent,
  refusedParameters: (value) =>
    value === undefined || (Array.isArray(value) && value.every((each) => typeof each === 'string')),
  outputLimitTokens: isCountOrAbsent,
  contextWindowTokens: isCountOrAbsent,
  isTooDear: (value) => value === undefined || value === true,
  isOverBudget: (value) => value === undefined || value === true,
  isBlind: (value) => value === undefined || value === true,
};
