import { randomUUID } from 'node:crypto';
import type { Json } from '../../model/request/message';
import type { StreamEvent } from '../../model/stream/stream';
import { textOf } from '../../model/text/jsonValue';

/** A piece of a tool call as hosts send it: each field may be absent, empty, repeated or of another type. */
export interface ToolCallPiece {
  readonly id?: unknown;
  readonly name?: unknown;
  /** Text that goes on, or the whole as a value. */
  readonly json?: unknown;
}

interface Draft {
  id: string;
  name: string;
  json: string;
  told: boolean;
}

/** Calls in one answer, and characters of what they are called with; what is more is broken. */
const maxCallCount = 512;
const maxInputChars = 2_000_000;

/** What a reader reports when a tool call cannot be read. */
export const brokenToolCall = JSON.stringify({ error: { message: 'A tool call came incomplete or is not JSON.' } });

/** An id for a call that the host sent without an id. Unlike a number it is never the same in two turns. */
export function newToolCallId(): string {
  return `call_${randomUUID().replaceAll('-', '').slice(0, 24)}`;
}

/** Gathers tool calls that come in pieces; a call becomes an event only when its JSON is whole. */
export class ToolCallDrafts {
  private readonly drafts: Draft[] = [];
  private readonly current = new Map<string | number, Draft>();
  private inputChars = 0;

  get any(): boolean {
    return this.drafts.length > 0;
  }

  has(key: string | number): boolean {
    return this.current.has(key);
  }

  /** The next piece with the key belongs to another call. The content of the piece does not matter. */
  begin(key: string | number): void {
    this.current.delete(key);
  }

  /** None of the calls so far is wanted. */
  clear(): void {
    this.drafts.length = 0;
    this.current.clear();
  }

  /** All of the text that came in pieces, or did not. */
  complete(key: string | number, json: unknown): void {
    const draft = this.current.get(key);
    const whole = jsonOf(json);
    if (draft && whole.startsWith(draft.json)) draft.json = whole;
  }

  /** Pieces with the same key belong together, unless they say otherwise. Yields the event that a call has begun. */
  *add(key: string | number, piece: ToolCallPiece): Generator<StreamEvent> {
    const id = textOf(piece.id);
    const name = textOf(piece.name);
    const json = jsonOf(piece.json);
    this.inputChars += json.length;
    if (this.isTooMuch) return;
    const draft = this.draftFor(key, { id, name, json });
    if (draft.id === '') draft.id = id;
    draft.name = nameAfter(draft.name, name);
    draft.json += json;
    if (draft.told || draft.name === '') return;
    draft.told = true;
    yield { type: 'tool-call-started', name: draft.name };
  }

  private get isTooMuch(): boolean {
    return this.drafts.length > maxCallCount || this.inputChars > maxInputChars;
  }

  private draftFor(key: string | number, piece: Pick<Draft, 'id' | 'name' | 'json'>): Draft {
    const draft = this.current.get(key);
    if (draft && !isOther(draft, piece)) return draft;
    const next: Draft = { id: '', name: '', json: '', told: false };
    this.current.set(key, next);
    this.drafts.push(next);
    return next;
  }

  /**
   * All calls, once the answer has ended; undefined when one of them is broken. `cut`: the output limit was reached, so
   * that a call without arguments may have lost them.
   */
  finish(cut = false): StreamEvent[] | undefined {
    if (this.isTooMuch) return undefined;
    const events: StreamEvent[] = [];
    for (const { id, name, json } of this.drafts) {
      if (name === '' || (cut && json === '')) return undefined;
      try {
        const input = JSON.parse(json === '' ? '{}' : json) as Json;
        events.push({ type: 'tool-call', id: id === '' ? newToolCallId() : id, name, input });
      } catch {
        return undefined;
      }
    }
    return events;
  }
}

/**
 * A name begins a call, where the host numbers them all the same and the one before has an id of its own or is whole. A new
 * id alone does not: some hosts make one up for every piece.
 */
function isOther(draft: Draft, { id, name, json }: Pick<Draft, 'id' | 'name' | 'json'>): boolean {
  if (name === '' || draft.name === '') return false;
  const isNewId = id !== '' && draft.id !== '' && id !== draft.id;
  if (draft.json === '') return isNewId;
  if (isJson(draft.json)) return isNewId || (json !== '' && id === '');
  return isNewId && (name !== draft.name || json.startsWith('{'));
}

/** Some hosts send a name in pieces, others the whole of it with each piece of the call. */
function nameAfter(before: string, piece: string): string {
  if (piece.startsWith(before)) return piece;
  return piece === '' ? before : before + piece;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function jsonOf(json: unknown): string {
  if (typeof json === 'object' && json !== null) return JSON.stringify(json);
  return textOf(json);
}
