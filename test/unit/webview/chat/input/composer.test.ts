import assert from 'node:assert/strict';
import FakeTimers from '@sinonjs/fake-timers';
import { options } from 'preact';
import { maxPromptChars } from '../../../../../src/engine/chat/view/viewMessage';
import { alpha, answerOf, asks, says } from '../../../engine/chat/fixtures';
import { allByRole, byRole, namesByRole } from '../../accessible';
import { inBrowser, press, type } from '../../dom';
import { chatView, chip, turn } from '../../fixtures';
import { shownComposer } from './shownComposer';

const busy = { turns: [turn('1', answerOf(asks(alpha)))] };

const namesOfStatus = (): readonly string[] => allByRole('status').map(({ element }) => element.textContent);
const sendButton = (): HTMLButtonElement => byRole('button', 'Send') as HTMLButtonElement;

describe('Composer', () => {
  inBrowser();
  let clock: ReturnType<typeof FakeTimers.install>;
  beforeEach(() => (clock = FakeTimers.install({ toFake: ['setTimeout', 'clearTimeout'] })));
  afterEach(() => clock.uninstall());

  it('sends the text of the box with Enter and with the button, and empties the box', () => {
    const { input, posted } = shownComposer();
    type(input, 'One\ntwo ');
    assert.ok(press(input, 'Enter').defaultPrevented);
    assert.deepEqual([posted, input.value], [[{ type: 'send', prompt: 'One\ntwo ' }], '']);
    type(input, 'Three');
    byRole('button', 'Send').click();
    assert.deepEqual(posted.at(-1), { type: 'send', prompt: 'Three' });
    assert.ok(document.activeElement === input);
    clock.tick(1_000);
    assert.equal(posted.length, 2, 'no draft is told of what was sent');
  });

  it('leaves Enter to the box with a modifier and while an input method composes', () => {
    const { input, posted } = shownComposer();
    type(input, 'にほん');
    for (const options of [{ shiftKey: true }, { ctrlKey: true }, { altKey: true }, { isComposing: true }]) {
      assert.ok(!press(input, 'Enter', options).defaultPrevented, JSON.stringify(options));
    }
    assert.deepEqual([posted, input.value], [[], 'にほん']);
  });

  it('takes back a change of a prompt that was sent before the change arrived, behind what is typed', () => {
    const { composer, input, posted } = shownComposer();
    type(input, 'Next');
    composer.receive({ type: 'overtaken', prompt: 'Changed' });
    assert.equal(input.value, 'Next\n\nChanged');
    assert.match(byRole('alert', '').textContent, /Your change is in the box/);
    clock.tick(1_000);
    assert.deepEqual(posted.at(-1), { type: 'draft', draft: 'Next\n\nChanged' });
  });

  it('sends nothing when there is nothing to send', () => {
    const { input, posted } = shownComposer();
    for (const text of ['', ' \n\t ']) {
      type(input, text);
      press(input, 'Enter');
      const send = sendButton();
      assert.ok(send.disabled);
      send.click();
    }
    assert.deepEqual(posted, []);
    type(input, 'x');
    assert.ok(!sendButton().disabled);
  });

  it('has Stop while an answer is written, before the buttons that stay, and adds to the queue what is sent meanwhile', () => {
    const { composer, input, posted } = shownComposer(busy);
    const tools = (): readonly string[] => namesByRole('button').slice(-4);
    assert.deepEqual(tools(), ['Stop', 'Add context (@)', 'Add an image', 'Add to the queue']);
    type(input, 'Next');
    press(input, 'Enter');
    assert.deepEqual([posted, input.value], [[{ type: 'send', prompt: 'Next' }], '']);
    assert.deepEqual(namesOfStatus(), ['Added to the queue']);
    byRole('button', 'Stop').click();
    assert.deepEqual(posted.at(-1), { type: 'stop' });
    assert.ok(document.activeElement === input, 'the focus is not lost with the button');
    composer.update(chatView({ turns: [turn('1')] }));
    assert.deepEqual(tools().slice(1), ['Add context (@)', 'Add an image', 'Send']);
  });

  it('refuses a message that is too long, says so, and keeps it', () => {
    const { input, posted } = shownComposer();
    const long = 'x'.repeat(maxPromptChars + 1);
    type(input, long);
    press(input, 'Enter');
    assert.equal(input.value, long);
    assert.match(
      allByRole('alert')[0]!.element.textContent,
      /^The message is too long: \S+ characters, at most \S+ can/,
    );
    clock.tick(1_000);
    assert.deepEqual(posted, [], 'the host would refuse the draft as well');
    type(input, 'short');
    assert.deepEqual(allByRole('alert'), []);
    press(input, 'Enter');
    assert.deepEqual(posted, [{ type: 'send', prompt: 'short' }]);
  });

  it('sends the draft to the host a moment after each key and when the page goes away', () => {
    const { composer, input, posted } = shownComposer();
    type(input, 'a');
    clock.tick(150);
    type(input, 'ab');
    assert.deepEqual(posted, []);
    clock.tick(50);
    assert.deepEqual(posted, [{ type: 'draft', draft: 'ab' }]);
    clock.tick(1_000);
    type(input, 'abc');
    composer.flush();
    composer.flush();
    clock.tick(1_000);
    assert.deepEqual(posted.slice(1), [{ type: 'draft', draft: 'abc' }]);
  });

  it('shows the draft the host remembers, but not over what is being typed', () => {
    const { composer, input } = shownComposer({ draft: 'Kept' });
    assert.equal(input.value, 'Kept');
    type(input, 'Kept and mo');
    composer.update(chatView({ draft: 'Other' }));
    assert.equal(input.value, 'Kept and mo');
  });

  it('returns a prompt that the host could not take or that failed', () => {
    const { composer, input } = shownComposer();
    type(input, 'Ask');
    press(input, 'Enter');
    composer.update(chatView());
    assert.equal(input.value, '');
    composer.update(chatView({ draft: 'Ask' }));
    assert.equal(input.value, 'Ask');
    assert.ok(!sendButton().disabled);
  });

  it('tells the draft of somebody who types without a pause, too', () => {
    const { input, posted } = shownComposer();
    for (const text of ['K', 'Ke', 'Kep', 'Kept', 'Kept?']) {
      type(input, text);
      clock.tick(90);
    }
    assert.deepEqual(posted, [{ type: 'draft', draft: 'Kep' }]);
  });

  it('takes a proposed prompt into the box without sending it', () => {
    const { composer, input, posted } = shownComposer();
    composer.propose('Explain this.');
    clock.tick(200);
    assert.deepEqual([input.value, posted], ['Explain this.', [{ type: 'draft', draft: 'Explain this.' }]]);
    assert.ok(document.activeElement === input);
  });

  it('goes back through the prompts with Up from an empty box', () => {
    const { input } = shownComposer({ turns: [turn('1'), turn('2')] });
    const recalled = [1, 2, 3].map(() => {
      press(input, 'ArrowUp');
      return input.value;
    });
    assert.deepEqual(recalled, ['Prompt 2', 'Prompt 1', 'Prompt 1']);
  });

  it('leaves Up to the box when something else is in it or the cursor is inside', () => {
    const { input } = shownComposer({ turns: [turn('1'), turn('2')] });
    type(input, 'Mine');
    assert.ok(!press(input, 'ArrowUp').defaultPrevented);
    assert.equal(input.value, 'Mine');
    type(input, '');
    press(input, 'ArrowUp');
    input.setSelectionRange(3, 3);
    press(input, 'ArrowUp');
    assert.equal(input.value, 'Prompt 2');
  });

  it('leaves a draft with its conversation, and keeps what was typed since', () => {
    const { composer, input, posted } = shownComposer({ draft: 'First' });
    type(input, 'First and more');
    composer.beforePost({ type: 'open-conversation', id: '1' });
    assert.deepEqual([posted, input.value], [[], 'First and more'], 'it is open already');
    composer.beforePost({ type: 'open-conversation', id: '2' });
    assert.deepEqual([posted, input.value], [[{ type: 'draft', draft: 'First and more' }], '']);
    composer.update(chatView({ conversation: { id: '2', title: '' }, draft: 'Second' }));
    assert.equal(input.value, 'Second');
    composer.beforePost({ type: 'fork', turnId: '1' });
    type(input, 'At once');
    clock.tick(1_000);
    composer.update(chatView({ conversation: { id: '3', title: '' } }));
    assert.equal(input.value, 'At once');
  });

  it('takes a draft along into a new chat', () => {
    const { composer, input, posted } = shownComposer({ turns: [turn('1')] });
    type(input, 'Half');
    composer.beforePost({ type: 'new-chat' });
    assert.deepEqual([posted, input.value], [[{ type: 'draft', draft: 'Half' }], 'Half']);
    type(input, 'Half and more');
    clock.tick(1_000);
    composer.update(chatView({ conversation: { id: '2', title: '' }, draft: 'Half' }));
    assert.equal(input.value, 'Half and more');
    composer.update(chatView({ conversation: { id: '3', title: '' }, draft: 'Other' }));
    assert.equal(input.value, 'Other');
  });

  it('shows the draft of a conversation that the host opens by itself', () => {
    const { composer, input } = shownComposer({ draft: 'First' });
    composer.update(chatView({ conversation: { id: '2', title: '' }, draft: '' }));
    assert.equal(input.value, '');
  });

  it('draws nothing for words of the answer, which come many a second, and draws its end', () => {
    const { composer } = shownComposer(busy);
    const view = chatView(busy);
    composer.update(view);
    const drawn: unknown[] = [];
    const before = { ...options };
    options.diffed = (node) => {
      drawn.push(node);
      before.diffed?.(node);
    };
    composer.update({ ...view, turns: [turn('1', answerOf(asks(alpha), says('A word')))] });
    assert.equal(drawn.length, 0);
    composer.update({ ...view, turns: [turn('1')] });
    assert.notEqual(drawn.length, 0);
    Object.assign(options, before);
  });

  it('passes on what is done with the context, the model and the provider', () => {
    const { posted } = shownComposer({ context: [chip('a.ts'), chip('b.ts', { state: 'offered' })] });
    byRole('button', 'Remove a.ts from the context').click();
    byRole('button', 'b.ts 12 lines src/b.ts: whole file, 12 lines. Add to the context').click();
    byRole('button', 'Alpha · alpha-model auto. Choose the model').click();
    byRole('button', 'Switch provider: now it is chosen automatically').click();
    byRole('button', 'Add an image').click();
    assert.deepEqual(posted, [
      { type: 'remove-context', id: 'file:a.ts' },
      { type: 'add-context', id: 'file:b.ts' },
      { type: 'run', command: 'choose-model' },
      { type: 'run', command: 'switch-provider' },
      { type: 'pick-image' },
    ]);
  });
});
