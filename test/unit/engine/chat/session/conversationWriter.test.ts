import assert from 'node:assert/strict';
import { type Answer, emptyAnswer } from '../../../../../src/engine/chat/conversation/answerState';
import { ConversationWriter } from '../../../../../src/engine/chat/session/conversationWriter';
import { emptyState, type SessionState } from '../../../../../src/engine/chat/session/sessionState';
import { describeWithSqlite } from '../../../../../tools/test/withSqlite';
import { storedTurn, testStore } from '../store/storeFixtures';

const writing: Answer = { ...emptyAnswer, state: { type: 'writing' } };

function stateWith(answer: Answer): SessionState {
  return { ...emptyState, turns: [{ ...storedTurn('1'), answer }], leafId: '1' };
}

describeWithSqlite('ConversationWriter', () => {
  let test: ReturnType<typeof testStore>;
  beforeEach(() => (test = testStore()));
  afterEach(() => test.database.dispose());

  /** The characters of answers that were given to the store, and a writer to it. */
  function counted() {
    const { store } = test;
    const given = { chars: 0, whole: 0 };
    const append = store.append.bind(store);
    const saveAnswer = store.saveAnswer.bind(store);
    store.append = (turnId, piece) => {
      given.chars += piece.text.length;
      append(turnId, piece);
    };
    store.saveAnswer = (turnId, answer) => {
      given.whole += 1;
      given.chars += answer.text.length + answer.thinking.length;
      saveAnswer(turnId, answer);
    };
    return { given, writer: new ConversationWriter(store, { id: 'a' }, undefined, () => 0) };
  }

  it('writes of growing thoughts and text what they grew by', () => {
    const { store } = test;
    const { given, writer } = counted();
    writer.write(stateWith(writing));
    let answer = writing;
    for (let step = 1; step <= 500; step += 1) {
      const thinking = `${answer.thinking}thought ${step}, `;
      answer = { ...answer, thinking, thinkingMs: step * 10 };
      if (step > 400) answer = { ...answer, text: `${answer.text}word ${step} ` };
      writer.write(stateWith(answer));
      if (step % 100 === 0) assert.deepEqual(store.turns('a')[0]?.answer, answer);
    }
    assert.equal(given.whole, 0);
    assert.equal(given.chars, answer.thinking.length + answer.text.length);
  });

  it('writes the whole answer where it did more than grow', () => {
    const { store } = test;
    const { given, writer } = counted();
    const answer: Answer = { ...writing, text: 'One two', thinking: 'Hm', thinkingMs: 5 };
    writer.write(stateWith(answer));
    const others: readonly Answer[] = [
      { ...answer, text: 'One' },
      { ...answer, thinking: 'No' },
      { ...answer, thinkingMs: 9 },
      { ...writing, text: 'One two', thinking: 'Hm' },
      { ...answer, text: 'One two three', state: { type: 'done', reason: 'stop' } },
    ];
    for (const [index, other] of others.entries()) {
      writer.write(stateWith(other));
      assert.deepEqual([store.turns('a')[0]?.answer, given.whole], [other, index + 1]);
    }
  });
});
