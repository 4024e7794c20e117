import assert from 'node:assert/strict';
import FakeTimers from '@sinonjs/fake-timers';
import type { ChatView } from '../../../../../src/engine/chat/view/protocol';
import { maxPromptChars } from '../../../../../src/engine/chat/view/protocol';
import { Composer } from '../../../../../src/webview/chat/input/composer';
import { alpha, answerOf, asks } from '../../../engine/chat/fixtures';
import { allByRole, byRole, namesByRole } from '../../accessible';
import { inBrowser, press, type } from '../../dom';
import { chatView, turn } from '../../fixtures';

interface Shown {
  readonly composer: Composer;
  readonly input: HTMLTextAreaElement;
  readonly calls: unknown[];
}

function shown(view: Partial<ChatView> = {}): Shown {
  const calls: unknown[] = [];
  const composer = new Composer({
    send: (prompt) => calls.push(['send', prompt]),
    stop: () => calls.push(['stop']),
    saveDraft: (draft) => calls.push(['draft', draft]),
    removeContext: (id) => calls.push(['remove', id]),
    addContext: (id) => calls.push(['add', id]),
    switchProvider: () => calls.push(['switch']),
  });
  document.body.replaceChildren(composer.element);
  composer.update(chatView(view));
  return { composer, calls, input: byRole('textbox', 'Message Everpair') as HTMLTextAreaElement };
}

const busy = { turns: [turn('1', answerOf(asks(alpha)))] };

const sendButton = (): HTMLButtonElement => byRole('button', 'Send') as HTMLButtonElement;

describe('Composer', () => {
  inBrowser();
  let clock: ReturnType<typeof FakeTimers.install>;
  beforeEach(() => (clock = FakeTimers.install({ toFake: ['setTimeout', 'clearTimeout'] })));
  afterEach(() => clock.uninstall());

  it('sends the text of the box with Enter and with the button, and empties the box', () => {
    const { input, calls } = shown();
    type(input, 'One\ntwo ');
    assert.ok(press(input, 'Enter').defaultPrevented);
    assert.deepEqual([calls, input.value], [[['send', 'One\ntwo ']], '']);
    type(input, 'Three');
    byRole('button', 'Send').click();
    assert.deepEqual(calls.at(-1), ['send', 'Three']);
    assert.equal(document.activeElement, input);
    clock.tick(1_000);
    assert.equal(calls.length, 2, 'no draft is told of what was sent');
  });

  it('leaves Enter to the box with a modifier and while an input method composes', () => {
    const { input, calls } = shown();
    type(input, 'にほん');
    for (const options of [{ shiftKey: true }, { ctrlKey: true }, { altKey: true }, { isComposing: true }]) {
      assert.ok(!press(input, 'Enter', options).defaultPrevented, JSON.stringify(options));
    }
    assert.deepEqual([calls, input.value], [[], 'にほん']);
  });

  it('sends nothing when there is nothing to send', () => {
    const { input, calls } = shown();
    for (const text of ['', ' \n\t ']) {
      type(input, text);
      press(input, 'Enter');
      const send = sendButton();
      assert.ok(send.disabled);
      send.click();
    }
    assert.deepEqual(calls, []);
    type(input, 'x');
    assert.ok(!sendButton().disabled);
  });

  it('has Stop in place of Send while an answer is written, and keeps what is typed meanwhile', () => {
    const { composer, input, calls } = shown(busy);
    assert.deepEqual(namesByRole('button').slice(1), ['Stop']);
    type(input, 'Next');
    press(input, 'Enter');
    assert.deepEqual([calls, input.value], [[], 'Next']);
    byRole('button', 'Stop').click();
    assert.deepEqual(calls, [['stop']]);
    assert.equal(document.activeElement, input, 'the focus is not lost with the button');
    composer.update(chatView({ turns: [turn('1')] }));
    assert.deepEqual(namesByRole('button').slice(1), ['Send']);
    assert.equal(input.value, 'Next');
  });

  it('refuses a message that is too long, says so, and keeps it', () => {
    const { input, calls } = shown();
    const long = 'x'.repeat(maxPromptChars + 1);
    type(input, long);
    press(input, 'Enter');
    assert.equal(input.value, long);
    assert.match(
      allByRole('alert')[0]!.element.textContent,
      /^The message is too long: \S+ characters, at most \S+ can/,
    );
    clock.tick(1_000);
    assert.deepEqual(calls, [], 'the host would refuse the draft as well');
    type(input, 'short');
    assert.deepEqual(allByRole('alert'), []);
    press(input, 'Enter');
    assert.deepEqual(calls, [['send', 'short']]);
  });

  it('sends the draft to the host when typing rests and when the page goes away', () => {
    const { composer, input, calls } = shown();
    type(input, 'a');
    clock.tick(150);
    type(input, 'ab');
    clock.tick(150);
    assert.deepEqual(calls, []);
    clock.tick(50);
    assert.deepEqual(calls, [['draft', 'ab']]);
    type(input, 'abc');
    composer.flush();
    composer.flush();
    clock.tick(1_000);
    assert.deepEqual(calls.slice(1), [['draft', 'abc']]);
  });

  it('shows the draft the host remembers, but not over what is being typed', () => {
    const { composer, input } = shown({ draft: 'Kept' });
    assert.equal(input.value, 'Kept');
    type(input, 'Kept and mo');
    composer.update(chatView({ draft: 'Other' }));
    assert.equal(input.value, 'Kept and mo');
  });

  it('returns a prompt that the host could not take or that failed', () => {
    const { composer, input } = shown();
    type(input, 'Ask');
    press(input, 'Enter');
    composer.update(chatView());
    assert.equal(input.value, '');
    composer.update(chatView({ draft: 'Ask' }));
    assert.equal(input.value, 'Ask');
    assert.ok(!sendButton().disabled);
  });

  it('takes a proposed prompt into the box without sending it', () => {
    const { composer, input, calls } = shown();
    composer.propose('Explain this.');
    clock.tick(200);
    assert.deepEqual([input.value, calls], ['Explain this.', [['draft', 'Explain this.']]]);
    assert.equal(document.activeElement, input);
  });

  it('goes back through the prompts with Up from an empty box', () => {
    const { input } = shown({ turns: [turn('1'), turn('2')] });
    const recalled = [1, 2, 3].map(() => {
      press(input, 'ArrowUp');
      return input.value;
    });
    assert.deepEqual(recalled, ['Prompt 2', 'Prompt 1', 'Prompt 1']);
  });

  it('leaves Up to the box when something else is in it or the cursor is inside', () => {
    const { input } = shown({ turns: [turn('1'), turn('2')] });
    type(input, 'Mine');
    assert.ok(!press(input, 'ArrowUp').defaultPrevented);
    assert.equal(input.value, 'Mine');
    type(input, '');
    press(input, 'ArrowUp');
    input.setSelectionRange(3, 3);
    press(input, 'ArrowUp');
    assert.equal(input.value, 'Prompt 2');
  });

  it('passes on actions of the context and the provider', () => {
    const { calls } = shown({
      context: [
        { id: 'f', kind: 'file', label: 'a.ts', note: '', detail: 'src/a.ts', state: 'included' },
        { id: 's', kind: 'selection', label: 'Line 3', note: '', detail: 'Selection', state: 'offered' },
      ],
    });
    byRole('button', 'Remove a.ts from the context').click();
    byRole('button', 'Add Line 3 to the context').click();
    allByRole('button')
      .find(({ name }) => name.includes('Switch provider'))!
      .element.click();
    assert.deepEqual(calls, [['remove', 'f'], ['add', 's'], ['switch']]);
  });
});
