import { randomUUID } from 'node:crypto';
import type { Json } from '../model/message';
import type { StreamEvent } from '../model/stream';

/** A piece of a tool call as hosts send it: each field may be absent, empty or repeated. */
export interface ToolCallPiece {
  readonly id?: string | null;
  readonly name?: string | null;
  /** Text that goes on, or the whole as a value. */
  readonly json?: unknown;
}

interface Draft {
  id: string;
  name: string;
  json: string;
  told: boolean;
}

/** What a reader reports when a tool call cannot be read. */
export const brokenToolCall = JSON.stringify({ error: { message: 'A tool call came incomplete or is not JSON.' } });

/** An id for a call whose host gives none; unlike a number it is never the same in two turns. */
export function newToolCallId(): string {
  return `call_${randomUUID().replaceAll('-', '').slice(0, 24)}`;
}

/** Gathers tool calls that come in pieces; a call is told only when its JSON is whole. */
export class ToolCallDrafts {
  private readonly drafts: Draft[] = [];
  private readonly current = new Map<string | number, Draft>();

  get any(): boolean {
    return this.drafts.length > 0;
  }

  has(key: string | number): boolean {
    return this.current.has(key);
  }

  /** Pieces with the same key belong together, unless a new id says otherwise. Yields the event that a call has begun. */
  *add(key: string | number, piece: ToolCallPiece): Generator<StreamEvent> {
    let draft = this.current.get(key);
    const isOther = draft !== undefined && draft.id !== '' && isText(piece.id) && piece.id !== draft.id;
    if (!draft || isOther) {
      draft = { id: '', name: '', json: '', told: false };
      this.current.set(key, draft);
      this.drafts.push(draft);
    }
    if (isText(piece.id)) draft.id = piece.id;
    if (isText(piece.name)) draft.name = piece.name;
    draft.json += textOf(piece.json);
    if (draft.told || draft.name === '') return;
    draft.told = true;
    yield { type: 'tool-call-started', name: draft.name };
  }

  /**
   * All calls, once the answer has ended; undefined when one of them is broken. `cut`: the output limit was reached, so
   * that a call without arguments may be one whose arguments are missing.
   */
  finish(cut = false): StreamEvent[] | undefined {
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

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function textOf(json: unknown): string {
  if (json === undefined || json === null) return '';
  return typeof json === 'string' ? json : JSON.stringify(json);
}
