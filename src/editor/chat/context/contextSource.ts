import type { Gathered, MentionItem } from '../../../engine/chat';

/** What the picker shows of one kind. */
export interface Found {
  readonly items: readonly MentionItem[];
  /** What is said below the items. */
  readonly note?: string;
}

/** One kind of thing that can be mentioned. */
export interface ContextSource {
  /** What stands in the first list of the picker; undefined where there is nothing of it. */
  root(): MentionItem | undefined;
  /** What fits the query, best first. */
  find(query: string, signal: AbortSignal): Promise<Found>;
  /** What a mention would send now. `prompt`: the one that it goes with. */
  gather(id: string, prompt: string, signal: AbortSignal): Promise<Gathered>;
}

/** The part of an id behind its kind. */
export function idRest(id: string): string {
  return id.slice(id.indexOf(':') + 1);
}

/** The id of an item that opens further ones. */
export function openerId(kind: MentionItem['kind']): string {
  return `open:${kind}`;
}
