import assert from 'node:assert/strict';
import type { MentionItem } from '../../../../../../src/engine/chat/view/protocol';
import type { ViewMessage } from '../../../../../../src/engine/chat/view/viewMessage';
import { keys, type Shortcut } from '../../../../../../src/webview/chat/keyboard/keys';
import { allByRole, byRole, namesByRole } from '../../../accessible';
import { inBrowser, press, type } from '../../../dom';
import { focusedComposer } from '../shownComposer';

function item(label: string, changes: Partial<MentionItem> = {}): MentionItem {
  return { id: `id:${label}`, kind: 'file', label, detail: `src/${label}`, ...changes };
}

describe('the @ picker', () => {
  inBrowser();
  const page = focusedComposer();
  const { options } = page;

  const answer = (query: string, items: readonly MentionItem[], within?: string, note?: string): void =>
    page.composer.receive({ type: 'mentions', query, within, items, note });
  const active = (): string | undefined => {
    const id = page.input.getAttribute('aria-activedescendant');
    const option = id === null ? undefined : document.getElementById(id);
    assert.equal(option?.getAttribute('aria-selected') ?? 'true', 'true');
    return option?.querySelector('.mention-label')?.textContent;
  };
  const status = (): string | undefined => document.querySelector('.mentions-status')?.textContent;
  const asked = (): readonly ViewMessage[] => page.posted.filter((message) => message.type === 'mention');

  it('opens with an @ at the beginning of a word, and asks once the typing rests', () => {
    type(page.input, 'me@');
    assert.deepEqual([asked(), status()], [[], undefined]);
    type(page.input, 'see @');
    assert.deepEqual(asked(), [{ type: 'mention', query: '', within: undefined }]);
    assert.equal(status(), 'Searching…');
    type(page.input, 'see @a');
    type(page.input, 'see @ab');
    assert.equal(asked().length, 1);
    page.clock.tick(100);
    assert.deepEqual(asked().slice(1), [{ type: 'mention', query: 'ab', within: undefined }]);
  });

  it('lists what answers the query, and nothing that answers an earlier one', () => {
    type(page.input, '@');
    answer('', [item('file', { opens: true }), item('problems', { kind: 'problems' })]);
    assert.deepEqual(namesByRole('listbox'), ['What can be sent along']);
    assert.deepEqual(options(), ['filesrc/file', 'problemssrc/problems']);
    type(page.input, '@b');
    page.clock.tick(100);
    answer('', [item('late')]);
    assert.ok(!options().includes('latesrc/late'));
    answer('b', [item('b.ts')], 'elsewhere');
    assert.ok(!options().includes('b.tssrc/b.ts'));
    answer('b', [item('b.ts')], undefined, 'There are more.');
    assert.deepEqual([options(), status()], [['b.tssrc/b.ts'], 'There are more.']);
  });

  it('says that nothing matches, and leaves Enter and Tab to the box then', () => {
    type(page.input, '@zzz');
    answer('zzz', []);
    assert.equal(status(), 'Nothing matches.');
    assert.ok(!press(page.input, 'Tab').defaultPrevented);
    press(page.input, 'Enter');
    assert.deepEqual(page.posted.at(-1), { type: 'send', prompt: '@zzz' });
    assert.equal(status(), undefined);
  });

  it('moves with the arrows around the list, and points with the cursor still in the box', () => {
    type(page.input, '@');
    answer('', [item('a'), item('b'), item('c')]);
    const moves = ['ArrowDown', 'ArrowUp', 'ArrowUp', 'ArrowDown'].map((key) => {
      assert.ok(press(page.input, key).defaultPrevented);
      return active();
    });
    assert.deepEqual(moves, ['b', 'a', 'c', 'a']);
    assert.ok(document.activeElement === page.input);
    byRole('option', 'c src/c').dispatchEvent(new MouseEvent('mousemove', { bubbles: true }));
    assert.equal(active(), 'c');
  });

  it('takes every key that is listed for it', () => {
    const strokes = Object.values<Shortcut>(keys)
      .filter(({ where }) => where === 'mentions')
      .flatMap((shortcut) => shortcut.strokes);
    assert.equal(strokes.length, 6);
    for (const { key } of strokes) {
      // A list that was closed with Escape stays closed at its mark.
      type(page.input, '');
      type(page.input, '@');
      answer('', [item('Files', { id: 'open:file', opens: true })]);
      // Only within a kind there is a way back.
      if (key === 'Backspace') press(page.input, 'Enter');
      assert.ok(press(page.input, key).defaultPrevented, key);
      press(page.input, 'Escape');
    }
  });

  for (const key of ['Enter', 'Tab']) {
    it(`puts the chosen item in the place of what was typed, with ${key}`, () => {
      typeAt('see @b please', 6);
      answer('b', [item('b.ts')]);
      press(page.input, key);
      assert.equal(page.input.value, 'see @b.ts please');
      assert.deepEqual(page.posted.at(-1), { type: 'add-mention', id: 'id:b.ts' });
      assert.deepEqual([options(), active()], [[], undefined]);
    });
  }

  /** As if typed, with the cursor at a place. */
  function typeAt(text: string, cursor: number): void {
    page.input.value = text;
    page.input.setSelectionRange(cursor, cursor);
    page.input.dispatchEvent(new InputEvent('input', { bubbles: true }));
  }

  it('chooses with the mouse and writes a space behind it', () => {
    type(page.input, '@b');
    answer('b', [item('a'), item('b')]);
    const option = byRole('option', 'b src/b');
    const down = new MouseEvent('mousedown', { bubbles: true, cancelable: true });
    option.dispatchEvent(down);
    assert.ok(down.defaultPrevented, 'the box keeps the focus');
    option.click();
    assert.equal(page.input.value, '@b ');
  });

  it('searches within an item that opens others, with spaces, and goes back with Backspace', () => {
    type(page.input, 'x @fi');
    answer('fi', [item('Files', { id: 'files', opens: true })]);
    press(page.input, 'Enter');
    assert.equal(page.input.value, 'x @');
    assert.deepEqual(asked().at(-1), { type: 'mention', query: '', within: 'files' });
    assert.equal(document.querySelector('.mentions-within')?.textContent, 'Files');
    type(page.input, 'x @two words');
    page.clock.tick(100);
    assert.deepEqual(asked().at(-1), { type: 'mention', query: 'two words', within: 'files' });
    answer('two words', [item('two.ts')], 'files');
    assert.deepEqual(namesByRole('listbox'), ['Files']);
    assert.ok(!press(page.input, 'Backspace').defaultPrevented, 'a word is erased first');
    type(page.input, 'x @');
    assert.ok(press(page.input, 'Backspace').defaultPrevented);
    assert.deepEqual(asked().at(-1), { type: 'mention', query: '', within: undefined });
    assert.equal(page.input.value, 'x @');
  });

  it('takes the first of the items when Enter came before them', () => {
    type(page.input, '@b');
    assert.ok(press(page.input, 'Enter').defaultPrevented);
    assert.deepEqual(asked(), page.posted);
    answer('b', [item('b.ts')]);
    assert.equal(page.input.value, '@b.ts ');
  });

  it('closes with Escape without stopping the answer, and stays closed at this @', () => {
    let passedOn = 0;
    document.body.addEventListener('keydown', () => (passedOn += 1), { once: true });
    type(page.input, '@b');
    answer('b', [item('b.ts')]);
    press(page.input, 'Escape');
    assert.deepEqual([options(), passedOn], [[], 0]);
    type(page.input, '@bc');
    assert.equal(status(), undefined);
    type(page.input, '@bc @');
    assert.equal(status(), 'Searching…');
  });

  it('does not open for what is pasted or recalled, and closes when the box is left', () => {
    page.input.value = '@Component';
    page.input.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertFromPaste' }));
    page.composer.propose('@a');
    assert.equal(status(), undefined);
    type(page.input, '@');
    assert.equal(status(), 'Searching…');
    page.input.blur();
    assert.equal(status(), undefined);
  });

  it('searches for the words of an input method when they are chosen, not for half of them', () => {
    type(page.input, '看@');
    page.input.dispatchEvent(new InputEvent('compositionstart'));
    type(page.input, '看@wen');
    page.clock.tick(1_000);
    assert.equal(asked().length, 1);
    assert.ok(!press(page.input, 'Enter', { isComposing: true }).defaultPrevented);
    type(page.input, '看@文');
    page.input.dispatchEvent(new InputEvent('compositionend'));
    page.clock.tick(100);
    assert.deepEqual(asked().at(-1), { type: 'mention', query: '文', within: undefined });
  });

  it('opens with the button as with the sign, at the beginning of a word', () => {
    byRole('button', 'Add context (@)').click();
    assert.equal(page.input.value, '@');
    assert.equal(status(), 'Searching…');
    type(page.input, 'a');
    byRole('button', 'Add context (@)').click();
    assert.equal(page.input.value, 'a @');
  });

  it('tells a screen reader how many items there are, and has no fault that axe finds', async () => {
    page.intoPage();
    type(page.input, '@');
    answer('', [item('a'), item('b', { opens: true })], undefined, 'More.');
    assert.equal(allByRole('status').at(-1)?.element.textContent, '2 matches');
    assert.deepEqual(await page.violations(), []);
  });
});
