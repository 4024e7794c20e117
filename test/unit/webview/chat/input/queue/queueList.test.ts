import assert from 'node:assert/strict';
import { h, render } from 'preact';
import type { QueuedView } from '../../../../../../src/engine/chat/view/protocol';
import { QueueList } from '../../../../../../src/webview/chat/input/queue/queueList';
import { allByRole, byRole, namesByRole, violations } from '../../../accessible';
import { inBrowser, press } from '../../../dom';

function queued(id: string, changes: Partial<QueuedView> = {}): QueuedView {
  return { id, prompt: `Prompt ${id}`, context: [], images: [], ...changes };
}

describe('QueueList', () => {
  inBrowser();
  afterEach(() => render(null, document.body));
  let calls: unknown[] = [];
  beforeEach(() => (calls = []));

  function show(...ids: readonly string[]): void {
    showWith('', ids);
  }

  function showWith(note: string, ids: readonly string[]): void {
    render(
      h(QueueList, {
        queue: ids.map((id) => queued(id)),
        note,
        onSend: (id) => calls.push(['send', id]),
        onEdit: (id, prompt) => calls.push(['edit', id, prompt]),
        onRemove: (id) => calls.push(['remove', id]),
        onMove: (id, to) => calls.push(['move', id, to]),
        onOvertaken: (changed) => calls.push(['overtaken', changed]),
        onEmptied: () => calls.push(['emptied']),
      }),
      document.body,
    );
  }
  const edit = (id: string): HTMLElement => byRole('button', `Prompt ${id} Edit in the queue`);
  const editor = (id: string): HTMLTextAreaElement =>
    byRole('textbox', `Prompt “Prompt ${id}” in the queue`) as HTMLTextAreaElement;

  it('shows what waits, in its order, and nothing where nothing waits', () => {
    show();
    assert.equal(document.body.children.length, 0);
    show('1', '2');
    assert.deepEqual(
      allByRole('listitem').map(({ element }) => element.textContent),
      ['Prompt 1 Edit in the queue', 'Prompt 2 Edit in the queue'],
    );
  });

  it('moves a prompt by buttons and by Alt with Up and Down, within the queue', () => {
    show('1', '2', '3');
    byRole('button', 'Move “Prompt 1” down').click();
    byRole('button', 'Move “Prompt 3” up').click();
    assert.ok(byRole('button', 'Move “Prompt 1” up').hasAttribute('disabled'));
    assert.ok(byRole('button', 'Move “Prompt 3” down').hasAttribute('disabled'));
    assert.ok(press(edit('2'), 'ArrowDown', { altKey: true }).defaultPrevented);
    press(edit('2'), 'ArrowUp', { altKey: true });
    press(edit('1'), 'ArrowUp', { altKey: true });
    press(edit('2'), 'ArrowDown');
    assert.deepEqual(calls, [
      ['move', '1', 1],
      ['move', '3', 1],
      ['move', '2', 2],
      ['move', '2', 0],
    ]);
  });

  it('says why it stands still, and lets a prompt be sent then', () => {
    show('1');
    assert.equal(document.querySelector('.queue-title')?.textContent, '1 prompt is sent after this answer');
    assert.ok(!namesByRole('button').includes('Send “Prompt 1” now'));
    showWith('It waits: you stopped the answer.', ['1', '2']);
    assert.equal(document.querySelector('.queue-title')?.textContent, 'It waits: you stopped the answer.');
    byRole('button', 'Send “Prompt 2” now').click();
    assert.deepEqual(calls, [['send', '2']]);
  });

  it('leaves the focus at a prompt that was moved, and at the next when one was removed', () => {
    show('1', '2', '3');
    edit('3').focus();
    press(edit('3'), 'ArrowUp', { altKey: true });
    document.body.focus();
    show('1', '3', '2');
    assert.ok(document.activeElement === edit('3'));
    byRole('button', 'Remove “Prompt 3” from the queue').focus();
    byRole('button', 'Remove “Prompt 3” from the queue').click();
    show('1', '2');
    assert.ok(document.activeElement === byRole('button', 'Remove “Prompt 2” from the queue'));
    (document.activeElement as HTMLElement).click();
    show('1');
    assert.ok(document.activeElement === byRole('button', 'Remove “Prompt 1” from the queue'));
    (document.activeElement as HTMLElement).click();
    show();
    assert.deepEqual(calls.at(-1), ['emptied']);
  });

  it('changes a prompt in its place with Enter, and leaves it with Escape', () => {
    show('1', '2');
    edit('2').click();
    const input = editor('2');
    assert.ok(document.activeElement === input);
    assert.equal(input.value, 'Prompt 2');
    input.value = 'Better';
    press(input, 'Enter', { shiftKey: true });
    press(input, 'Enter', { isComposing: true });
    assert.deepEqual(calls, []);
    press(input, 'Enter');
    assert.deepEqual(calls, [['edit', '2', 'Better']]);
    assert.ok(document.activeElement === edit('2'));
    edit('1').click();
    editor('1').value = 'Other';
    let passedOn = 0;
    document.body.addEventListener('keydown', () => (passedOn += 1), { once: true });
    press(editor('1'), 'Escape');
    assert.deepEqual([calls.length, passedOn], [1, 0]);
    assert.ok(document.activeElement === edit('1'));
  });

  it('changes nothing to an empty prompt or to the same', () => {
    show('1');
    for (const text of ['  ', 'Prompt 1']) {
      edit('1').click();
      editor('1').value = text;
      byRole('button', 'Save').click();
    }
    assert.deepEqual(calls, []);
  });

  it('gives back a change of a prompt that was sent meanwhile, and is silent where nothing was changed', () => {
    show('1', '2');
    edit('1').click();
    editor('1').value = 'Prompt 1, and more';
    edit('2').click();
    show('2');
    assert.deepEqual(calls, [['overtaken', 'Prompt 1, and more']]);
    show();
    assert.equal(calls.length, 1);
  });

  it('has no fault that axe finds, also while a prompt is changed', async () => {
    document.documentElement.lang = 'en';
    document.title = 'Everpair';
    show('1', '2');
    edit('2').click();
    const main = document.createElement('main');
    main.append(document.createElement('h1'), ...document.body.children);
    main.firstElementChild!.textContent = 'Chat';
    document.body.append(main);
    assert.ok(namesByRole('button').includes('Save'));
    assert.deepEqual(await violations(), []);
  });
});
