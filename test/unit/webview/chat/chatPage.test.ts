import assert from 'node:assert/strict';
import { ChatPage } from '../../../../src/webview/chat/chatPage';
import { alpha, answerOf, asks, done, says } from '../../engine/chat/fixtures';
import { allByRole, byRole, namesByRole } from '../accessible';
import { inBrowser, press, type } from '../dom';
import { chatView, turn } from '../fixtures';
import { failed, input, shown, stopped, waiting, withoutTime, writing } from './shownPage';

const announced = (): string => document.querySelector('[aria-live=polite]')!.textContent;

describe('ChatPage', () => {
  inBrowser();
  withoutTime('performance', 'setTimeout', 'clearTimeout');

  it('shows nothing before the first whole view', () => {
    const page = new ChatPage(
      () => undefined,
      (draw) => draw(),
    );
    page.receive({ type: 'turn', turn: turn('1') });
    page.receive({ type: 'focus' });
    assert.ok(page.element.hidden);
  });

  it('shows the welcome for an empty conversation, and the first prompt as the title of another', () => {
    const { tell } = shown();
    assert.deepEqual(namesByRole('log'), []);
    assert.ok(namesByRole('heading').includes('Ask about your code'));
    tell({ type: 'turn', turn: turn('1') }, { type: 'turn', turn: turn('2') });
    assert.deepEqual(namesByRole('log'), ['Conversation']);
    assert.equal(namesByRole('heading')[0], 'Prompt 1');
  });

  it('draws once for the messages of a frame', () => {
    const frames: (() => void)[] = [];
    const page = new ChatPage(
      () => undefined,
      (draw) => frames.push(draw),
    );
    document.body.append(page.element);
    page.receive({ type: 'view', view: chatView({ turns: [turn('1', writing)] }) });
    page.receive({ type: 'text', turnId: '1', at: 4, text: ' and half' });
    assert.equal(frames.length, 1);
    frames[0]!();
    assert.equal(document.querySelector('.markdown')?.textContent, 'Half and half');
  });

  it('passes on to the host what the user does with an answer', () => {
    const text = '[a](https://b.test)\n\n```ts\nx\n```';
    const { posted } = shown({ turns: [turn('1', answerOf(asks(alpha), says(text), done()))] });
    byRole('button', 'Copy answer').click();
    byRole('button', 'Copy').click();
    byRole('button', 'Insert at Cursor').click();
    byRole('link', 'a').click();
    assert.deepEqual(posted, [
      { type: 'copy', text },
      { type: 'copy', text: 'x' },
      { type: 'insert', text: 'x' },
      { type: 'open-link', href: 'https://b.test/' },
    ]);
    assert.equal(announced(), 'Copied');
  });

  it('sends a prompt that failed again without putting it back once more', () => {
    const { posted, tell } = shown({ turns: [turn('1', failed)], draft: 'Prompt 1' });
    assert.equal(input().value, 'Prompt 1');
    press(input(), 'Enter');
    assert.deepEqual(posted, [{ type: 'send', prompt: 'Prompt 1' }]);
    tell({ type: 'turn', turn: turn('2', answerOf(asks(alpha))) });
    assert.equal(input().value, '');
    tell({ type: 'parts', parts: { draft: 'Prompt 1' } });
    assert.equal(input().value, 'Prompt 1', 'a host that could not take it gives it back');
  });

  it('keeps the focus when the pressed button goes away with its problem', () => {
    for (const answer of [failed, stopped]) {
      const { posted, tell } = shown({ turns: [turn('1', answer)] });
      const again = byRole('button', 'Try again');
      again.focus();
      again.click();
      assert.deepEqual(posted, [{ type: 'retry' }]);
      tell({ type: 'turn', turn: turn('1', answerOf(asks(alpha))) });
      assert.ok(document.activeElement === input());
    }
  });

  it('stops a running answer with Escape from anywhere, but not while an input method composes', () => {
    const { posted, tell } = shown({ turns: [turn('1', writing)] });
    press(input(), 'Escape', { isComposing: true });
    assert.deepEqual(posted, []);
    press(input(), 'Escape');
    press(byRole('log', 'Conversation'), 'Escape');
    assert.deepEqual(posted, [{ type: 'stop' }, { type: 'stop' }]);
    tell({ type: 'turn', turn: turn('1', stopped) });
    press(input(), 'Escape');
    assert.equal(posted.length, 2);
  });

  it('begins a new chat at once, so that a prompt typed right after it is sent', () => {
    const { posted } = shown({ turns: [turn('1', writing)] });
    byRole('button', 'New chat').click();
    assert.ok(document.activeElement === input());
    type(input(), 'Next');
    press(input(), 'Enter');
    assert.deepEqual(posted, [{ type: 'new-chat' }, { type: 'send', prompt: 'Next' }]);
  });

  it('puts the cursor into the box when the host asks', () => {
    const { tell } = shown();
    assert.notEqual(document.activeElement, input());
    tell({ type: 'focus' });
    assert.ok(document.activeElement === input());
  });

  it('saves the last typed text when it goes away', () => {
    const { page, posted } = shown();
    type(input(), 'Half a tho');
    page.leave();
    assert.deepEqual(posted, [{ type: 'draft', draft: 'Half a tho' }]);
  });

  it('announces an answer when it ends, a long one in part, and no word earlier', () => {
    const { tell } = shown({ turns: [turn('1', answerOf(asks(alpha)))] });
    tell({ type: 'turn', turn: turn('1', writing) }, { type: 'text', turnId: '1', at: 4, text: 'x'.repeat(1_000) });
    assert.equal(announced(), '');
    const whole = answerOf(asks(alpha), says('y'.repeat(1_000)), done());
    tell({ type: 'turn', turn: turn('1', whole) });
    assert.equal(announced(), `Answer from Alpha: ${'y'.repeat(600)}`);
    tell({ type: 'turn', turn: turn('2', writing) }, { type: 'turn', turn: turn('2', stopped) });
    assert.equal(announced(), 'Stopped. Answer from Alpha: Half');
  });

  it('shows the name of the conversation and what it took', () => {
    shown({
      conversation: { id: '1', title: 'Sums', cost: 0.12, inputTokens: 1_000, outputTokens: 234 },
      turns: [turn('1')],
    });
    assert.equal(namesByRole('heading')[0], 'Sums');
    const totals = document.querySelector<HTMLElement>('.totals')!;
    assert.equal(totals.textContent, '1,234 tokens, about $0.12');
    assert.match(totals.title, /1,000 tokens in, 234 out/);
    shown({ turns: [turn('1')] });
    assert.ok(document.querySelector<HTMLElement>('.totals')!.hidden);
  });

  it('shows what the host has to say about all conversations, and nothing otherwise', () => {
    const { tell } = shown();
    const notice = document.querySelector<HTMLElement>('.notice')!;
    assert.ok(notice.hidden);
    tell({ type: 'parts', parts: { notice: 'Conversations cannot be saved.' } });
    assert.ok(!notice.hidden);
    assert.equal(notice.textContent, 'Conversations cannot be saved.');
  });

  it('tells the host what is done with a turn, and keeps the focus', () => {
    const { posted } = shown({ turns: [turn('1'), turn('2', waiting)] });
    const ask = (name: string): void => {
      const button = allByRole('button').find((found) => found.name === name)!.element;
      button.focus();
      button.click();
      assert.ok(document.activeElement === input());
    };
    for (const name of ['Branch from here', 'Ask again', 'Ask again with another model']) ask(name);
    for (const name of ['Do not send', 'Send now to Beta']) ask(name);
    allByRole('button')
      .find(({ name }) => name === 'Edit and send again')!
      .element.click();
    press(byRole('textbox', 'Edit the prompt'), 'Enter');
    assert.ok(document.activeElement === input());
    assert.deepEqual(posted, [
      { type: 'fork', turnId: '1' },
      { type: 'regenerate', turnId: '1', choose: false },
      { type: 'regenerate', turnId: '1', choose: true },
      { type: 'stop-waiting', turnId: '2' },
      { type: 'send-elsewhere', turnId: '2' },
      { type: 'edit', turnId: '1', prompt: 'Prompt 1' },
    ]);
  });

  it('announces nothing of a restored conversation', () => {
    shown({ turns: [turn('1'), turn('2', stopped)] });
    assert.equal(announced(), '');
  });
});
