import assert from 'node:assert/strict';
import type { SetupMessage, SetupView } from '../../../../src/engine/setup/view/protocol';
import { SetupPage } from '../../../../src/webview/setup/setupPage';
import { allByRole, byRole, namesByRole, violations } from '../accessible';
import { inBrowser, press } from '../dom';
import { link, offer, setupView } from './fixtures';

describe('SetupPage', () => {
  inBrowser();
  let page: SetupPage;
  let posted: SetupMessage[];

  beforeEach(() => {
    posted = [];
    Object.defineProperty(document, 'hasFocus', { configurable: true, value: () => true });
    page = new SetupPage((message) => posted.push(message));
    document.body.replaceChildren(page.element);
    document.documentElement.lang = 'en';
    document.title = 'Everpair';
  });

  const show = (changes: Partial<SetupView> = {}): void => page.receive({ type: 'view', view: setupView(changes) });
  const tap = (name: string): void => byRole('button', name).click();
  const isFocused = (name: string): void => assert.ok(document.activeElement === byRole('button', name), name);
  const three = ['Alpha', 'Beta', 'Gamma'] as const;
  const inOrder = (...labels: readonly string[]): Partial<SetupView> => ({ links: labels.map((label) => link(label)) });

  it('lists the chain in its order, each link under a heading with its number', () => {
    show();
    const headings = allByRole('heading').map(({ element }) => element.textContent);
    assert.deepEqual(headings.slice(2, 5), ['1. Alpha', '2. Beta', '3. Gamma']);
  });

  it('moves a link by its buttons and by Alt with Up and Down, and not beyond the ends', () => {
    show();
    tap('Move Beta up');
    tap('Move Beta down');
    tap('Move Alpha up');
    tap('Move Gamma down');
    const test = byRole('button', 'Test Beta');
    assert.ok(press(test, 'ArrowUp', { altKey: true }).defaultPrevented);
    press(test, 'ArrowDown', { altKey: true });
    press(test, 'ArrowDown');
    press(byRole('button', 'Test Alpha'), 'ArrowUp', { altKey: true });
    assert.deepEqual(posted, [
      { type: 'move', rowId: 'Beta', by: -1 },
      { type: 'move', rowId: 'Beta', by: 1 },
      { type: 'move', rowId: 'Beta', by: -1 },
      { type: 'move', rowId: 'Beta', by: 1 },
    ]);
    assert.equal(byRole('button', 'Move Alpha up').getAttribute('aria-disabled'), 'true');
  });

  it('keeps the focus at the button of a link that was moved, also at the end of the list', () => {
    show();
    byRole('button', 'Move Beta down').focus();
    show(inOrder('Alpha', 'Gamma', 'Beta'));
    isFocused('Move Beta down');
    byRole('button', 'Test Gamma').focus();
    show(inOrder('Gamma', 'Alpha', 'Beta'));
    isFocused('Test Gamma');
  });

  it('gives the focus of a link that was removed to the one in its place, and to the undo where none is left', () => {
    show();
    byRole('button', 'Remove Gamma').focus();
    show({ ...inOrder('Alpha', 'Beta'), removed: 'Gamma' });
    isFocused('Remove Beta');
    show({ links: [], removed: 'Beta' });
    isFocused('Undo');
  });

  it('gives the focus to a link that was added, where its offer had it', () => {
    show();
    byRole('button', 'Add Ollama').focus();
    show({ ...inOrder(...three, 'Ollama'), found: [] });
    assert.ok(document.activeElement?.closest('[data-row="Ollama"]'));
  });

  it('takes no focus that is elsewhere: in another editor, or nowhere in the page', () => {
    show();
    byRole('button', 'Test Gamma').focus();
    Object.defineProperty(document, 'hasFocus', { configurable: true, value: () => false });
    show(inOrder('Alpha', 'Beta'));
    Object.defineProperty(document, 'hasFocus', { configurable: true, value: () => true });
    assert.ok(document.activeElement === document.body);
    byRole('button', 'Test Beta').focus();
    (document.activeElement as HTMLElement | null)?.blur();
    show(inOrder('Beta', 'Alpha'));
    assert.ok(document.activeElement === document.body);
  });

  /** A pointer that takes the handle of a row and moves to heights in turn; each row is 100 high. */
  const drag = (label: string, ...heights: readonly number[]): void => {
    const rows = [...document.querySelectorAll('[data-list="links"] > li')];
    for (const [index, row] of rows.entries()) {
      Object.defineProperty(row, 'getBoundingClientRect', {
        configurable: true,
        value: () => ({ top: index * 100, height: 100 }),
      });
    }
    const grip = document.querySelector(`[data-row="${label}"] .grip`);
    grip?.dispatchEvent(new MouseEvent('pointerdown', { bubbles: true, cancelable: true, button: 0 }));
    for (const clientY of heights) document.dispatchEvent(new MouseEvent('pointermove', { bubbles: true, clientY }));
  };
  const drop = (): void => void document.dispatchEvent(new MouseEvent('pointerup', { bubbles: true }));
  const stateOf = (label: string): string =>
    (document.querySelector(`[data-row="${label}"]`)?.className ?? '').replace(/^link ?/, '');

  it('moves a link that is dragged by its handle, and shows meanwhile where it would come', () => {
    show();
    drag('Gamma', 160, 40);
    assert.deepEqual(three.map(stateOf), ['drop-before', '', 'is-dragged']);
    drop();
    assert.deepEqual(posted, [{ type: 'move', rowId: 'Gamma', by: -2 }]);
    assert.deepEqual(three.map(stateOf), ['', '', '']);
    drag('Alpha', 160);
    assert.deepEqual(three.map(stateOf), ['is-dragged', 'drop-after', '']);
    drop();
    assert.deepEqual(posted.at(-1), { type: 'move', rowId: 'Alpha', by: 1 });
  });

  it('leaves all as it was where Escape is pressed, and where a link is dropped at its place', () => {
    show();
    drag('Gamma', 40);
    press(document.body, 'Escape');
    drop();
    drag('Gamma', 40, 240);
    drop();
    assert.deepEqual(posted, []);
    assert.deepEqual(three.map(stateOf), ['', '', '']);
  });

  it('asks its host for what each button says', () => {
    show({
      links: [
        link('Alpha', { keyName: 'key', isKeyMissing: true, keyPage: 'keys.test' }),
        link('Beta', { isEnabled: false, keyName: 'sign-in' }),
      ],
      removed: 'Delta',
      limits: [{ text: 'Code stays here.', command: 'open-boundary' }],
    });
    for (const name of [
      'Choose the model of Alpha…',
      'Choose the completion model of Alpha…',
      'Set the key of Alpha…',
      'Get a key for Alpha at keys.test',
      'Test Alpha',
      'Turn off Alpha',
      'Turn on Beta',
      'Sign in to Beta…',
      'Remove Beta',
      'Undo',
      'Change: Code stays here.',
      'Add Ollama',
      'Add Groq with a key…',
      'Get a key for Groq at console.groq.test',
      'Look again',
    ])
      tap(name);
    assert.deepEqual(posted, [
      { type: 'choose-model', rowId: 'Alpha', use: 'chat' },
      { type: 'choose-model', rowId: 'Alpha', use: 'completion' },
      { type: 'set-key', rowId: 'Alpha' },
      { type: 'open-key-page', of: { rowId: 'Alpha' } },
      { type: 'test', rowId: 'Alpha' },
      { type: 'enable', rowId: 'Alpha', isEnabled: false },
      { type: 'enable', rowId: 'Beta', isEnabled: true },
      { type: 'set-key', rowId: 'Beta' },
      { type: 'remove', rowId: 'Beta' },
      { type: 'undo' },
      { type: 'run', command: 'open-boundary' },
      { type: 'add', offerId: 'Ollama' },
      { type: 'add', offerId: 'Groq' },
      { type: 'open-key-page', of: { offerId: 'Groq' } },
      { type: 'look-again' },
    ]);
    for (const name of ['Test Beta', 'Choose the model of Beta…']) assert.ok(!namesByRole('button').includes(name));
  });

  it('shows how far a test is, lets it be cancelled, and begins no second one', () => {
    show({ test: { ended: 1, all: 3 } });
    assert.ok(allByRole('status').some(({ element }) => element.textContent === '1 of 3 tested'));
    tap('Test Alpha');
    tap('Cancel test');
    assert.deepEqual(posted, [{ type: 'cancel-test' }]);
    assert.ok(!namesByRole('button').includes('Test all'));
  });

  it('says what is to be done next, with a button for it', () => {
    show({ next: { text: 'Beta has no key yet.', action: { type: 'set-key', rowId: 'Beta', label: 'Beta' } } });
    tap('Set the key of Beta…');
    assert.ok(namesByRole('button').includes('Test all'));
    show();
    tap('Test all');
    show({ next: { text: 'It works.', action: { type: 'open-chat' } } });
    tap('Open chat');
    assert.deepEqual(posted, [
      { type: 'set-key', rowId: 'Beta' },
      { type: 'test' },
      { type: 'run', command: 'open-chat' },
    ]);
  });

  it('says of a setting that cannot be read, and of an entry, what is wrong, with the way to the setting', () => {
    show({ problem: 'It is no list.', next: { text: 'Mend it.' }, links: [], found: [], byKey: [] });
    assert.equal(allByRole('alert').length, 1);
    tap('Open settings');
    show({ next: { text: 'Mend it.' }, links: [link('Alpha', { problem: 'It has an unknown field.' })] });
    assert.match(document.querySelector('[data-row="Alpha"]')?.textContent ?? '', /unknown field/);
    tap('Open settings for Alpha');
    assert.deepEqual(posted, Array(2).fill({ type: 'run', command: 'open-setting' }));
    assert.ok(!namesByRole('button').includes('Test all'));
  });

  it('reads out what its host tells', () => {
    show();
    page.receive({ type: 'tell', text: 'Alpha is number 2 of 3 now.' });
    assert.ok(allByRole('status').some(({ element }) => element.textContent === 'Alpha is number 2 of 3 now.'));
  });

  it('writes text as text', () => {
    show({ links: [link('<img src=x onerror=alert(1)>', { facts: ['<b>bold</b>'] })] });
    assert.equal(document.querySelectorAll('img, b').length, 0);
  });

  const states: Readonly<Record<string, Partial<SetupView>>> = {
    'a chain': {
      links: [
        link('Alpha', { warnings: ['no key yet'], test: { state: 'failed', text: 'Alpha is down.' }, keyName: 'key' }),
        link('Beta', { isEnabled: false }),
        link('Gamma', { problem: 'Wrong.', host: '', model: '' }),
      ],
      test: { ended: 0, all: 1 },
      removed: 'Delta',
      origin: 'These were found.',
      limits: [{ text: 'Code stays here.', command: 'open-boundary' }],
    },
    nothing: { links: [], found: [], byKey: [], isLooking: true },
    'a wrong setting': { problem: 'It is no list.', links: [], found: [], byKey: [] },
  };
  for (const [which, state] of Object.entries(states)) {
    it(`has no fault that axe finds: ${which}`, async () => {
      show(state);
      assert.deepEqual(await violations(), []);
    });
  }

  it('is really looked at: axe finds a button without a name', async () => {
    show({ found: [offer('Ollama')] });
    const add = byRole('button', 'Move Alpha down');
    for (const name of ['aria-label', 'title']) add.removeAttribute(name);
    assert.match((await violations()).join(), /button-name/);
  });
});
