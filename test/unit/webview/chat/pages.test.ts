import assert from 'node:assert/strict';
import type { ConversationPage } from '../../../../src/engine/chat/view/protocol';
import { byRole, namesByRole } from '../accessible';
import { inBrowser, press } from '../dom';
import { turn } from '../fixtures';
import { input, shown, withoutTime, writing } from './shownPage';

describe('ChatPage, what stands in place of the conversation', () => {
  inBrowser();
  withoutTime('performance', 'setTimeout', 'clearTimeout');

  const page: ConversationPage = {
    query: '',
    scope: 'folder',
    offset: 0,
    items: [{ id: '2', title: 'Sums', isCurrent: false, isPinned: false, updatedAt: 0, state: 'idle' }],
    total: 1,
  };

  it('opens the list of conversations and goes back to where the focus was', () => {
    const { posted, tell } = shown({ turns: [turn('1', writing)] });
    const opener = byRole('button', 'Conversations');
    opener.focus();
    opener.click();
    assert.deepEqual(namesByRole('log'), []);
    assert.deepEqual(namesByRole('textbox'), []);
    tell({ type: 'conversations', page });
    press(document.activeElement!, 'Escape');
    assert.deepEqual(
      posted.map(({ type }) => type),
      ['list'],
      'the answer is not stopped',
    );
    assert.deepEqual(namesByRole('log'), ['Conversation']);
    assert.ok(document.activeElement === opener);
  });

  it('opens a conversation with the cursor in the box', () => {
    const { posted, tell } = shown({ turns: [turn('1')] });
    tell({ type: 'show', what: 'conversations' }, { type: 'conversations', page });
    document.querySelector<HTMLElement>('.conversation-open')!.click();
    assert.deepEqual(posted.at(-1), { type: 'open-conversation', id: '2' });
    assert.ok(document.activeElement === input());
  });

  it('asks for the list again when it changed, while it is shown', () => {
    const { posted, tell } = shown();
    tell({ type: 'conversations-changed' });
    assert.deepEqual(posted, []);
    tell({ type: 'show', what: 'conversations' }, { type: 'conversations', page }, { type: 'conversations-changed' });
    assert.deepEqual(
      posted.map(({ type }) => type),
      ['list', 'list'],
    );
  });

  it('offers to bring back what was deleted, wherever it was', () => {
    const { posted, tell } = shown();
    tell({ type: 'deleted', id: '2', title: 'Sums' });
    byRole('button', 'Undo').click();
    assert.deepEqual(posted, [{ type: 'restore-conversation', id: '2' }]);
    assert.ok(document.activeElement === input());
  });

  it('shows the keys when ? is pressed and no text is typed', () => {
    shown({ turns: [turn('1')] });
    press(input(), '?', { shiftKey: true });
    assert.ok(!namesByRole('heading').includes('Keyboard'));
    const log = byRole('log', 'Conversation');
    log.focus();
    press(log, '?', { shiftKey: true });
    assert.ok(namesByRole('heading').includes('Keyboard'));
    press(document.activeElement!, 'Escape');
    assert.ok(document.activeElement === log);
  });
});
