import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Message, type Part, textMessage } from '../../../../../src/engine/model/request/message';
import { repairHistory, trimPrefill } from '../../../../../src/engine/providers/messages/history';

const anthropicIds = /^[a-zA-Z0-9_-]{1,64}$/;
/** What the API references say of ids. */
const idPatterns = [
  // https://docs.claude.com/en/api/messages, and Responses
  anthropicIds,
  // Chat Completions
  /^[a-zA-Z0-9_-]{1,40}$/,
  // Mistral's error 3280: "must be a-z, A-Z, 0-9, with a length of 9"
  /^[a-zA-Z0-9]{9}$/,
];

const call = (id: string): Part => ({ type: 'tool-call', id, name: 'read', input: {} });
const result = (callId: string, text = callId): Part => ({ type: 'tool-result', callId, text, isError: false });
const says = (text: string): Part => ({ type: 'text', text });
const thinks = (origin: string, signature?: string): Part => ({ type: 'thinking', text: 'Hm.', origin, signature });
const user = (...parts: Part[]): Message => ({ role: 'user', parts });
const assistant = (...parts: Part[]): Message => ({ role: 'assistant', parts });

const repaired = (...messages: Message[]): Message[] => repairHistory(messages, 'anthropic', anthropicIds);
const interrupted = (callId: string): Part => ({
  type: 'tool-result',
  callId,
  text: 'Interrupted before it had a result.',
  isError: true,
});

describe('repairHistory', () => {
  it('is left alone where it is right', () => {
    const messages = [user(says('a?')), assistant(says('b'), call('1')), user(result('1')), assistant(says('c'))];
    assert.deepEqual(repaired(...messages), messages);
  });

  it('begins with the user', () => {
    assert.deepEqual(repaired(assistant(says('lost')), user(says('a?'))), [user(says('a?'))]);
  });

  it('keeps two messages of one side as two paragraphs', () => {
    assert.deepEqual(repaired(user(says('a')), user(says('b')), assistant(says(' '))), [user(says('a\n\nb'))]);
  });

  it('gives a call its result although something was said before it came', () => {
    const messages = [user(says('a?')), assistant(call('1')), user(says('hurry')), user(result('1'))];
    assert.deepEqual(repaired(...messages), [user(says('a?')), assistant(call('1')), user(result('1'), says('hurry'))]);
  });

  it('tells of a call without a result that it was interrupted, and leaves out a result without a call', () => {
    assert.deepEqual(repaired(user(says('a?')), assistant(call('1')), user(result('2'), says('b'))), [
      user(says('a?')),
      assistant(call('1')),
      user(interrupted('1'), says('b')),
    ]);
  });

  it('keeps calls with the same id apart, in one turn and in two', () => {
    const messages = repaired(
      user(says('a?')),
      assistant(call('1'), call('1')),
      user(result('1')),
      assistant(call('1')),
    );
    const idsOf = (type: Part['type']): string[] =>
      messages.flatMap(({ parts }) =>
        parts.flatMap((part) => {
          if (part.type !== type) return [];
          return part.type === 'tool-call' ? part.id : part.type === 'tool-result' ? part.callId : [];
        }),
      );
    assert.deepEqual(idsOf('tool-call'), idsOf('tool-result'));
    assert.equal(new Set(idsOf('tool-call')).size, 3);
  });

  it('keeps reasoning only for its own maker, signed, and within the last turn', () => {
    const turn = [assistant(thinks('anthropic', 's'), call('1')), user(result('1'))];
    assert.deepEqual(repaired(user(says('a?')), ...turn), [user(says('a?')), ...turn]);
    const bare = [user(says('a?')), assistant(call('1')), user(result('1'))];
    assert.deepEqual(repaired(user(says('a?')), assistant(thinks('openai', 's'), call('1')), user(result('1'))), bare);
    assert.deepEqual(repaired(user(says('a?')), assistant(thinks('anthropic'), call('1')), user(result('1'))), bare);
    assert.deepEqual(repaired(user(says('a?')), ...turn, user(says('b?')))[1], assistant(call('1')));
  });

  const id = fc.oneof(fc.constantFrom('1', '2', 'call_1', 'call00000', 'abcdefghi'), fc.string({ maxLength: 70 }));
  const part: fc.Arbitrary<Part> = fc.oneof(
    fc.constantFrom('', ' ', 'a', 'b\n').map(says),
    id.map(call),
    id.map((each) => result(each)),
    fc.constantFrom('anthropic', 'openai').map((origin) => thinks(origin, 's')),
  );
  const message = fc.record({
    role: fc.constantFrom<Message['role']>('user', 'assistant'),
    parts: fc.array(part, { maxLength: 4 }),
  });
  const pattern = fc.constantFrom(...idPatterns);

  it('is one that the target takes, whatever it was', () => {
    fc.assert(
      fc.property(fc.array(message, { maxLength: 8 }), pattern, (before, ids) => {
        // Only an assistant calls, as only a user has results.
        const messages = before.map(({ role, parts }) => ({
          role,
          parts: parts.filter(({ type }) => type !== (role === 'user' ? 'tool-call' : 'tool-result')),
        }));
        const after = repairHistory([user(says('a?')), ...messages], 'openai', ids);
        const seen = new Set<string>();
        for (const [index, { role, parts }] of after.entries()) {
          assert.ok(parts.length > 0);
          assert.notEqual(role, after[index - 1]?.role);
          const calls = parts.flatMap((each) => (each.type === 'tool-call' ? each.id : []));
          const results = (after[index + 1]?.parts ?? []).flatMap((each) =>
            each.type === 'tool-result' ? each.callId : [],
          );
          assert.deepEqual(results, calls);
          for (const each of calls) {
            assert.match(each, ids);
            assert.ok(!seen.has(each));
            seen.add(each);
          }
          for (const each of parts) {
            if (each.type === 'text') assert.notEqual(each.text.trim(), '');
            if (each.type === 'thinking') assert.equal(each.origin, 'openai');
          }
        }
        assert.deepEqual(repairHistory(after, 'openai', ids), after);
      }),
    );
  });
});

describe('trimPrefill', () => {
  it('loses the white space at its end, and only a prefill does', () => {
    const [question, answer] = [textMessage('user', 'Why? '), textMessage('assistant', 'Because \n')];
    assert.deepEqual(trimPrefill([question, answer]), [question, textMessage('assistant', 'Because')]);
    assert.deepEqual(trimPrefill([answer, question]), [answer, question]);
  });
});
