import assert from 'node:assert/strict';
import type { CommandItem } from '../../../../../../src/engine/chat/view/protocol';
import type { ViewMessage } from '../../../../../../src/engine/chat/view/viewMessage';
import { commandQueryAt } from '../../../../../../src/webview/chat/input/picker/commandQuery';
import { allByRole, byRole, namesByRole } from '../../../accessible';
import { inBrowser, press, type } from '../../../dom';
import { focusedComposer } from '../shownComposer';

function item(name: string, changes: Partial<CommandItem> = {}): CommandItem {
  return { id: `id:${name}`, kind: 'command', label: `/${name}`, hint: 'what', detail: `Does ${name}`, ...changes };
}

describe('commandQueryAt', () => {
  it('is what stands between a slash at the very beginning and the cursor', () => {
    assert.deepEqual(commandQueryAt('/', 1), { from: 0, to: 1, query: '' });
    assert.deepEqual(commandQueryAt('/fix it', 3), { from: 0, to: 3, query: 'fi' });
    assert.deepEqual(commandQueryAt('／检查', 3), { from: 0, to: 3, query: '检查' });
  });

  for (const [text, cursor] of [
    ['', 0],
    ['/fix ', 5],
    [' /', 2],
    ['a/', 2],
    ['/etc/', 5],
    ['/fix', 0],
  ] as const) {
    it(`is none in ${JSON.stringify(text)} at ${cursor}`, () => assert.equal(commandQueryAt(text, cursor), undefined));
  }
});

describe('the list of commands', () => {
  inBrowser();
  const page = focusedComposer();
  const { options } = page;

  const answer = (query: string, items: readonly CommandItem[], note?: string): void =>
    page.composer.receive({ type: 'commands', query, items, ...(note === undefined ? {} : { note }) });
  const of = (kind: ViewMessage['type']): readonly ViewMessage[] =>
    page.posted.filter(({ type: each }) => each === kind);

  it('opens with a slash at the beginning alone, and asks for commands and no mentions', () => {
    type(page.input, 'a /');
    assert.deepEqual(of('find-commands'), []);
    type(page.input, '/');
    assert.deepEqual(of('find-commands'), [{ type: 'find-commands', query: '' }]);
    assert.deepEqual(of('mention'), []);
  });

  it('lists commands with what may follow them, is named, and has no fault that axe finds', async () => {
    page.intoPage();
    type(page.input, '/');
    answer('', [item('explain'), item('broken', { isBroken: true, detail: 'Line 2 is no YAML.' })], 'Not trusted.');
    assert.deepEqual(namesByRole('listbox'), ['Commands']);
    assert.deepEqual(options(), ['/explain what Does explain', '/broken what Line 2 is no YAML.']);
    assert.equal(page.input.getAttribute('aria-activedescendant'), 'mention-0');
    assert.equal(document.querySelector('.mentions-status')?.textContent, 'Not trusted.');
    assert.deepEqual(await page.violations(), []);
  });

  it('completes the chosen command and sends nothing', () => {
    type(page.input, '/e');
    answer('e', [item('explain'), item('review')]);
    press(page.input, 'ArrowDown');
    press(page.input, 'Enter');
    assert.equal(page.input.value, '/review ');
    assert.deepEqual(of('send'), []);
    assert.deepEqual(options(), []);
    press(page.input, 'Enter');
    assert.deepEqual(of('send'), [{ type: 'send', prompt: '/review ' }]);
  });

  it('sends a command that is typed whole with one Enter, and completes it with Tab', () => {
    type(page.input, '/fix');
    answer('fix', [item('fix'), item('fix-all')]);
    press(page.input, 'Enter');
    assert.deepEqual(of('send'), [{ type: 'send', prompt: '/fix' }]);
    type(page.input, '/fix');
    answer('fix', [item('fix')]);
    press(page.input, 'Tab');
    assert.equal(page.input.value, '/fix ');
  });

  it('waits for the commands when Enter comes before them', () => {
    type(page.input, '/fix');
    press(page.input, 'Enter');
    assert.deepEqual(of('send'), []);
    answer('fix', [item('fix')]);
    assert.deepEqual(of('send'), [{ type: 'send', prompt: '/fix' }]);
    type(page.input, '/fi');
    press(page.input, 'Enter');
    answer('fi', [item('fix')]);
    assert.equal(page.input.value, '/fix ');
  });

  it('sends what is no command with one Enter also before that is known, and with no Tab', () => {
    type(page.input, '/nope');
    press(page.input, 'Tab');
    answer('nope', []);
    assert.deepEqual([of('send'), page.input.value], [[], '/nope']);
    type(page.input, '/none');
    press(page.input, 'Enter');
    assert.deepEqual(of('send'), []);
    answer('none', []);
    assert.deepEqual([of('send'), page.input.value], [[{ type: 'send', prompt: '/none' }], '']);
  });

  it('sends as text what is no command, with one Enter', () => {
    type(page.input, '/nope');
    answer('nope', []);
    press(page.input, 'Enter');
    assert.deepEqual(of('send'), [{ type: 'send', prompt: '/nope' }]);
  });

  it('shows the file of a command that cannot be used', () => {
    type(page.input, '/broken');
    answer('broken', [item('broken', { isBroken: true })]);
    press(page.input, 'Enter');
    assert.deepEqual(of('open-command'), [{ type: 'open-command', id: 'id:broken' }]);
    assert.deepEqual([of('send'), page.input.value], [[], '/broken']);
  });

  it('stays closed after Escape', () => {
    type(page.input, '/f');
    answer('f', [item('fix')]);
    press(page.input, 'Escape');
    type(page.input, '/fi');
    assert.deepEqual(options(), []);
    press(page.input, 'Enter');
    assert.deepEqual(of('send'), [{ type: 'send', prompt: '/fi' }]);
  });

  it('tells a screen reader what the host says', () => {
    page.composer.receive({ type: 'news', text: 'A summary is sent.' });
    assert.equal(allByRole('status').at(-1)?.element.textContent, 'A summary is sent.');
  });

  it('says why a prompt was not sent, until something is written', () => {
    page.composer.receive({ type: 'refused', why: 'Everything is committed.' });
    const complaint = byRole('alert', '');
    assert.equal(complaint.textContent, 'Everything is committed.');
    type(page.input, '/commit');
    assert.equal(complaint.textContent, '');
  });
});
