import assert from 'node:assert/strict';
import { requiredTokens, tokensSent, trimToWindow } from '../../../../../src/engine/failover/policies/trimToWindow';
import { type Message, textMessage, textOf } from '../../../../../src/engine/model/request/message';
import type { ChatRequest } from '../../../../../src/engine/model/request/request';

const note = '[Earlier turns of this conversation were left out because they do not fit this model.]';

/** A message of 100 tokens: 4 of its own and 96 of 3.5 characters. */
function turn(role: Message['role'], name: string): Message {
  return textMessage(role, name.padEnd(336, '.'));
}

const call: Message = {
  role: 'assistant',
  parts: [{ type: 'tool-call', id: '1', name: 'read', input: {} }],
};
const result: Message = {
  role: 'user',
  parts: [{ type: 'tool-result', callId: '1', text: 'text', isError: false }],
};
const conversation: readonly Message[] = [
  turn('user', 'q1'),
  turn('assistant', 'a1'),
  turn('user', 'q2'),
  turn('assistant', 'a2'),
  turn('user', 'q3'),
];

interface Case {
  readonly title: string;
  readonly messages?: readonly Message[];
  readonly request?: Partial<ChatRequest>;
  readonly contextWindow: number | undefined;
  readonly maxOutputTokens?: number;
  /** How the messages begin; `+` stands for the note. */
  readonly left: readonly string[];
}

const cases: readonly Case[] = [
  {
    title: 'keeps everything where the window is not known',
    contextWindow: undefined,
    left: ['q1', 'a1', 'q2', 'a2', 'q3'],
  },
  {
    title: 'keeps what fits into three quarters of the window',
    contextWindow: 667,
    left: ['q1', 'a1', 'q2', 'a2', 'q3'],
  },
  { title: 'leaves out the oldest question with its answer', contextWindow: 640, left: ['+q2', 'a2', 'q3'] },
  { title: 'keeps only the last question where nothing else fits', contextWindow: 400, left: ['+q3'] },
  { title: 'keeps the last question, however small the window', contextWindow: 20, left: ['+q3'] },
  {
    title: "reserves no more for the answer than the model's limit",
    contextWindow: 520,
    maxOutputTokens: 20,
    left: ['q1', 'a1', 'q2', 'a2', 'q3'],
  },
  {
    title: "reserves no more for the answer than the request's limit",
    request: { maxOutputTokens: 20 },
    contextWindow: 520,
    left: ['q1', 'a1', 'q2', 'a2', 'q3'],
  },
  {
    title: 'counts the system prompt',
    request: { system: 'x'.repeat(350) },
    contextWindow: 667,
    left: ['+q2', 'a2', 'q3'],
  },
  {
    title: 'keeps the call and the result of a tool with their question',
    messages: [turn('user', 'q1'), turn('assistant', 'a1'), turn('user', 'q2'), call, result],
    contextWindow: 100,
    left: ['+q2', '', ''],
  },
  {
    title: 'puts the note into a question of its own before an answer',
    messages: [turn('assistant', 'a1'), turn('assistant', 'a2')],
    contextWindow: 100,
    left: ['+', 'a1', 'a2'],
  },
];

function beginnings(messages: readonly Message[]): string[] {
  return messages.map((message) => {
    const text = textOf(message);
    const isNoted = text.startsWith(note);
    return (
      (isNoted ? '+' : '') +
      text
        .slice(isNoted ? note.length : 0)
        .trim()
        .slice(0, 2)
    );
  });
}

describe('trimToWindow', () => {
  for (const { title, messages = conversation, request, contextWindow, maxOutputTokens = Infinity, left } of cases) {
    it(title, () => {
      const trimmed = trimToWindow({ messages, ...request }, { contextWindow, maxOutputTokens });
      assert.deepEqual(beginnings(trimmed.messages), left);
    });
  }

  it('gives the same request where it fits', () => {
    const request = { messages: conversation };
    assert.equal(trimToWindow(request, { contextWindow: 10_000, maxOutputTokens: 1_000 }), request);
  });
});

describe('requiredTokens', () => {
  const rows: readonly [title: string, request: ChatRequest, tokens: number][] = [
    ['the last question', { messages: conversation }, 100],
    ['the system prompt and the last question', { system: 'x'.repeat(35), messages: conversation }, 110],
    ['a call with its result, back to the question before', { messages: [...conversation, call, result] }, 113],
    ['everything where nothing asks', { messages: [turn('assistant', 'a1')] }, 100],
  ];
  for (const [title, request, tokens] of rows) {
    it(`counts ${title}`, () => assert.equal(requiredTokens(request), tokens));
  }
});

describe('tokensSent', () => {
  const rows: readonly [title: string, contextWindow: number | undefined, sent: number][] = [
    ['the whole input where the window is not known', undefined, 900],
    ['the whole input where it fits', 1_200, 900],
    ['three quarters of a smaller window', 1_000, 750],
    ['what has to be sent, also to a window that is too small for it', 200, 300],
  ];
  for (const [title, contextWindow, sent] of rows) {
    it(`is ${title}`, () => assert.equal(tokensSent({ inputTokens: 900, requiredTokens: 300 }, contextWindow), sent));
  }
});
