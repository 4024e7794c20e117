import assert from 'node:assert/strict';
import { mock } from 'node:test';
import FakeTimers from '@sinonjs/fake-timers';
import type { ConversationItem, ConversationPage } from '../../../../../src/engine/chat/view/protocol';
import type { ViewMessage } from '../../../../../src/engine/chat/view/viewMessage';
import { ConversationsPage } from '../../../../../src/webview/chat/conversations/conversationsPage';
import { allByRole, byRole, namesByRole, violations } from '../../accessible';
import { inBrowser, press } from '../../dom';

const now = new Date(2026, 10, 20, 12).getTime();
const hourMs = 3_600_000;

function item(place: number, changes: Partial<ConversationItem> = {}): ConversationItem {
  return {
    id: `c${place}`,
    title: `Talk ${place}`,
    isCurrent: false,
    isPinned: false,
    updatedAt: now - place * hourMs,
    state: 'idle',
    ...changes,
  };
}

type List = Extract<ViewMessage, { type: 'list' }>;

describe('ConversationsPage', () => {
  inBrowser();
  let clock: ReturnType<typeof FakeTimers.install>;
  beforeEach(() => (clock = FakeTimers.install({ now, toFake: ['Date', 'setTimeout', 'clearTimeout'] })));
  afterEach(() => clock.uninstall());

  interface Shown {
    readonly page: ConversationsPage;
    readonly posted: ViewMessage[];
    readonly calls: string[];
    /** Answers the questions that were asked since the last time, from this list. */
    readonly answer: (items: readonly ConversationItem[], changes?: Partial<ConversationPage>) => void;
  }

  function shown(items?: readonly ConversationItem[]): Shown {
    const posted: ViewMessage[] = [];
    const calls: string[] = [];
    const page = new ConversationsPage({
      post: (message) => posted.push(message),
      newChat: () => calls.push('new'),
      leave: (hasOpened) => calls.push(hasOpened ? 'opened' : 'left'),
    });
    document.body.replaceChildren(page.element);
    page.open();
    const answer: Shown['answer'] = (all, changes = {}) => {
      const asked = posted.filter((message): message is List => message.type === 'list');
      posted.splice(0, posted.length, ...posted.filter(({ type }) => type !== 'list'));
      for (const { query, scope, offset, limit } of asked) {
        const part = all.slice(offset, offset + limit);
        page.receive({ query, scope, offset, items: part, total: all.length, ...changes });
      }
    };
    if (items) answer(items);
    return { page, posted, calls, answer };
  }

  const many = (count: number): readonly ConversationItem[] => Array.from({ length: count }, (_, place) => item(place));
  const rows = (): readonly string[] =>
    [...document.querySelectorAll('.conversation-title')].map((title) => title.textContent);
  const search = (): HTMLInputElement => byRole('searchbox', 'Search conversations') as HTMLInputElement;
  const scroller = (): HTMLElement => document.querySelector<HTMLElement>('.conversation-scroller')!;
  const focused = (): string => document.activeElement?.querySelector('.conversation-title')?.textContent ?? '';
  const type = (text: string): void => {
    search().value = text;
    search().dispatchEvent(new InputEvent('input', { bubbles: true }));
  };

  it('asks for the first conversations of the folder, and has the focus in the search', () => {
    const { posted } = shown();
    assert.deepEqual(posted, [{ type: 'list', query: '', scope: 'folder', offset: 0, limit: 50 }]);
    assert.ok(document.activeElement === search());
  });

  it('groups by pins and dates', () => {
    const daysAgo = (days: number, hours = 0): number => new Date(2026, 10, 20 - days, 12 - hours).getTime();
    shown([
      item(0, { isPinned: true, updatedAt: daysAgo(400) }),
      item(1, { updatedAt: daysAgo(0, 12) }),
      item(2, { updatedAt: daysAgo(0, 13) }),
      item(3, { updatedAt: daysAgo(2) }),
      item(4, { updatedAt: daysAgo(7) }),
      item(5, { updatedAt: daysAgo(8) }),
      item(6, { updatedAt: daysAgo(31) }),
      item(7, { updatedAt: daysAgo(32) }),
      item(8, { updatedAt: daysAgo(400) }),
    ]);
    assert.deepEqual(
      [...document.querySelectorAll('.conversation-item')].map((entry) => entry.querySelector('h2')?.textContent ?? ''),
      ['Pinned', 'Today', 'Yesterday', 'Previous 7 days', '', 'Previous 30 days', 'October 2026', '', 'October 2025'],
    );
  });

  it('writes dates of headings and of rows in sight, however many items are known', () => {
    const months = Array.from({ length: 1_000 }, (_, place) => item(place, { updatedAt: now - place * 24 * hourMs }));
    const { page } = shown(months);
    for (let offset = 50; offset < months.length; offset += 50) {
      const items = months.slice(offset, offset + 50);
      page.receive({ query: '', scope: 'folder', offset, items, total: months.length });
    }
    const dates = mock.method(Date.prototype, 'toLocaleDateString');
    scroller().dispatchEvent(new InputEvent('scroll'));
    const written = dates.mock.callCount();
    dates.mock.restore();
    assert.ok(written > 20 && written < 120, `${written} dates`);
  });

  it('draws what is in sight of ten thousand, and asks for the part that is scrolled to', () => {
    const { posted, answer } = shown(many(10_000));
    assert.ok(rows().length > 5 && rows().length < 60, `${rows().length} rows`);
    assert.match(byRole('list', 'Conversations').style.height, /^5\d{5}px$/);
    scroller().scrollTop = 260_000;
    scroller().dispatchEvent(new InputEvent('scroll'));
    assert.ok(document.body.textContent.includes('Loading…'));
    const asked = posted.filter((message): message is List => message.type === 'list').map(({ offset }) => offset);
    assert.deepEqual(asked, [4_950, 5_000]);
    answer(many(10_000));
    assert.ok(rows().includes('Talk 4995'));
    assert.ok(!document.body.textContent.includes('Loading…'));
    assert.equal(allByRole('listitem').at(-1)?.element.getAttribute('aria-setsize'), '10000');
    assert.ok(document.querySelectorAll('.conversation-item').length < 60);
  });

  it('searches when the typing rests, and forgets answers to what is no longer asked', () => {
    const { posted, page, answer } = shown(many(3));
    type('fo');
    type('foo');
    assert.deepEqual(posted, []);
    clock.tick(200);
    assert.deepEqual(posted, [{ type: 'list', query: 'foo', scope: 'folder', offset: 0, limit: 50 }]);
    page.receive({ query: 'fo', scope: 'folder', offset: 0, items: [item(9)], total: 1 });
    assert.deepEqual(rows(), []);
    answer([item(1, { snippet: { text: 'a foo b', marks: [[2, 5]] } })]);
    assert.deepEqual(rows(), ['Talk 1']);
    assert.equal(document.querySelector('mark')?.textContent, 'foo');
    assert.equal(document.querySelector('.conversation-snippet')?.textContent, 'a foo b');
  });

  it('shows a snippet as text, whatever it holds and wherever its marks are', () => {
    const text = '<b>x</b>';
    shown([
      item(0, {
        snippet: {
          text,
          marks: [
            [3, 99],
            [3, 4],
            [2, 3],
            [3, 3],
          ],
        },
      }),
    ]);
    assert.equal(document.querySelector('.conversation-snippet')?.textContent, text);
    assert.deepEqual(
      [...document.querySelectorAll('mark')].map((mark) => mark.textContent),
      ['>', 'x'],
    );
  });

  it('says when there is nothing, and leads from this folder to all', () => {
    const { posted, answer } = shown([]);
    assert.match(scroller().textContent, /No conversations in this folder yet/);
    type('x');
    clock.tick(200);
    answer([]);
    assert.match(scroller().textContent, /No conversation has “x”/);
    byRole('button', 'Look in all folders').click();
    assert.deepEqual(posted, [{ type: 'list', query: 'x', scope: 'all', offset: 0, limit: 50 }]);
    answer([item(0, { folder: 'shop' })]);
    assert.match(document.querySelector('.conversation-facts')!.textContent, /^shop · /);
    assert.equal(byRole('button', 'All folders').getAttribute('aria-pressed'), 'true');
  });

  it('tells the state of a conversation, and which one is shown', () => {
    shown([
      item(0, { state: 'writing', isCurrent: true }),
      item(1, { state: 'waiting' }),
      item(2, { state: 'unfinished' }),
      item(3),
    ]);
    const facts = [...document.querySelectorAll('.conversation-facts')].map((one) => one.textContent.split(' · ')[0]);
    assert.deepEqual(facts.slice(0, 3), ['Writing…', 'Waits for a provider', 'Not finished']);
    assert.match(facts[3]!, /^\d/);
    assert.equal(document.querySelectorAll('[aria-current=true]').length, 1);
  });

  it('goes through the list by keyboard, also beyond what is drawn', () => {
    const { answer, calls, posted } = shown(many(1_000));
    press(search(), 'ArrowDown');
    assert.equal(focused(), 'Talk 0');
    const go = (...keys: readonly string[]): string => {
      for (const key of keys) {
        press(document.activeElement!, key);
        answer(many(1_000));
      }
      return focused();
    };
    assert.equal(go('ArrowDown', 'ArrowDown'), 'Talk 2');
    assert.equal(go('ArrowUp'), 'Talk 1');
    assert.equal(go('End'), 'Talk 999');
    assert.equal(go('ArrowDown'), 'Talk 999');
    assert.equal(go('Home'), 'Talk 0');
    assert.notEqual(go('PageDown'), 'Talk 0');
    assert.equal(go('Home', 'ArrowUp'), 'Talk 0');
    assert.equal(document.querySelectorAll('.conversation-open[tabindex="0"]').length, 1);
    press(document.activeElement!, 'Enter');
    assert.deepEqual(posted, [{ type: 'open-conversation', id: 'c0' }]);
    assert.deepEqual(calls, ['opened']);
  });

  it('renames in place with F2, which Enter keeps and Escape does not', () => {
    const { posted, calls } = shown(many(3));
    press(search(), 'ArrowDown');
    const rename = (): HTMLInputElement => {
      press(document.activeElement!, 'F2');
      return byRole('textbox', 'New title') as HTMLInputElement;
    };
    assert.equal(rename().value, 'Talk 0');
    assert.ok(document.activeElement === byRole('textbox', 'New title'));
    (document.activeElement as HTMLInputElement).value = 'Other';
    press(document.activeElement, 'Escape');
    assert.deepEqual([posted, calls], [[], []]);
    assert.equal(focused(), 'Talk 0');
    rename().value = ' Other ';
    press(document.activeElement, 'Delete');
    press(document.activeElement, 'Enter');
    assert.deepEqual(posted, [{ type: 'rename-conversation', id: 'c0', title: 'Other' }]);
    assert.equal(focused(), 'Talk 0');
  });

  it('deletes with Delete, and the focus goes to what comes in its place', () => {
    const { posted, page, answer } = shown(many(3));
    press(search(), 'ArrowDown');
    press(document.activeElement!, 'ArrowDown');
    press(document.activeElement!, 'Delete');
    assert.deepEqual(posted, [{ type: 'delete-conversation', id: 'c1' }]);
    page.changed();
    answer([item(0), item(2)]);
    assert.deepEqual(rows(), ['Talk 0', 'Talk 2']);
    assert.equal(focused(), 'Talk 2');
  });

  it('keeps the focus at a conversation that moves when it is pinned', () => {
    const { posted, page, answer } = shown(many(3));
    const pin = byRole('button', 'Pin Talk 2');
    pin.focus();
    pin.click();
    assert.deepEqual(posted, [{ type: 'pin-conversation', id: 'c2', pinned: true }]);
    page.changed();
    answer([item(2, { isPinned: true }), item(0), item(1)]);
    assert.ok(byRole('button', 'Unpin Talk 2'));
    const row = document.activeElement?.closest('.conversation-item');
    assert.equal(row?.querySelector('.conversation-title')?.textContent, 'Talk 2');
  });

  it('exports, imports, begins a new chat and goes back', () => {
    const { posted, calls } = shown(many(1));
    byRole('button', 'Export Talk 0').click();
    byRole('button', 'Import conversations').click();
    byRole('button', 'New chat').click();
    byRole('button', 'Back to the conversation').click();
    const escape = press(search(), 'Escape');
    assert.deepEqual(posted, [{ type: 'export-conversation', id: 'c0' }, { type: 'import-conversations' }]);
    assert.deepEqual(calls, ['new', 'left', 'left']);
    assert.ok(escape.defaultPrevented);
  });

  it('shows a list that changed elsewhere as it is now, without leaving the place', () => {
    const { page, posted, answer } = shown(many(200));
    scroller().scrollTop = 5_200;
    scroller().dispatchEvent(new InputEvent('scroll'));
    answer(many(200));
    page.changed();
    const asked = posted.filter((message): message is List => message.type === 'list').map(({ offset }) => offset);
    assert.deepEqual(asked, [50, 100]);
    answer(many(200).map((one) => ({ ...one, title: `${one.title}!` })));
    assert.ok(rows().includes('Talk 100!'));
    assert.equal(scroller().scrollTop, 5_200);
  });

  it('has no fault that axe finds', async () => {
    clock.uninstall();
    shown([item(0, { isPinned: true, state: 'writing', isCurrent: true }), item(1), item(30)]);
    document.documentElement.lang = 'en';
    document.title = 'Everpair';
    assert.deepEqual(await violations(), []);
    shown([]);
    assert.deepEqual(await violations(), []);
    assert.ok(namesByRole('heading').includes('Conversations'));
  });
});
