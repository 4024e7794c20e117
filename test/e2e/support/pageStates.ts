import type { ChatView, ConversationPage, HostMessage } from '../../../src/engine/chat/view/protocol';
import { alpha, answerOf, asks, attempt, beta, done, failure, says, switches } from '../../unit/engine/chat/fixtures';
import { chain, chatView, chip, problem, provider, turn } from '../../unit/webview/fixtures';

const everything = [
  '# Title\n\n## Part\n\nText with `code`, [a link](https://a.test), **bold** and ~~gone~~ words.',
  '- [x] done\n- [ ] open\n\n1. one\n   - two\n\n> quoted',
  '| Name | Value |\n|---|--:|\n| first | 1 |\n\n```ts\nconst a = [1, "two"]; // a remark\nfunction b(): void {}\n```',
].join('\n\n');
const attempts = [
  attempt({ outcome: 'failed', failure: failure('stream-cut'), maybeBilled: true, cost: 0.004 }),
  attempt({ route: beta, cost: 0.008 }),
];
const moved = answerOf(
  asks(alpha),
  says('A sum begins with nothing and '),
  switches('continued'),
  asks(beta, 2),
  says(`adds what comes. שלום is right to left.\n\n${everything}`),
  done(attempts),
);
const half = answerOf(asks(alpha), { type: 'thinking', text: 'Hm, a sum.', origin: 'openai' }, says('Half an answer'));
const image = {
  id: 'i',
  name: 'plan.png',
  note: '20 × 10, 1 KB',
  thumbnail:
    'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
};

/** A conversation with a turn of each kind. */
export const fullView: ChatView = chatView({
  conversation: { id: '1', title: 'How sums are made in the shop', cost: 0.12, inputTokens: 12_000, outputTokens: 345 },
  turns: [
    turn(
      '0',
      { ...moved, summary: { text: 'It was about sums.\n\n- The basket adds prices.', turns: 3 } },
      { prompt: '/explain', command: { name: '/explain', text: 'Explain the current file.' } },
    ),
    turn('1', moved, { prompt: 'Explain **sums**', context: ['src/sum.ts: whole file, 120 lines'], images: [image] }),
    turn('2', { ...half, state: { type: 'stopped' } }, { branch: { ids: ['2', '2b', '2c'], index: 1 } }),
    turn('3', { ...half, state: { type: 'interrupted' } }, { prompt: 'ما هو المجموع؟ أخبرني بالتفصيل' }),
    turn('4', { ...half, state: { type: 'failed', problem } }),
    turn('5', {
      ...answerOf(asks(alpha)),
      state: { type: 'waiting', for: 'Alpha', since: 0, elsewhere: 'Beta', problem },
    }),
  ],
  context: [chip('a.ts'), chip('b.ts', { state: 'offered' }), chip('.env', { state: 'blocked' })],
  notice: 'Conversations cannot be saved on this machine. Export what you want to keep.',
});

const hourMs = 3_600_000;

function listPage(now: number): ConversationPage {
  const titles = [
    'Sums in the shop',
    'Why the basket is empty after a reload of the page',
    'مجموع السلة',
    'Tests for words.py',
  ];
  const states = ['idle', 'writing', 'waiting', 'unfinished'] as const;
  const items = Array.from({ length: 30 }, (_, place) => ({
    id: `c${place}`,
    title: titles[place % titles.length] ?? '',
    folder: 'hello',
    isCurrent: place === 1,
    isPinned: place < 1,
    updatedAt: now - place * 9 * hourMs,
    state: states[place % 7] ?? ('idle' as const),
    ...(place % 3 === 0 ? { snippet: { text: 'the sum of a basket is made here', marks: [[4, 7]] as const } } : {}),
  }));
  return { query: '', scope: 'folder', offset: 0, items, total: items.length };
}

/** Messages that bring the page into each state that is looked at. */
export const pageStates: Readonly<Record<string, readonly HostMessage[]>> = {
  welcome: [
    {
      type: 'view',
      view: chatView({ chain: { ...chain, providers: [...chain.providers, provider('Gamma', { state: 'down' })] } }),
    },
  ],
  'no provider': [{ type: 'view', view: chatView({ chain: { providers: [], isPinned: false } }) }],
  turns: [{ type: 'view', view: fullView }],
  'a running answer': [
    { type: 'view', view: { ...fullView, turns: [turn('6', half)] } },
    { type: 'deleted', id: 'c9', title: 'Sums' },
  ],
  conversations: [
    { type: 'view', view: fullView },
    { type: 'show', what: 'conversations' },
    { type: 'conversations', page: listPage(Date.now()) },
  ],
  'no conversations': [
    { type: 'view', view: fullView },
    { type: 'show', what: 'conversations' },
    { type: 'conversations', page: { query: '', scope: 'folder', offset: 0, items: [], total: 0 } },
  ],
  keyboard: [
    { type: 'view', view: fullView },
    { type: 'show', what: 'keyboard' },
  ],
};
