import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Json, JsonObject, Part } from '../../../src/engine/model/request/message';
import type { StreamEvent } from '../../../src/engine/model/stream/stream';
import { asRecord } from '../../../src/engine/model/text/jsonValue';
import { AnthropicReader } from '../../../src/engine/providers/anthropic/anthropicReader';
import { GoogleReader } from '../../../src/engine/providers/google/googleReader';
import type { AnswerReader } from '../../../src/engine/providers/messages/answerReader';
import { ResponsesReader } from '../../../src/engine/providers/openaiProtocol/responsesReader';
import { answerParts } from '../../../src/engine/server/protocols/answer/answerParts';
import { messagesProtocol } from '../../../src/engine/server/protocols/anthropic';
import { signatureOf } from '../../../src/engine/server/protocols/body/keptSignature';
import {
  type ChatProtocol,
  type CommittedEvent,
  RequestProblem,
} from '../../../src/engine/server/protocols/chatProtocol';
import { geminiProtocol } from '../../../src/engine/server/protocols/gemini';
import { KeptItems, responsesProtocol } from '../../../src/engine/server/protocols/openaiResponses';
import { anyAnswer, newIds } from './anyAnswer';
import { anyMutation } from './anyMutation';
import { fullBodies } from '../../unit/engine/server/protocols/fullBodies';

interface Case {
  readonly protocol: ChatProtocol;
  readonly reader: () => AnswerReader;
  /** Type of the providers whose signatures are the protocol's own. */
  readonly origin: keyof typeof fullBodies;
  /** Whether the project's own reader of the protocol looks at signatures. */
  readonly readsSignatures: boolean;
  /** What it puts between two thoughts. */
  readonly betweenThoughts: string;
  /** A body that asks for thoughts too, with an answer in its middle. */
  readonly body: (answer: JsonObject | undefined) => JsonObject;
  /** A whole answer as an event of a stream. */
  readonly lastEvent: (whole: Json) => Json;
}

const question = 'What is in the file?';
const next = 'Go on.';

const cases: readonly Case[] = [
  {
    protocol: messagesProtocol,
    reader: () => new AnthropicReader(),
    origin: 'anthropic',
    readsSignatures: true,
    betweenThoughts: '',
    body: (answer) => ({
      model: 'auto',
      max_tokens: 100,
      thinking: { type: 'adaptive' },
      messages: [
        { role: 'user', content: question },
        ...(answer
          ? [
              { role: 'assistant', content: answer.content ?? null },
              { role: 'user', content: next },
            ]
          : []),
      ],
    }),
    lastEvent: (whole) => whole,
  },
  {
    protocol: responsesProtocol(new KeptItems()),
    reader: () => new ResponsesReader(),
    origin: 'openai',
    readsSignatures: false,
    betweenThoughts: '\n\n',
    body: (answer) => ({
      model: 'auto',
      reasoning: { summary: 'auto' },
      input: [
        { role: 'user', content: question },
        ...(answer ? [...(answer.output as Json[]), { role: 'user', content: next }] : []),
      ],
    }),
    lastEvent: (whole) => ({ type: 'response.completed', response: whole }),
  },
  {
    protocol: geminiProtocol,
    reader: () => new GoogleReader(),
    origin: 'google',
    readsSignatures: true,
    betweenThoughts: '',
    body: (answer) => {
      const content = asRecord((answer?.candidates as Json[] | undefined)?.[0])?.content as Json | undefined;
      const turn = (text: string): Json => ({ role: 'user', parts: [{ text }] });
      return {
        generationConfig: { thinkingConfig: { includeThoughts: true } },
        contents: [turn(question), ...(content === undefined ? [] : [content, turn(next)])],
      };
    },
    lastEvent: (whole) => whole,
  },
];

/** A piece of an answer as it crosses the wire: a signature comes after its thought. */
type Piece =
  | { readonly type: 'text' | 'thinking'; readonly text: string }
  | { readonly type: 'signature'; readonly signature: string; readonly origin: string };

/** Texts, thoughts and signatures in their order; which event brought how much of a text does not matter. */
function piecesOf(events: readonly CommittedEvent[], { readsSignatures, betweenThoughts }: Case): readonly Piece[] {
  const pieces: Piece[] = [];
  for (const all of events) {
    if (all.type === 'tool-call') continue;
    const event = all.type === 'thinking' ? { ...all, text: all.text.replaceAll(betweenThoughts, '') } : all;
    const last = pieces.at(-1);
    if (last && last.type === event.type) pieces[pieces.length - 1] = { ...last, text: last.text + event.text };
    else if (event.text !== '') pieces.push({ type: event.type, text: event.text });
    if (event.type === 'thinking' && event.signature !== undefined && readsSignatures) {
      pieces.push({ type: 'signature', signature: event.signature, origin: event.origin });
    }
  }
  return pieces;
}

/** Readers give them at the end. */
function callsOf(events: readonly CommittedEvent[]): readonly CommittedEvent[] {
  return events.filter(({ type }) => type === 'tool-call');
}

function readBack({ reader: newReader, origin }: Case, chunks: readonly unknown[]) {
  const reader = newReader();
  const read: StreamEvent[] = [];
  for (const chunk of chunks) read.push(...reader.read(chunk));
  read.push(...reader.end(true));
  const events = read.flatMap((event): CommittedEvent[] => {
    if (event.type === 'thinking') return [{ ...event, ...signatureOf(event.signature, origin) }];
    return event.type === 'text' || event.type === 'tool-call' ? [event] : [];
  });
  const usage = read.flatMap((event) => (event.type === 'usage' ? [event.usage] : [])).at(-1);
  return { events, usage, reason: reader.reason, error: reader.error };
}

for (const each of cases) {
  const { protocol } = each;

  describe(`the protocol ${protocol.name}`, () => {
    it('streams any answer so that our own reader reads the same', () => {
      fc.assert(
        fc.property(anyAnswer, (answer) => {
          const asked = protocol.read(each.body(undefined), {});
          const writer = protocol.writer(asked, newIds());
          const { end } = answer;
          const sent = [
            ...writer.begin(),
            ...answer.events.flatMap((event) => writer.event(event)),
            ...writer.end(end),
          ];
          const { events, usage, reason, error } = readBack(
            each,
            sent.map(({ data }) => JSON.parse(data) as unknown),
          );
          assert.equal(error, undefined);
          assert.deepEqual(piecesOf(events, each), piecesOf(answer.events, each));
          assert.deepEqual(callsOf(events), callsOf(answer.events));
          assert.equal(reason, end.reason);
          assert.equal(usage?.inputTokens, end.usage.inputTokens);
          assert.equal(usage?.outputTokens, end.usage.outputTokens);
        }),
      );
    });

    it('gives any answer as a whole so that our own reader reads the same', () => {
      fc.assert(
        fc.property(anyAnswer, (answer) => {
          const asked = protocol.read(each.body(undefined), {});
          const whole = protocol.whole(answer.events, answer.end, asked, newIds());
          const { events, error } = readBack(each, [each.lastEvent(whole)]);
          assert.equal(error, undefined);
          const textIn = (all: readonly CommittedEvent[]): string =>
            all.map((event) => (event.type === 'text' ? event.text : '')).join('');
          assert.equal(textIn(events), textIn(answer.events));
          assert.deepEqual(callsOf(events), callsOf(answer.events));
        }),
      );
    });

    it('reads any answer that a tool sends back as what was sent, with its signatures and their origins', () => {
      fc.assert(
        fc.property(anyAnswer, (answer) => {
          const asked = protocol.read(each.body(undefined), {});
          const whole = protocol.whole(answer.events, answer.end, asked, newIds()) as JsonObject;
          const { messages } = protocol.read(each.body(whole), {}).request;
          const sent = messages.filter(({ role }) => role === 'assistant').flatMap(({ parts }) => parts);
          assert.deepEqual(
            sent,
            answerParts(answer.events).map((part): Part => {
              if (part.type !== 'thinking') return part;
              // Without a signature nobody asks of whom a thought is.
              const { text, signature, origin } = part;
              return signature === undefined
                ? { type: 'thinking', text, origin: each.origin }
                : { type: 'thinking', text, signature, origin };
            }),
          );
        }),
      );
    });

    it('serves or refuses any body in words', () => {
      fc.assert(
        fc.property(anyMutation(fullBodies[each.origin] as JsonObject), (body) => {
          try {
            protocol.read(body, { model: 'auto', isStreamed: true });
          } catch (error) {
            assert.ok(error instanceof RequestProblem, String(error));
            assert.equal(error.problem.status, 400);
            assert.match(error.problem.message, /\w \w.*\.$/s);
          }
        }),
      );
    });
  });
}
