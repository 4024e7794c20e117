import type { Json } from '../model/message';
import type { StreamEvent } from '../model/stream';

interface Draft {
  id: string;
  name: string;
  json: string;
}

/** Gathers tool calls that come in pieces; a call is told only when its JSON is whole. */
export class ToolCallDrafts {
  private readonly drafts = new Map<string | number, Draft>();

  get any(): boolean {
    return this.drafts.size > 0;
  }

  /** Pieces with the same key belong together. Yields the event that a call has begun. */
  *add(key: string | number, piece: Partial<Draft>): Generator<StreamEvent> {
    const draft = this.drafts.get(key) ?? { id: '', name: '', json: '' };
    const isNew = !this.drafts.has(key);
    draft.id = piece.id ?? draft.id;
    draft.name = piece.name ?? draft.name;
    draft.json += piece.json ?? '';
    this.drafts.set(key, draft);
    if (isNew) yield { type: 'tool-call-started', name: draft.name };
  }

  /** All calls, once the answer is whole; undefined when the JSON of one of them is broken. */
  finish(): StreamEvent[] | undefined {
    const events: StreamEvent[] = [];
    for (const { id, name, json } of this.drafts.values()) {
      try {
        events.push({ type: 'tool-call', id, name, input: JSON.parse(json === '' ? '{}' : json) as Json });
      } catch {
        return undefined;
      }
    }
    return events;
  }
}
