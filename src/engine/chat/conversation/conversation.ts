import { type Answer, answerAfter, emptyAnswer, isRunning } from './answerState';
import type { AnswerEvent, AttemptRecord } from '../../failover/api/answer';
import type { Attachment } from './attachment';
import { requestUsageOf } from './requestUsage';

/** A prompt and its answer. */
export interface Turn {
  readonly id: string;
  readonly prompt: string;
  readonly attachments: readonly Attachment[];
  readonly answer: Answer;
}

export interface Conversation {
  readonly turns: readonly Turn[];
  /** Text in the input box that has not been sent. */
  readonly draft: string;
}

export const emptyConversation: Conversation = { turns: [], draft: '' };

/** Turns kept at most; the oldest are dropped. */
const maxTurns = 200;

/** Sends a prompt. One that failed without a word and is sent again takes the place of the failed turn. */
export function withPrompt(conversation: Conversation, turn: Omit<Turn, 'answer'>): Conversation {
  const last = conversation.turns.at(-1);
  const isRepeated = last !== undefined && last.prompt === turn.prompt && isFruitless(last.answer);
  const before = isRepeated ? conversation.turns.slice(0, -1) : conversation.turns;
  const turns = [...before, { ...turn, answer: emptyAnswer }].slice(-maxTurns);
  return { turns, draft: '' };
}

/** The last turn's broken answer goes on: what is written stays. */
export function withContinuation(conversation: Conversation): Conversation {
  return withAnswer(conversation, (answer) => ({ ...answer, state: { type: 'asking' } }));
}

/** A provider can serve again: the last turn's question, which failed before, can be asked again. */
export function withReady(conversation: Conversation, label: string): Conversation {
  return withAnswer(conversation, (answer) =>
    answer.state.type === 'failed'
      ? { ...answer, state: { type: 'failed', problem: { ...answer.state.problem, ready: label } } }
      : answer,
  );
}

/** What a stopped answer had taken by then, which is known a moment later. */
export function withEffort(
  conversation: Conversation,
  turnId: string,
  attempts: readonly AttemptRecord[],
): Conversation {
  const isMeant = ({ id, answer }: Turn): boolean => id === turnId && answer.state.type === 'stopped';
  if (!conversation.turns.some(isMeant)) return conversation;
  const turns = conversation.turns.map((turn) =>
    isMeant(turn) ? { ...turn, answer: { ...turn.answer, effort: requestUsageOf(attempts) } } : turn,
  );
  return { ...conversation, turns };
}

/** The last turn is asked again; a draft that is its prompt, put back after a failure, leaves the box. */
export function withRetry(conversation: Conversation): Conversation {
  const last = conversation.turns.at(-1);
  if (!last) return conversation;
  const turns = [...conversation.turns.slice(0, -1), { ...last, answer: emptyAnswer }];
  return { turns, draft: conversation.draft === last.prompt ? '' : conversation.draft };
}

/** Applies one event of the last turn's answer. After a failure its prompt returns to the input box if that is empty. */
export function withEvent(conversation: Conversation, event: AnswerEvent): Conversation {
  return withAnswer(conversation, (answer) => answerAfter(answer, event));
}

export function withAnswer(conversation: Conversation, change: (answer: Answer) => Answer): Conversation {
  const last = conversation.turns.at(-1);
  if (!last) return conversation;
  const answer = change(last.answer);
  if (answer === last.answer) return conversation;
  const turns = [...conversation.turns.slice(0, -1), { ...last, answer }];
  const { state } = answer;
  // An answer that can go on does not need its prompt once more.
  const isLost = state.type === 'failed' && !state.problem.continueWith && last.answer.state.type !== 'failed';
  const draft = isLost && conversation.draft.trim() === '' ? last.prompt : conversation.draft;
  return { turns, draft };
}

/** After a reload nothing runs any more: what was being written is marked as interrupted. */
export function afterReload(conversation: Conversation): Conversation {
  const turns = conversation.turns.map((turn) =>
    isRunning(turn.answer) ? { ...turn, answer: { ...turn.answer, state: { type: 'interrupted' as const } } } : turn,
  );
  return { ...conversation, turns };
}

export function isBusy(conversation: Conversation): boolean {
  const last = conversation.turns.at(-1);
  return last !== undefined && isRunning(last.answer);
}

function isFruitless(answer: Answer): boolean {
  return answer.text === '' && !isRunning(answer);
}
