import type { AnswerEvent, AttemptRecord } from '../../failover/api/answer';
import type { ModelChoice } from '../../model/route/route';
import { type Answer, answerAfter, emptyAnswer, isRunning, type Summary } from './answerState';
import { requestUsageOf } from './requestUsage';
import type { NewTurn, Turn } from './turn';
import { branchesAt, latestLeaf, pathTo } from './turnTree';

/** A tree of turns, of which the path to one leaf is shown. */
export interface Conversation {
  /** Of all branches, the oldest first. */
  readonly turns: readonly Turn[];
  /** The last turn that is shown; absent where there is none. */
  readonly leafId?: string;
  /** Text in the input box that has not been sent. */
  readonly draft: string;
}

export const emptyConversation: Conversation = { turns: [], draft: '' };

/** The turns that are shown, the first of the conversation first. */
export function shownTurns({ turns, leafId }: Conversation): readonly Turn[] {
  return pathTo(turns, leafId);
}

export function leafOf({ turns, leafId }: Conversation): Turn | undefined {
  return turns.find(({ id }) => id === leafId);
}

/**
 * Sends a prompt after the last turn shown. One that failed without a word and is sent again takes the place of the failed turn,
 * as its branch.
 */
export function withPrompt<C extends Conversation>(conversation: C, turn: NewTurn): C {
  const leaf = leafOf(conversation);
  const isRepeated = leaf !== undefined && leaf.prompt === turn.prompt && isFruitless(leaf.answer);
  // What was typed in the meantime stays.
  const draft = conversation.draft === turn.prompt ? '' : conversation.draft;
  return { ...withTurn(conversation, turn, isRepeated ? leaf.parentId : leaf?.id), draft };
}

/** Sends a prompt after this turn. It is shown where the turn was the last that is shown. */
export function withFollowUp<C extends Conversation>(conversation: C, parentId: string, turn: NewTurn): C {
  const next = withTurn(conversation, turn, parentId);
  return conversation.leafId === parentId ? next : { ...next, leafId: conversation.leafId };
}

/** Sends another prompt in place of a turn's, which stays as a branch; unchanged where there is no such turn. */
export function withEdit<C extends Conversation>(conversation: C, turnId: string, turn: NewTurn): C {
  const edited = conversation.turns.find(({ id }) => id === turnId);
  return edited ? withTurn(conversation, turn, edited.parentId) : conversation;
}

/** Asks a turn again, with all that went with it, as a branch; unchanged where there is no such turn. */
export function withRegeneration<C extends Conversation>(
  conversation: C,
  turnId: string,
  again: { readonly id: string; readonly askedAt: number; readonly chosen?: ModelChoice },
): C {
  const asked = conversation.turns.find(({ id }) => id === turnId);
  if (!asked) return conversation;
  const { prompt, attachments, images } = asked;
  return withTurn(conversation, { prompt, attachments, images, ...again }, asked.parentId);
}

/** Shows the branch of a turn as far as it was led; unchanged where there is no such turn. */
export function withBranch<C extends Conversation>(conversation: C, turnId: string): C {
  if (!conversation.turns.some(({ id }) => id === turnId)) return conversation;
  return { ...conversation, leafId: latestLeaf(conversation.turns, turnId) };
}

/** A turn's answer goes on: what is written stays. Where nothing is, nothing of the earlier attempts stays either. */
export function withContinuation<C extends Conversation>(conversation: C, turnId: string): C {
  return withAnswer(conversation, turnId, (answer) =>
    answer.text === '' ? emptyAnswer : { ...answer, state: { type: 'asking' } },
  );
}

/** A provider can serve again: a turn's question, which failed before, can be asked again. */
export function withReady<C extends Conversation>(conversation: C, turnId: string, label: string): C {
  return withAnswer(conversation, turnId, (answer) =>
    answer.state.type === 'failed'
      ? { ...answer, state: { type: 'failed', problem: { ...answer.state.problem, ready: label } } }
      : answer,
  );
}

/** What a stopped answer had taken by then, which is known a moment later. */
export function withEffort<C extends Conversation>(
  conversation: C,
  turnId: string,
  attempts: readonly AttemptRecord[],
): C {
  return withAnswer(conversation, turnId, (answer) =>
    answer.state.type === 'stopped' ? { ...answer, effort: requestUsageOf(attempts) } : answer,
  );
}

/** A turn is asked again from the start; a draft that is its prompt, put back after a failure, leaves the box. */
export function withRetry<C extends Conversation>(conversation: C, turnId: string): C {
  const again = withAnswer(conversation, turnId, () => emptyAnswer);
  const prompt = conversation.turns.find(({ id }) => id === turnId)?.prompt;
  return conversation.draft === prompt ? { ...again, draft: '' } : again;
}

/** Applies one event of a turn's answer. After a failure its prompt returns to the input box if that is empty. */
export function withEvent<C extends Conversation>(
  conversation: C,
  turnId: string,
  event: AnswerEvent,
  thinkingMs?: number,
): C {
  return withAnswer(conversation, turnId, (answer) => answerAfter(answer, event, thinkingMs));
}

/** A summary is sent in place of a turn and all before it; without one they are sent again. */
export function withSummary<C extends Conversation>(conversation: C, turnId: string, summary: Summary | undefined): C {
  return withAnswer(conversation, turnId, (answer) => ({ ...answer, summary }));
}

export function withAnswer<C extends Conversation>(
  conversation: C,
  turnId: string,
  change: (answer: Answer) => Answer,
): C {
  const turn = conversation.turns.find(({ id }) => id === turnId);
  if (!turn) return conversation;
  const answer = change(turn.answer);
  if (answer === turn.answer) return conversation;
  const turns = conversation.turns.map((each) => (each.id === turnId ? { ...turn, answer } : each));
  const draft =
    conversation.draft.trim() === '' && isPromptLost(conversation, turn, answer) ? turn.prompt : conversation.draft;
  return { ...conversation, turns, draft };
}

/** After a reload nothing runs any more: what was being written is marked as interrupted. */
export function afterReload<C extends Conversation>(conversation: C): C {
  const turns = conversation.turns.map((turn) =>
    isRunning(turn.answer) ? { ...turn, answer: { ...turn.answer, state: { type: 'interrupted' as const } } } : turn,
  );
  return { ...conversation, turns };
}

/** An answer is written in the branch that is shown. */
export function isBusy(conversation: Conversation): boolean {
  const leaf = leafOf(conversation);
  return leaf !== undefined && isRunning(leaf.answer);
}

/** It ended without a word. */
export function isFruitless(answer: Answer): boolean {
  return answer.text === '' && !isRunning(answer);
}

function withTurn<C extends Conversation>(conversation: C, turn: NewTurn, parentId: string | undefined): C {
  const added: Turn = { ...turn, ...(parentId === undefined ? {} : { parentId }), answer: emptyAnswer };
  return { ...conversation, turns: [...conversation.turns, added], leafId: added.id };
}

/** An answer that can go on does not need its prompt once more, and one asked again has it in another branch. */
function isPromptLost({ turns, leafId }: Conversation, turn: Turn, { state }: Answer): boolean {
  if (turn.id !== leafId || turn.answer.state.type === 'failed') return false;
  if (state.type !== 'failed' || state.problem.continueWith !== undefined) return false;
  return !branchesAt(turns, turn).some(({ id, prompt }) => id !== turn.id && prompt === turn.prompt);
}
