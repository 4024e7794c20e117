import assert from 'node:assert/strict';
import { pressed } from '../../../../../src/webview/shared/strokes';
import { keys, type Shortcut } from '../../../../../src/webview/chat/keyboard/keys';
import { KeyboardPage } from '../../../../../src/webview/chat/keyboard/keyboardPage';
import { byRole, violations } from '../../accessible';
import { inBrowser, press } from '../../dom';

describe('keys', () => {
  inBrowser();

  const event = (key: string, options: KeyboardEventInit = {}): KeyboardEvent =>
    new KeyboardEvent('keydown', { key, ...options });

  it('are pressed without any modifier that they do not name', () => {
    assert.ok(pressed(event('Enter'), keys.send));
    assert.ok(!pressed(event('Enter', { shiftKey: true }), keys.send));
    assert.ok(pressed(event('Enter', { shiftKey: true }), keys.newLine));
    for (const modifier of ['ctrlKey', 'metaKey', 'altKey', 'isComposing']) {
      assert.ok(!pressed(event('Enter', { [modifier]: true }), keys.send), modifier);
    }
  });

  it('are told by their character where the layout may have it anywhere', () => {
    assert.ok(pressed(event('?', { shiftKey: true }), keys.showKeys));
    assert.ok(pressed(event('?'), keys.showKeys));
  });

  it('mean one thing each in their place', () => {
    const meanings = new Map<string, readonly string[]>();
    for (const { where, strokes, does } of Object.values<Shortcut>(keys)) {
      for (const { key, shift = false } of strokes) {
        const stroke = `${where} ${key} ${shift}`;
        meanings.set(stroke, [...(meanings.get(stroke) ?? []), does()]);
      }
    }
    const double = [...meanings].filter(([, all]) => all.length > 1).map(([stroke]) => stroke);
    // Leaving a list comes before stopping an answer: the list is what is seen.
    assert.deepEqual(double, ['everywhere Escape false']);
  });
});

describe('KeyboardPage', () => {
  inBrowser();

  it('lists every key with what it does', async () => {
    const page = new KeyboardPage(() => undefined);
    document.body.replaceChildren(page.element);
    page.open();
    const told = [...page.element.querySelectorAll('dd')].map((does) => does.textContent);
    assert.deepEqual(
      [...told].sort(),
      Object.values<Shortcut>(keys)
        .map(({ does }) => does())
        .sort(),
    );
    assert.ok(page.element.textContent.includes('Shift+Enter'));
    document.documentElement.lang = 'en';
    document.title = 'Everpair';
    assert.deepEqual(await violations(), []);
  });

  it('is left by its button and by Escape', () => {
    let left = 0;
    const page = new KeyboardPage(() => (left += 1));
    document.body.replaceChildren(page.element);
    page.open();
    assert.ok(document.activeElement === byRole('button', 'Back to the conversation'));
    press(document.activeElement, 'Escape');
    byRole('button', 'Back to the conversation').click();
    assert.equal(left, 2);
  });
});
