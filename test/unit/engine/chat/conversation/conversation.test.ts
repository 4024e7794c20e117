import assert from 'node:assert/strict';
import {
  afterReload,
  emptyConversation,
  isBusy,
  withContinuation,
  withEffort,
  withEvent,
  withPrompt,
  withRetry,
} from '../../../../../src/engine/chat/conversation/conversation';
import { alpha, answerOf, asks, attempt, beta, failure, says, turn } from '../fixtures';

const allFailed = { type: 'failed', failure: { attempts: [], skipped: [] } } as const;
const prompted = (prompt: string, conversation = emptyConversation): ReturnType<typeof withPrompt> =>
  withPrompt(conversation, { id: `${conversation.turns.length}`, prompt, attachments: [] });

describe('conversation', () => {
  it('empties the input box when a prompt is sent', () => {
    const conversation = prompted('Why?', { turns: [], draft: 'Why?' });
    assert.equal(conversation.draft, '');
    assert.equal(isBusy(conversation), true);
  });

  it('puts the prompt back into the input box when every provider failed', () => {
    assert.equal(withEvent(prompted('Why?'), allFailed).draft, 'Why?');
  });

  it('keeps the prompt of an answer that can go on out of the box', () => {
    const attempts = [attempt({ outcome: 'failed', failure: failure('stream-cut') })];
    const stopped = { type: 'failed', failure: { attempts, skipped: [], next: beta } } as const;
    const conversation = [asks(alpha), says('Half'), stopped].reduce(withEvent, prompted('Why?'));
    assert.equal(conversation.draft, '');
    const on = withContinuation(conversation);
    assert.equal(isBusy(on), true);
    assert.equal(on.turns[0]?.answer.text, 'Half');
  });

  it('takes the usage of a stopped answer, and only while it is stopped', () => {
    const attempts = [attempt({ outcome: 'cancelled', cost: 0.5 })];
    const stopped = [asks(alpha), says('Half'), { type: 'cancelled', attempts: [] } as const].reduce(
      withEvent,
      prompted('Why?'),
    );
    assert.equal(withEffort(stopped, '0', attempts).turns[0]?.answer.effort?.cost, 0.5);
    assert.equal(withEffort(stopped, 'another', attempts), stopped);
    const again = withRetry(stopped);
    assert.equal(withEffort(again, '0', attempts), again);
  });

  it('does not overwrite text that was typed in the meantime', () => {
    const typed = { ...prompted('Why?'), draft: 'Another thought' };
    assert.equal(withEvent(typed, allFailed).draft, 'Another thought');
  });

  it('replaces a turn that failed without a word when its prompt is sent again', () => {
    const again = prompted('Why?', withEvent(prompted('Why?'), allFailed));
    assert.deepEqual(
      again.turns.map(({ prompt, answer }) => [prompt, answer.state.type]),
      [['Why?', 'asking']],
    );
  });

  it('keeps a failed turn that holds text, even when its prompt is sent again', () => {
    const failed = withEvent(withEvent(prompted('Why?'), says('Because')), allFailed);
    assert.equal(prompted('Why?', failed).turns.length, 2);
  });

  it('asks the last turn again with the same code and takes its prompt out of the box', () => {
    const failed = withEvent(prompted('Why?'), allFailed);
    const again = withRetry(failed);
    assert.equal(again.draft, '');
    assert.equal(again.turns.length, 1);
    assert.equal(again.turns[0]?.answer.state.type, 'asking');
  });

  it('shows an answer that was being written as interrupted after a reload, with its text', () => {
    const running = turn('Why?', { answer: answerOf(asks(alpha), says('Because')) });
    const restored = afterReload({ turns: [turn('Before'), running], draft: '' });
    assert.deepEqual(
      restored.turns.map(({ answer }) => [answer.state.type, answer.text]),
      [
        ['done', 'An answer.'],
        ['interrupted', 'Because'],
      ],
    );
  });

  it('drops the oldest turns when it grows without end', () => {
    let conversation = emptyConversation;
    for (let count = 0; count < 205; count += 1) {
      conversation = prompted(`${count}`, conversation);
      conversation = withEvent(conversation, { type: 'cancelled', attempts: [] });
    }
    assert.equal(conversation.turns.length, 200);
    assert.equal(conversation.turns.at(-1)?.prompt, '204');
  });
});
