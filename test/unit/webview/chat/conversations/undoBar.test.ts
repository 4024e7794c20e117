import assert from 'node:assert/strict';
import FakeTimers from '@sinonjs/fake-timers';
import { UndoBar } from '../../../../../src/webview/chat/conversations/undoBar';
import { byRole, namesByRole } from '../../accessible';
import { inBrowser } from '../../dom';

describe('UndoBar', () => {
  inBrowser();
  let clock: ReturnType<typeof FakeTimers.install>;
  beforeEach(() => (clock = FakeTimers.install({ toFake: ['setTimeout', 'clearTimeout'] })));
  afterEach(() => clock.uninstall());

  function shown(): { readonly bar: UndoBar; readonly restored: readonly string[] } {
    const restored: string[] = [];
    const bar = new UndoBar((id) => restored.push(id));
    document.body.replaceChildren(bar.element);
    bar.show('1', 'Sums');
    return { bar, restored };
  }

  it('brings a conversation back, once, while it is there', () => {
    const { bar, restored } = shown();
    assert.equal(byRole('status', '').textContent, '“Sums” was deleted.');
    byRole('button', 'Undo').click();
    assert.deepEqual(restored, ['1']);
    assert.ok(bar.element.hidden);
  });

  it('goes after ten seconds, which begin again with another deletion', () => {
    const { bar } = shown();
    clock.tick(9_000);
    bar.show('2', 'More');
    clock.tick(9_000);
    assert.deepEqual(namesByRole('button'), ['Undo']);
    clock.tick(1_001);
    assert.deepEqual(namesByRole('button'), []);
  });

  it('stays while the keyboard or the pointer is at it', () => {
    for (const [enter, leave] of [
      ['focusin', 'focusout'],
      ['pointerenter', 'pointerleave'],
    ] as const) {
      const { bar } = shown();
      bar.element.dispatchEvent(new InputEvent(enter));
      clock.tick(60_000);
      assert.ok(!bar.element.hidden);
      bar.element.dispatchEvent(new InputEvent(leave));
      clock.tick(10_001);
      assert.ok(bar.element.hidden);
    }
  });
});
