import type { AnswerEvent, AttemptRecord } from '../../../../src/engine/failover/api/answer';
import type { Failure, FailureKind } from '../../../../src/engine/model/failure/failure';
import type { Route } from '../../../../src/engine/model/route/route';
import { type Answer, answerAfter, emptyAnswer } from '../../../../src/engine/chat/conversation/answerState';
import type { Attachment } from '../../../../src/engine/chat/conversation/attachment';
import type { AttachedImage, Turn } from '../../../../src/engine/chat/conversation/turn';
import type { Conversation } from '../../../../src/engine/chat/conversation/conversation';
import type { ChatView } from '../../../../src/engine/chat/view/protocol';
import { released } from '../privacy/released';

export function route(label: string, changes: Partial<Route> = {}): Route {
  const providerId = label.toLowerCase();
  return {
    id: `${providerId}/${providerId}-model`,
    providerId,
    type: 'openai-compatible',
    model: `${providerId}-model`,
    label,
    endpoint: `https://${providerId}.test`,
    vendor: label,
    trust: 'cloud',
    traits: {
      contextWindow: 100_000,
      maxOutputTokens: 4_000,
      tools: true,
      images: true,
      prefill: false,
      reasoning: false,
    },
    ...changes,
  };
}

export const alpha = route('Alpha');
export const beta = route('Beta');

export function failure(kind: FailureKind, changes: Partial<Failure> = {}): Failure {
  return { kind, scope: 'endpoint', message: `It failed: ${kind}.`, ...changes };
}

export function attempt(changes: Partial<AttemptRecord> = {}): AttemptRecord {
  return { route: alpha, outcome: 'served', maybeBilled: false, ...changes };
}

export const asks = (to: Route, number = 1): AnswerEvent => ({ type: 'attempt', route: to, number });
export const says = (text: string): AnswerEvent => ({ type: 'text', text });
export const done = (attempts: readonly AttemptRecord[] = [attempt()]): AnswerEvent => ({
  type: 'done',
  route: alpha,
  reason: 'stop',
  attempts,
});
export const switches = (
  mode: Extract<AnswerEvent, { type: 'switched' }>['mode'],
  why: Failure = failure('overloaded', { status: 529 }),
): AnswerEvent => ({ type: 'switched', from: alpha, to: beta, failure: why, mode });

export function answerOf(...events: readonly AnswerEvent[]): Answer {
  return events.reduce((answer, event) => answerAfter(answer, event), emptyAnswer);
}

export function attachment(changes: Partial<Attachment> = {}): Attachment {
  return {
    kind: 'file',
    path: 'src/sum.ts',
    languageId: 'typescript',
    lines: { first: 1, last: 2, total: 2, cut: false },
    text: released('export const sum = 1;\n'),
    ...changes,
  };
}

export function turn(prompt: string, changes: Partial<Turn> = {}): Turn {
  return {
    id: prompt,
    askedAt: 0,
    prompt,
    attachments: [],
    images: [],
    answer: answerOf(asks(alpha), says('An answer.'), done()),
    ...changes,
  };
}

/** Turns that follow one another; the last is shown. */
export function conversationOf(turns: readonly Turn[], draft = ''): Conversation {
  const linked = turns.map((each, index) => ({ ...each, parentId: each.parentId ?? turns[index - 1]?.id }));
  return { turns: linked, leafId: turns.at(-1)?.id, draft };
}

export function attachedImage(changes: Partial<AttachedImage> = {}): AttachedImage {
  const facts = { mediaType: 'image/png', width: 2, height: 1, bytes: 3 } as const;
  return { id: 'i', name: 'a.png', thumbnail: 'data:,x', ...facts, ...changes };
}

/** A conversation as versions without a database kept it. */
export function archived(conversation: Conversation): string {
  return JSON.stringify({ version: 1, conversation });
}

export const emptyView: ChatView = {
  conversation: { id: '1', title: '' },
  turns: [],
  draft: '',
  images: [],
  context: [],
  chain: { providers: [], isPinned: false },
  queue: [],
  queueNote: '',
  tokens: { parts: [], tokens: 0 },
  notice: '',
};
