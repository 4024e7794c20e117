import fc from 'fast-check';
import type { Json } from '../../../src/engine/model/request/message';
import type { AnswerEnd, CommittedEvent } from '../../../src/engine/server/protocols/chatProtocol';
import { route } from '../../unit/engine/failover/fixtures';

export interface DrawnAnswer {
  readonly events: readonly CommittedEvent[];
  readonly end: AnswerEnd;
}

/** What a model may write. Marks of thoughts in tags are read by another rule. */
const text = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
  .map((drawn) => drawn.replaceAll('<', '('))
  .filter((drawn) => drawn !== '');

const plain = { noNullPrototype: true } as const;

const origin = fc.constantFrom('anthropic', 'openai', 'google', 'bedrock');
const signature = fc.string({ minLength: 1, maxLength: 20 }).filter((drawn) => !/^\s*$/.test(drawn));

const thinking: fc.Arbitrary<CommittedEvent> = fc.oneof(
  fc.record({ type: fc.constant('thinking' as const), text, origin }, plain),
  fc.record({ type: fc.constant('thinking' as const), text, origin, signature }, plain),
  fc.record({ type: fc.constant('thinking' as const), text: fc.constant(''), origin, signature }, plain),
);

const input: fc.Arbitrary<Json> = fc.dictionary(
  fc.string({ maxLength: 8 }).filter((key) => key !== '__proto__'),
  fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<Json>,
  { maxKeys: 4, noNullPrototype: true },
);

const call: fc.Arbitrary<CommittedEvent> = fc.record(
  {
    type: fc.constant('tool-call' as const),
    id: fc.stringMatching(/^[A-Za-z0-9_-]{1,20}$/),
    name: fc.stringMatching(/^[A-Za-z0-9_-]{1,20}$/),
    input,
  },
  plain,
);

const events = fc.array(
  fc.oneof({ arbitrary: fc.record({ type: fc.constant('text' as const), text }, plain), weight: 3 }, thinking, call),
  { minLength: 1, maxLength: 8 },
);

const count = fc.nat(100_000);

export const anyAnswer: fc.Arbitrary<DrawnAnswer> = fc
  .record({ events, isCut: fc.boolean(), inputTokens: count, outputTokens: count })
  // A call has an id of its own in each answer, and a text of nothing but white space is none to our readers.
  .filter(({ events: all }) => {
    const written = all.map((event) => (event.type === 'text' ? event.text : '')).join('');
    if (written !== '' && written.trim() === '') return false;
    const ids = all.flatMap((event) => (event.type === 'tool-call' ? event.id : []));
    return new Set(ids).size === ids.length;
  })
  .map(({ events: all, isCut, ...usage }) => {
    // An answer that is cut has no calls: what one is called with may be lost.
    const hasCalls = all.some(({ type }) => type === 'tool-call');
    const reason = hasCalls ? 'tool-calls' : isCut ? 'length' : 'stop';
    return { events: all, end: { reason, usage, route: route('claude') } };
  });

/** Ids of one answer. */
export function newIds(): () => string {
  let made = 0;
  return () => {
    made += 1;
    return `id${made}`;
  };
}
