import assert from 'node:assert/strict';
import { h, render } from 'preact';
import type { ContextChip, ImageView } from '../../../../../../src/engine/chat/view/protocol';
import type { ViewMessage } from '../../../../../../src/engine/chat/view/viewMessage';
import { contextChip, imageChip, readingChip, type Chip } from '../../../../../../src/webview/chat/input/chips/chip';
import { ChipBar } from '../../../../../../src/webview/chat/input/chips/chipBar';
import { byRole, namesByRole } from '../../../accessible';
import { inBrowser, press } from '../../../dom';
import { chip } from '../../../fixtures';

const picture = 'data:image/png;base64,AA==';
const image: ImageView = { id: 'i', name: 'photo.png', thumbnail: picture, note: '1,200 × 800, 210 KB' };
const letters = (count: number): readonly ContextChip[] =>
  'abcdefghij'
    .slice(0, count)
    .split('')
    .map((name) => chip(name));

describe('ChipBar', () => {
  inBrowser();
  afterEach(() => render(null, document.body));
  let posted: unknown[] = [];
  beforeEach(() => (posted = []));

  function show(chips: readonly Chip[]): void {
    const post = (message: ViewMessage): void => void posted.push(message);
    render(h(ChipBar, { chips, post, onEmptied: () => posted.push('emptied') }), document.body);
  }
  const showContext = (chips: readonly ContextChip[]): void => show(chips.map(contextChip));
  const mains = (): readonly HTMLElement[] => [...document.querySelectorAll<HTMLElement>('.chip-main')];
  const focused = (): string | null | undefined => document.activeElement?.querySelector('.chip-label')?.textContent;

  it('is hidden without context', () => {
    show([]);
    assert.deepEqual(namesByRole('list'), []);
    showContext([chip('a.ts')]);
    assert.deepEqual(namesByRole('list'), ['Context']);
  });

  it('says in short what is sent, with its tokens where they are known, and in full to a screen reader', () => {
    showContext([chip('a.ts'), chip('b.ts', { tokens: 1_240 }), chip('AGENTS.md', { kind: 'rules' })]);
    assert.deepEqual(namesByRole('button').slice(0, 1), ['a.ts 12 lines src/a.ts: whole file, 12 lines. Preview']);
    assert.deepEqual(
      mains().map((main) => main.textContent),
      [
        'a.ts 12 lines src/a.ts: whole file, 12 lines. Preview',
        'b.ts 1.2K tokens src/b.ts: whole file, 12 lines, about 1,240 tokens. Preview',
        'AGENTS.md 12 lines src/AGENTS.md: whole file, 12 lines. Preview',
      ],
    );
  });

  it('says on the chip that not all of it is sent', () => {
    showContext([chip('a.ts', { note: 'only lines 1 to 9 of 12', tokens: 90, missing: 'a.ts is cut.' })]);
    assert.equal(document.querySelector('.chip-note')?.textContent.trim(), 'only lines 1 to 9 of 12');
  });

  it('previews what is sent, adds what is offered, and says why something is blocked', () => {
    const why = 'src/.env is not sent because it may hold secrets';
    showContext([chip('a.ts'), chip('b.ts', { state: 'offered' }), chip('.env', { state: 'blocked', detail: why })]);
    for (const main of mains()) main.click();
    byRole('button', 'Remove .env from the context').click();
    assert.deepEqual(posted, [
      { type: 'preview-context', id: 'file:a.ts' },
      { type: 'add-context', id: 'file:b.ts' },
      { type: 'remove-context', id: 'file:.env' },
    ]);
    assert.equal(byRole('button', `.env 12 lines ${why}`).getAttribute('aria-disabled'), 'true');
  });

  it('shows an image with its picture, and one that cannot be sent with the reason', () => {
    show([
      imageChip(image),
      imageChip({ ...image, id: 'j', problem: 'Llama takes no images.' }),
      readingChip('x.png', 0),
    ]);
    assert.equal(document.querySelector('img')?.getAttribute('src'), picture);
    assert.deepEqual(
      mains().map((main) => main.textContent),
      [
        'photo.png 1,200 × 800, 210 KB photo.png: 1,200 × 800, 210 KB',
        'photo.png not sent photo.png: Llama takes no images.',
        'x.png x.png is being read',
      ],
    );
    press(mains()[1]!, 'Delete');
    mains()[1]!.focus();
    press(mains()[1]!, 'Delete');
    assert.deepEqual(posted.at(-1), { type: 'remove-image', id: 'j' });
  });

  it('is one stop of the Tab key, and arrows, Home and End move along it', () => {
    showContext(letters(3));
    const stops = (): readonly number[] => mains().map((main) => main.tabIndex);
    assert.deepEqual(stops(), [0, -1, -1]);
    mains()[0]!.focus();
    const moves = (['ArrowLeft', 'ArrowRight', 'ArrowRight', 'ArrowRight', 'Home', 'End'] as const).map((key) => {
      assert.ok(press(document.activeElement!, key).defaultPrevented);
      return focused();
    });
    assert.deepEqual(moves, ['a', 'b', 'c', 'c', 'a', 'c']);
    assert.deepEqual(stops(), [-1, -1, 0]);
    document.querySelector('ul')!.style.direction = 'rtl';
    press(document.activeElement!, 'ArrowRight');
    assert.equal(focused(), 'b');
  });

  it('takes a chip away with Delete, Backspace and its button, and leaves the focus at the next one', () => {
    showContext(letters(3));
    mains()[1]!.focus();
    press(document.activeElement!, 'Delete');
    assert.deepEqual(posted, [{ type: 'remove-context', id: 'file:b' }]);
    showContext(letters(3).filter(({ label }) => label !== 'b'));
    assert.equal(focused(), 'c');
    press(document.activeElement!, 'Backspace');
    showContext(letters(1));
    assert.equal(focused(), 'a');
    byRole('button', 'Remove a from the context').focus();
    byRole('button', 'Remove a from the context').click();
    show([]);
    assert.deepEqual(posted.slice(1), [
      { type: 'remove-context', id: 'file:c' },
      { type: 'remove-context', id: 'file:a' },
      'emptied',
    ]);
  });

  it('takes no focus that it did not have', () => {
    showContext(letters(2));
    byRole('button', 'Remove a from the context').click();
    showContext(letters(1));
    assert.ok(document.activeElement === document.body);
    assert.deepEqual(posted.slice(1), []);
  });

  it('shows the last six of many, where new ones come, and all of them when asked', () => {
    showContext(letters(7));
    assert.equal(mains().length, 7);
    showContext(letters(10));
    assert.deepEqual(
      mains().map((main) => main.querySelector('.chip-label')?.textContent),
      'efghij'.split(''),
    );
    mains()[0]!.focus();
    press(mains()[0]!, 'ArrowRight');
    assert.equal(focused(), 'f');
    byRole('button', '+4 more').click();
    assert.equal(mains().length, 10);
    byRole('button', 'Show fewer').click();
    assert.equal(mains().length, 6);
  });
});
