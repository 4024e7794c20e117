import assert from 'node:assert/strict';
import type { ContextChip } from '../../../../../src/engine/chat/context/contextOffer';
import { ContextBar } from '../../../../../src/webview/chat/input/contextBar';
import { byRole, namesByRole } from '../../accessible';
import { inBrowser } from '../../dom';
import { chip } from '../../fixtures';

function shown(chips: readonly ContextChip[]): { readonly bar: ContextBar; readonly calls: readonly unknown[] } {
  const calls: unknown[] = [];
  const bar = new ContextBar({ remove: (id) => calls.push(['remove', id]), add: (id) => calls.push(['add', id]) });
  document.body.replaceChildren(bar.element);
  bar.update(chips);
  return { bar, calls };
}

describe('ContextBar', () => {
  inBrowser();

  it('is hidden without context', () => {
    const { bar } = shown([]);
    assert.ok(bar.element.hidden);
    bar.update([chip('a.ts')]);
    assert.equal(byRole('list', 'Context'), bar.element);
    bar.update([]);
    assert.ok(bar.element.hidden);
  });

  it('says in short what is sent and in full to a screen reader', () => {
    const { bar } = shown([chip('a.ts')]);
    const entry = bar.element.querySelector('li')!;
    assert.deepEqual(
      [...entry.querySelectorAll('span')].map((part) => part.textContent),
      ['a.ts', '12 lines', 'src/a.ts: whole file, 12 lines'],
    );
    assert.equal(entry.title, 'src/a.ts: whole file, 12 lines');
  });

  it('lets each piece be taken away or added by a named button that a keyboard reaches', () => {
    const { calls } = shown([chip('a.ts'), chip('b.ts', { state: 'offered' }), chip('.env', { state: 'blocked' })]);
    const names = ['Remove a.ts from the context', 'Add b.ts to the context'];
    assert.deepEqual(namesByRole('button'), names);
    for (const name of names) {
      const button = byRole('button', name);
      assert.ok(button.localName === 'button' && button.tabIndex === 0);
      button.click();
    }
    assert.deepEqual(calls, [
      ['remove', 'file:a.ts'],
      ['add', 'file:b.ts'],
    ]);
  });

  it('keeps the focus on the piece of the pressed button', () => {
    const { bar } = shown([chip('a.ts'), chip('b.ts')]);
    byRole('button', 'Remove b.ts from the context').focus();
    bar.update([chip('a.ts'), chip('b.ts', { state: 'offered' })]);
    assert.equal(document.activeElement, byRole('button', 'Add b.ts to the context'));
  });

  it('takes no focus that it did not have', () => {
    const { bar } = shown([chip('a.ts')]);
    bar.update([chip('a.ts', { state: 'offered' })]);
    assert.equal(document.activeElement, document.body);
  });
});
