import type { ModelChoice } from '../../model/route/route';
import { type Conversation, emptyConversation } from '../conversation/conversation';
import type { DraftMention } from '../conversation/draftMention';
import type { QueuedPrompt } from '../conversation/queue';
import type { AttachedImage, Turn } from '../conversation/turn';
import type { StoredConversation } from '../store/storedConversation';
import { readQueue } from './queueSchema';

/** All of a conversation that a window changes while it is open. */
export interface SessionState extends Conversation {
  /** Images that go with the draft. */
  readonly images: readonly AttachedImage[];
  /** What the user added to the draft. */
  readonly mentions: readonly DraftMention[];
  readonly queue: readonly QueuedPrompt[];
  /** The model that is asked first. */
  readonly choice?: ModelChoice;
}

/** What is written for the next prompt. */
export type InputBox = Pick<SessionState, 'draft' | 'images' | 'mentions'>;

export const emptyBox: InputBox = { draft: '', images: [], mentions: [] };

export const emptyState: SessionState = { ...emptyConversation, ...emptyBox, queue: [] };

export function stateOf(stored: StoredConversation, turns: readonly Turn[]): SessionState {
  const { leafId, draft, draftImages, draftMentions, queue, choice } = stored;
  // Without the turn that was shown last, the latest is the best guess.
  const isKnown = turns.some(({ id }) => id === leafId);
  return {
    turns,
    leafId: isKnown ? leafId : turns.at(-1)?.id,
    draft,
    images: draftImages,
    mentions: draftMentions,
    queue: readQueue(queue),
    ...(choice ? { choice } : {}),
  };
}

/** Nothing of it needs to be kept. */
export function isEmpty({ turns, draft, images, mentions, queue, choice }: SessionState): boolean {
  return turns.length + images.length + mentions.length + queue.length === 0 && draft === '' && choice === undefined;
}

/**
 * What a window shows after another has written: all of it, but for the answers that are written here (`isOwn`) and the branch
 * in which this window writes. `mine` is in the store.
 */
export function merged(mine: SessionState, theirs: SessionState, isOwn: (turnId: string) => boolean): SessionState {
  const before = new Map(mine.turns.map((turn) => [turn.id, turn]));
  const turns = theirs.turns.map((turn) => {
    const known = before.get(turn.id);
    return known && (isOwn(turn.id) || same(known, turn)) ? known : turn;
  });
  return {
    ...theirs,
    turns,
    leafId: isOwn(mine.leafId ?? '') ? mine.leafId : theirs.leafId,
    images: same(mine.images, theirs.images) ? mine.images : theirs.images,
    mentions: same(mine.mentions, theirs.mentions) ? mine.mentions : theirs.mentions,
    queue: same(mine.queue, theirs.queue) ? mine.queue : theirs.queue,
    choice: same(mine.choice, theirs.choice) ? mine.choice : theirs.choice,
  };
}

/** Structural comparison of plain values; unchanged ones keep their identity, by which a page knows that nothing changed. */
function same(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, each]) => each !== undefined);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, each]) => [key, sorted(each)]));
}
