import assert from 'node:assert/strict';
import { button } from '../../../../../src/webview/shared/button';
import { toolbar } from '../../../../../src/webview/chat/turn/toolbar';
import { byRole } from '../../accessible';
import { inBrowser, press } from '../../dom';

describe('toolbar', () => {
  inBrowser();

  const names = ['One', 'Two', 'Three'];
  const focused = (): string => document.activeElement?.getAttribute('aria-label') ?? '';
  function shown(): void {
    const buttons = names.map((name) => button({ name, onPress: () => undefined }));
    document.body.replaceChildren(toolbar('Tools', buttons, 'tools'));
    buttons[0]!.focus();
  }
  const go = (...keys: readonly string[]): string => {
    for (const key of keys) press(document.activeElement!, key);
    return focused();
  };

  it('is one stop of the Tab key, which stays at the button that was used last', () => {
    shown();
    const stops = (): readonly string[] => names.filter((name) => byRole('button', name).tabIndex === 0);
    assert.deepEqual(stops(), ['One']);
    go('ArrowRight');
    assert.deepEqual(stops(), ['Two']);
  });

  it('goes round with the arrow keys, and to its ends with Home and End', () => {
    shown();
    assert.equal(go('ArrowRight'), 'Two');
    assert.equal(go('ArrowRight', 'ArrowRight'), 'One');
    assert.equal(go('ArrowLeft'), 'Three');
    assert.equal(go('Home'), 'One');
    assert.equal(go('End'), 'Three');
  });

  it('follows the direction of the page', () => {
    document.body.dir = 'rtl';
    try {
      shown();
      assert.equal(go('ArrowLeft'), 'Two');
      assert.equal(go('ArrowRight'), 'One');
    } finally {
      document.body.removeAttribute('dir');
    }
  });
});
