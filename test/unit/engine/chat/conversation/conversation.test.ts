import assert from 'node:assert/strict';
import type { AnswerEvent } from '../../../../../src/engine/failover/api/answer';
import {
  afterReload,
  type Conversation,
  emptyConversation,
  isBusy,
  shownTurns,
  withBranch,
  withContinuation,
  withEdit,
  withEffort,
  withEvent,
  withFollowUp,
  withPrompt,
  withRegeneration,
  withRetry,
} from '../../../../../src/engine/chat/conversation/conversation';
import type { NewTurn } from '../../../../../src/engine/chat/conversation/turn';
import {
  alpha,
  answerOf,
  asks,
  attachment,
  attempt,
  beta,
  conversationOf,
  done,
  failure,
  says,
  turn,
} from '../fixtures';

const allFailed = { type: 'failed', failure: { attempts: [], skipped: [] } } as const;

const newTurn = (prompt: string, id: string): NewTurn => ({ id, askedAt: 1, prompt, attachments: [], images: [] });

/** The id of the new turn is how many there were before it. */
const prompted = (prompt: string, conversation = emptyConversation): Conversation =>
  withPrompt(conversation, newTurn(prompt, `${conversation.turns.length}`));

/** The leaf hears the events. */
const heard = (conversation: Conversation, ...events: readonly AnswerEvent[]): Conversation =>
  events.reduce((before, event) => withEvent(before, before.leafId ?? '', event), conversation);

const shown = (conversation: Conversation): readonly string[] => shownTurns(conversation).map(({ prompt }) => prompt);

describe('conversation', () => {
  it('empties the input box when a prompt is sent', () => {
    const conversation = prompted('Why?', { turns: [], draft: 'Why?' });
    assert.equal(conversation.draft, '');
    assert.equal(isBusy(conversation), true);
  });

  it('puts the prompt back into the input box when every provider failed', () => {
    assert.equal(heard(prompted('Why?'), allFailed).draft, 'Why?');
  });

  it('keeps the prompt of an answer that can go on out of the box', () => {
    const attempts = [attempt({ outcome: 'failed', failure: failure('stream-cut') })];
    const stopped = { type: 'failed', failure: { attempts, skipped: [], next: beta } } as const;
    const conversation = heard(prompted('Why?'), asks(alpha), says('Half'), stopped);
    assert.equal(conversation.draft, '');
    const on = withContinuation(conversation, '0');
    assert.equal(isBusy(on), true);
    assert.equal(on.turns[0]?.answer.text, 'Half');
  });

  it('tells nothing of earlier attempts where no word came of them', () => {
    const toBeta = {
      type: 'switched',
      from: alpha,
      to: beta,
      failure: failure('overloaded'),
      mode: 'before-text',
    } as const;
    const waited = heard(prompted('Why?'), asks(alpha), toBeta, asks(beta), allFailed);
    assert.equal(waited.turns[0]?.answer.switches.length, 1);
    assert.deepEqual(withContinuation(waited, '0').turns[0]?.answer, answerOf());
  });

  it('takes the usage of a stopped answer, and only while it is stopped', () => {
    const attempts = [attempt({ outcome: 'cancelled', cost: 0.5 })];
    const stopped = heard(prompted('Why?'), asks(alpha), says('Half'), { type: 'cancelled', attempts: [] });
    assert.equal(withEffort(stopped, '0', attempts).turns[0]?.answer.effort?.cost, 0.5);
    assert.equal(withEffort(stopped, 'another', attempts), stopped);
    const again = withRetry(stopped, '0');
    assert.equal(withEffort(again, '0', attempts), again);
  });

  it('does not overwrite text that was typed in the meantime', () => {
    assert.equal(heard({ ...prompted('Why?'), draft: 'Another thought' }, allFailed).draft, 'Another thought');
  });

  it('shows another branch in place of a turn that failed without a word when its prompt is sent again', () => {
    const again = prompted('Why?', heard(prompted('Why?'), allFailed));
    assert.deepEqual(
      shownTurns(again).map(({ id, answer }) => [id, answer.state.type]),
      [['1', 'asking']],
    );
    assert.deepEqual(
      again.turns.map(({ parentId }) => parentId),
      [undefined, undefined],
    );
  });

  it('keeps a failed turn that holds text, even when its prompt is sent again', () => {
    assert.equal(shown(prompted('Why?', heard(prompted('Why?'), says('Because'), allFailed))).length, 2);
  });

  it('asks a turn again with the same code and takes its prompt out of the box', () => {
    const again = withRetry(heard(prompted('Why?'), allFailed), '0');
    assert.equal(again.draft, '');
    assert.equal(again.turns.length, 1);
    assert.equal(again.turns[0]?.answer.state.type, 'asking');
  });

  it('shows an answer that was being written as interrupted after a reload, with its text', () => {
    const running = turn('Why?', { answer: answerOf(asks(alpha), says('Because')) });
    const restored = afterReload(conversationOf([turn('Before'), running]));
    assert.deepEqual(
      restored.turns.map(({ answer }) => [answer.state.type, answer.text]),
      [
        ['done', 'An answer.'],
        ['interrupted', 'Because'],
      ],
    );
  });
});

describe('conversation, its branches', () => {
  const three = conversationOf([turn('One?'), turn('Two?', { attachments: [attachment()] }), turn('Three?')]);

  it('keeps the turns below a prompt that was edited, out of sight', () => {
    const edited = withEdit(three, 'Two?', newTurn('Second?', 'edited'));
    assert.deepEqual(shown(edited), ['One?', 'Second?']);
    assert.deepEqual(shown(withBranch(edited, 'Two?')), ['One?', 'Two?', 'Three?']);
  });

  it('edits the first prompt', () => {
    assert.deepEqual(shown(withEdit(three, 'One?', newTurn('First?', 'edited'))), ['First?']);
  });

  it('asks a turn again with its prompt and its code, and with the model that was chosen', () => {
    const chosen = { providerId: 'beta', model: 'small' };
    const again = withRegeneration(three, 'Two?', { id: 'again', askedAt: 7, chosen });
    const [, asked] = shownTurns(again);
    assert.deepEqual(asked, { ...three.turns[1], id: 'again', askedAt: 7, chosen, answer: asked!.answer });
    assert.equal(asked.answer.state.type, 'asking');
  });

  it('shows a branch as far as it was led last', () => {
    const forked = withEdit(three, 'Three?', newTurn('Third?', 'third'));
    const elsewhere = withEdit(forked, 'One?', newTurn('First?', 'first'));
    assert.deepEqual(shown(withBranch(elsewhere, 'One?')), ['One?', 'Two?', 'Third?']);
    assert.deepEqual(shown(withBranch(elsewhere, 'Three?')), ['One?', 'Two?', 'Three?']);
  });

  it('stays as it is where a turn is not known', () => {
    assert.equal(withBranch(three, 'none'), three);
    assert.equal(withEdit(three, 'none', newTurn('New?', 'new')), three);
    assert.equal(withRegeneration(three, 'none', { id: 'new', askedAt: 1 }), three);
  });

  it('hears an answer in a branch that is not shown, and leaves the input box alone when it fails', () => {
    const elsewhere = withBranch(withRegeneration(three, 'Three?', { id: 'again', askedAt: 1 }), 'Three?');
    assert.equal(isBusy(elsewhere), false);
    const failed = withEvent(elsewhere, 'again', allFailed);
    assert.equal(failed.turns.at(-1)?.answer.state.type, 'failed');
    assert.equal(failed.draft, '');
  });

  it('does not put a prompt back that was asked again and has its answer in another branch', () => {
    assert.equal(heard(withRegeneration(three, 'Three?', { id: 'again', askedAt: 1 }), allFailed).draft, '');
  });

  it('follows up in a branch that is not shown without showing it', () => {
    const elsewhere = withEdit(three, 'Three?', newTurn('Third?', 'third'));
    assert.deepEqual(shown(withFollowUp(elsewhere, 'Three?', newTurn('Four?', 'four'))), ['One?', 'Two?', 'Third?']);
    assert.deepEqual(shown(withFollowUp(three, 'Three?', newTurn('Four?', 'four'))).length, 4);
  });

  it('shows the path of a damaged tree that runs in a circle once', () => {
    const circle = conversationOf([turn('One?', { parentId: 'Two?' }), turn('Two?', { parentId: 'One?' })]);
    assert.deepEqual(shown(circle), ['One?', 'Two?']);
  });
});

describe('conversation, the time of thoughts', () => {
  it('stands with the thoughts and goes with them', () => {
    const thought: AnswerEvent = { type: 'thinking', text: 'Hm.', origin: 'x' };
    const asked = heard(prompted('Why?'), asks(alpha));
    const thinking = withEvent(withEvent(asked, '0', thought, 0), '0', thought, 1_200);
    assert.equal(thinking.turns[0]?.answer.thinkingMs, 1_200);
    assert.equal(heard(thinking, says('So.'), done()).turns[0]?.answer.thinkingMs, 1_200);
    assert.equal(heard(thinking, { type: 'retract', length: 0 }).turns[0]?.answer.thinkingMs, undefined);
  });
});
