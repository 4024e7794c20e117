import assert from 'node:assert/strict';
import FakeTimers from '@sinonjs/fake-timers';
import type { MentionItem, ViewMessage } from '../../../../../../src/engine/chat/view/protocol';
import { Composer } from '../../../../../../src/webview/chat/input/composer';
import { allByRole, byRole, namesByRole, violations } from '../../../accessible';
import { inBrowser, press, type } from '../../../dom';
import { chatView } from '../../../fixtures';

function item(label: string, changes: Partial<MentionItem> = {}): MentionItem {
  return { id: `id:${label}`, kind: 'file', label, detail: `src/${label}`, ...changes };
}

describe('the @ picker', () => {
  inBrowser();
  let clock: ReturnType<typeof FakeTimers.install>;
  let composer: Composer;
  let input: HTMLTextAreaElement;
  let posted: ViewMessage[];
  beforeEach(() => {
    clock = FakeTimers.install({ toFake: ['setTimeout', 'clearTimeout'] });
    posted = [];
    composer = new Composer((message) => posted.push(message));
    document.body.replaceChildren(composer.element);
    composer.update(chatView());
    input = byRole('textbox', 'Message Everpair') as HTMLTextAreaElement;
    input.focus();
  });
  afterEach(() => clock.uninstall());

  const answer = (query: string, items: readonly MentionItem[], within?: string, note?: string): void =>
    composer.receive({ type: 'mentions', query, within, items, note });
  const options = (): readonly string[] => allByRole('option').map(({ element }) => element.textContent);
  const active = (): string | undefined => {
    const id = input.getAttribute('aria-activedescendant');
    const option = id === null ? undefined : document.getElementById(id);
    assert.equal(option?.getAttribute('aria-selected') ?? 'true', 'true');
    return option?.querySelector('.mention-label')?.textContent;
  };
  const status = (): string | undefined => document.querySelector('.mentions-status')?.textContent;
  const asked = (): readonly ViewMessage[] => posted.filter((message) => message.type === 'mention');

  it('opens with an @ at the beginning of a word, and asks once the typing rests', () => {
    type(input, 'me@');
    assert.deepEqual([asked(), status()], [[], undefined]);
    type(input, 'see @');
    assert.deepEqual(asked(), [{ type: 'mention', query: '', within: undefined }]);
    assert.equal(status(), 'Searching…');
    type(input, 'see @a');
    type(input, 'see @ab');
    assert.equal(asked().length, 1);
    clock.tick(100);
    assert.deepEqual(asked().slice(1), [{ type: 'mention', query: 'ab', within: undefined }]);
  });

  it('lists what answers the query, and nothing that answers an earlier one', () => {
    type(input, '@');
    answer('', [item('file', { opens: true }), item('problems', { kind: 'problems' })]);
    assert.deepEqual(namesByRole('listbox'), ['What can be sent along']);
    assert.deepEqual(options(), ['filesrc/file', 'problemssrc/problems']);
    type(input, '@b');
    clock.tick(100);
    answer('', [item('late')]);
    assert.ok(!options().includes('latesrc/late'));
    answer('b', [item('b.ts')], 'elsewhere');
    assert.ok(!options().includes('b.tssrc/b.ts'));
    answer('b', [item('b.ts')], undefined, 'There are more.');
    assert.deepEqual([options(), status()], [['b.tssrc/b.ts'], 'There are more.']);
  });

  it('says that nothing matches, and leaves Enter and Tab to the box then', () => {
    type(input, '@zzz');
    answer('zzz', []);
    assert.equal(status(), 'Nothing matches.');
    assert.ok(!press(input, 'Tab').defaultPrevented);
    press(input, 'Enter');
    assert.deepEqual(posted.at(-1), { type: 'send', prompt: '@zzz' });
    assert.equal(status(), undefined);
  });

  it('moves with the arrows around the list, and points with the cursor still in the box', () => {
    type(input, '@');
    answer('', [item('a'), item('b'), item('c')]);
    const moves = ['ArrowDown', 'ArrowUp', 'ArrowUp', 'ArrowDown'].map((key) => {
      assert.ok(press(input, key).defaultPrevented);
      return active();
    });
    assert.deepEqual(moves, ['b', 'a', 'c', 'a']);
    assert.ok(document.activeElement === input);
    byRole('option', 'c src/c').dispatchEvent(new MouseEvent('mousemove', { bubbles: true }));
    assert.equal(active(), 'c');
  });

  for (const key of ['Enter', 'Tab']) {
    it(`puts the chosen item in the place of what was typed, with ${key}`, () => {
      typeAt('see @b please', 6);
      answer('b', [item('b.ts')]);
      press(input, key);
      assert.equal(input.value, 'see @b.ts please');
      assert.deepEqual(posted.at(-1), { type: 'add-mention', id: 'id:b.ts' });
      assert.deepEqual([options(), active()], [[], undefined]);
    });
  }

  /** As if typed, with the cursor at a place. */
  function typeAt(text: string, cursor: number): void {
    input.value = text;
    input.setSelectionRange(cursor, cursor);
    input.dispatchEvent(new InputEvent('input', { bubbles: true }));
  }

  it('chooses with the mouse and writes a space behind it', () => {
    type(input, '@b');
    answer('b', [item('a'), item('b')]);
    const option = byRole('option', 'b src/b');
    const down = new MouseEvent('mousedown', { bubbles: true, cancelable: true });
    option.dispatchEvent(down);
    assert.ok(down.defaultPrevented, 'the box keeps the focus');
    option.click();
    assert.equal(input.value, '@b ');
  });

  it('searches within an item that opens others, with spaces, and goes back with Backspace', () => {
    type(input, 'x @fi');
    answer('fi', [item('Files', { id: 'files', opens: true })]);
    press(input, 'Enter');
    assert.equal(input.value, 'x @');
    assert.deepEqual(asked().at(-1), { type: 'mention', query: '', within: 'files' });
    assert.equal(document.querySelector('.mentions-within')?.textContent, 'Files');
    type(input, 'x @two words');
    clock.tick(100);
    assert.deepEqual(asked().at(-1), { type: 'mention', query: 'two words', within: 'files' });
    answer('two words', [item('two.ts')], 'files');
    assert.deepEqual(namesByRole('listbox'), ['Files']);
    assert.ok(!press(input, 'Backspace').defaultPrevented, 'a word is erased first');
    type(input, 'x @');
    assert.ok(press(input, 'Backspace').defaultPrevented);
    assert.deepEqual(asked().at(-1), { type: 'mention', query: '', within: undefined });
    assert.equal(input.value, 'x @');
  });

  it('takes the first of the items when Enter came before them', () => {
    type(input, '@b');
    assert.ok(press(input, 'Enter').defaultPrevented);
    assert.deepEqual(asked(), posted);
    answer('b', [item('b.ts')]);
    assert.equal(input.value, '@b.ts ');
  });

  it('closes with Escape without stopping the answer, and stays closed at this @', () => {
    let passedOn = 0;
    document.body.addEventListener('keydown', () => (passedOn += 1), { once: true });
    type(input, '@b');
    answer('b', [item('b.ts')]);
    press(input, 'Escape');
    assert.deepEqual([options(), passedOn], [[], 0]);
    type(input, '@bc');
    assert.equal(status(), undefined);
    type(input, '@bc @');
    assert.equal(status(), 'Searching…');
  });

  it('does not open for what is pasted or recalled, and closes when the box is left', () => {
    input.value = '@Component';
    input.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertFromPaste' }));
    composer.propose('@a');
    assert.equal(status(), undefined);
    type(input, '@');
    assert.equal(status(), 'Searching…');
    input.blur();
    assert.equal(status(), undefined);
  });

  it('searches for the words of an input method when they are chosen, not for half of them', () => {
    type(input, '看@');
    input.dispatchEvent(new InputEvent('compositionstart'));
    type(input, '看@wen');
    clock.tick(1_000);
    assert.equal(asked().length, 1);
    assert.ok(!press(input, 'Enter', { isComposing: true }).defaultPrevented);
    type(input, '看@文');
    input.dispatchEvent(new InputEvent('compositionend'));
    clock.tick(100);
    assert.deepEqual(asked().at(-1), { type: 'mention', query: '文', within: undefined });
  });

  it('opens with the button as with the sign, at the beginning of a word', () => {
    byRole('button', 'Add context (@)').click();
    assert.equal(input.value, '@');
    assert.equal(status(), 'Searching…');
    type(input, 'a');
    byRole('button', 'Add context (@)').click();
    assert.equal(input.value, 'a @');
  });

  it('tells a screen reader how many items there are, and has no fault that axe finds', async () => {
    document.documentElement.lang = 'en';
    document.title = 'Everpair';
    const main = document.createElement('main');
    main.append(document.createElement('h1'), composer.element);
    main.firstElementChild!.textContent = 'Chat';
    document.body.replaceChildren(main);
    type(input, '@');
    answer('', [item('a'), item('b', { opens: true })], undefined, 'More.');
    assert.equal(allByRole('status').at(-1)?.element.textContent, '2 matches');
    // axe waits by the clock.
    clock.uninstall();
    assert.deepEqual(await violations(), []);
  });
});
