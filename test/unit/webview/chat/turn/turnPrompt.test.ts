import assert from 'node:assert/strict';
import type { TurnView } from '../../../../../src/engine/chat/view/protocol';
import { maxPromptChars } from '../../../../../src/engine/chat/view/viewMessage';
import { TurnPrompt } from '../../../../../src/webview/chat/turn/turnPrompt';
import { byRole, namesByRole } from '../../accessible';
import { inBrowser, press } from '../../dom';
import { recorded, turn } from '../../fixtures';

function shown(changes: Partial<TurnView> = {}): { readonly box: TurnPrompt; readonly calls: readonly unknown[] } {
  const { actions, calls } = recorded();
  const box = new TurnPrompt(actions);
  document.body.replaceChildren(box.element);
  box.update(turn('1', undefined, changes));
  return { box, calls };
}

const editor = (): HTMLTextAreaElement => byRole('textbox', 'Edit the prompt') as HTMLTextAreaElement;

describe('TurnPrompt', () => {
  inBrowser();

  it('shows the images that were sent, by their names', () => {
    shown({ images: [{ id: 'i', name: 'plan.png', thumbnail: 'data:image/png;base64,AA', note: '20 × 10, 1 KB' }] });
    assert.deepEqual(namesByRole('img'), ['Image: plan.png']);
    assert.equal(document.querySelector('img')?.getAttribute('src'), 'data:image/png;base64,AA');
  });

  it('shows, folded, what a command asked for in full, and where that comes from', () => {
    const { box } = shown({ prompt: '/api x', command: { name: '/api', text: 'List the API.' } });
    const fold = document.querySelector('details');
    assert.deepEqual([fold?.open, fold?.querySelector('summary')?.textContent], [false, 'What /api asks for']);
    assert.match(fold?.textContent ?? '', /List the API\.$/);
    box.update(turn('1', undefined, { command: { name: '/api', path: 'a.prompt.md', text: 'List it.' } }));
    assert.equal(document.querySelector('summary')?.textContent, 'What /api asks for (a.prompt.md)');
  });

  it('lets the prompt be copied and a conversation branch off', () => {
    const { calls } = shown();
    assert.deepEqual(namesByRole('button'), ['Edit and send again', 'Branch from here', 'Copy prompt']);
    byRole('button', 'Branch from here').click();
    byRole('button', 'Copy prompt').click();
    assert.deepEqual(calls, [
      ['fork', '1'],
      ['copy', 'Prompt 1'],
    ]);
  });

  it('becomes a box in its place that Enter sends, and Shift and Enter does not', () => {
    const { calls } = shown();
    byRole('button', 'Edit and send again').click();
    assert.equal(editor().value, 'Prompt 1');
    assert.ok(document.activeElement === editor());
    editor().value = 'Another';
    press(editor(), 'Enter', { shiftKey: true });
    press(editor(), 'Enter', { isComposing: true });
    assert.deepEqual(calls, []);
    press(editor(), 'Enter');
    assert.deepEqual(calls, [['edit', '1', 'Another']]);
    assert.deepEqual(namesByRole('textbox'), []);
  });

  it('sends neither nothing nor what is too long, and says why', () => {
    const { calls } = shown();
    byRole('button', 'Edit and send again').click();
    editor().value = '  ';
    press(editor(), 'Enter');
    editor().value = 'x'.repeat(maxPromptChars + 1);
    press(editor(), 'Enter');
    assert.deepEqual(calls, []);
    assert.match(byRole('alert', '').textContent, /too long: 200,001 characters/);
  });

  it('is as it was after Escape, which stops no answer, with the focus where it came from', () => {
    const { calls } = shown();
    byRole('button', 'Edit and send again').click();
    let isHeard = false;
    document.body.addEventListener('keydown', () => (isHeard = true), { once: true });
    editor().value = 'Another';
    press(editor(), 'Escape');
    assert.ok(!isHeard);
    assert.deepEqual(calls, []);
    assert.equal(document.querySelector('.prompt > p')?.textContent, 'Prompt 1');
    assert.ok(document.activeElement === byRole('button', 'Edit and send again'));
  });

  it('keeps what is being edited when the turn changes', () => {
    const { box } = shown();
    byRole('button', 'Edit and send again').click();
    editor().value = 'Half a thou';
    box.update(turn('1', undefined, { branch: { ids: ['1', '2'], index: 0 } }));
    assert.equal(editor().value, 'Half a thou');
    press(editor(), 'Escape');
    assert.ok(byRole('group', 'Branch 1 of 2'));
  });

  it('goes from branch to branch and not beyond the last', () => {
    const { calls } = shown({ branch: { ids: ['a', 'b', 'c'], index: 2 } });
    assert.match(byRole('group', 'Branch 3 of 3').textContent, /3 of 3/);
    byRole('button', 'Next branch').click();
    byRole('button', 'Previous branch').click();
    assert.deepEqual(calls, [['show branch', 'b']]);
  });

  it('shows no branches where there is but one', () => {
    shown();
    assert.deepEqual(namesByRole('group'), []);
  });
});
