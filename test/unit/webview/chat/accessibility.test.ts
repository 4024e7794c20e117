import assert from 'node:assert/strict';
import type { ChatView } from '../../../../src/engine/chat/view/protocol';
import { alpha, answerOf, asks, attempt, beta, done, failure, says, switches } from '../../engine/chat/fixtures';
import { byRole, violations } from '../accessible';
import { inBrowser } from '../dom';
import { chain, chip, provider, turn, written } from '../fixtures';
import { failed, shown, stopped, waiting, withoutTime } from './shownPage';

describe('ChatPage, accessibility', () => {
  inBrowser();
  withoutTime('performance');

  const everything = [
    '# Title\n\n## Part\n\nText with `code`, [a link](https://a.test) and ![an image](https://a.test/b.png).',
    '- [x] done\n- [ ] open\n\n1. one\n   - two\n\n> quoted',
    '| a | b |\n|---|---|\n| c | d |\n\n```ts\nconst a = 1;\n```\n\n<video>',
  ].join('\n\n');
  const context = [chip('a.ts'), chip('b.ts', { state: 'offered' }), chip('.env', { state: 'blocked' })];
  const attempts = [attempt({ outcome: 'failed', failure: failure('stream-cut'), maybeBilled: true, cost: 0.004 })];
  const halves = [asks(alpha), says('Half.\n\n'), switches('continued'), asks(beta, 2), says(everything)];
  const long = answerOf(...halves, done([...attempts, attempt({ route: beta, cost: 0.008 })]));
  const summed = { ...written, summary: { text: 'It was about parsers.', turns: 2 } };
  const broken = answerOf(asks(alpha), says('Half'), {
    type: 'failed',
    failure: { attempts, skipped: [], next: beta },
  });
  const pages: Readonly<Record<string, Partial<ChatView>>> = {
    'without a provider': { chain: { providers: [], isPinned: false } },
    'without a conversation': {
      chain: { ...chain, providers: [...chain.providers, provider('Gamma', { state: 'down' })] },
      context,
    },
    'with answers of every kind of end': {
      turns: [written, long, summed, stopped, failed, waiting].map((answer, index) =>
        turn(String(index), answer, {
          context: ['a.ts: whole file'],
          command: { name: '/api', path: 'api.prompt.md', text: 'List the API.' },
          images: [{ id: 'i', name: 'plan.png', thumbnail: 'data:image/png;base64,AA', note: '20 × 10, 1 KB' }],
          branch: { ids: ['a', 'b'], index: index % 2 },
        }),
      ),
      notice: 'Conversations cannot be saved.',
      context,
    },
    'with an answer that stopped to ask': { turns: [turn('1', broken)] },
    'with an answer that means to fool': {
      turns: [
        turn(
          '1',
          answerOf(
            asks(alpha),
            says('a\u202eb `c\u2066` <!-- d -->\n\n```ts \u200be\nf\u202e\n```\n\n[//]: # (g)\n\n'),
            says('[github.com](https://evil.test "T") [h](command:quit) []()'),
          ),
        ),
      ],
    },
    'with a running answer': {
      turns: [turn('1', answerOf(asks(alpha), switches('before-text'), asks(beta)))],
    },
  };
  for (const [which, view] of Object.entries(pages)) {
    it(`has no fault that axe finds, ${which}`, async () => {
      shown(view);
      document.documentElement.lang = 'en';
      document.title = 'Everpair';
      assert.deepEqual(await violations(), []);
    });
  }

  it('is really looked at: axe finds a button without a name, a picture without words and a wrong list', async () => {
    shown(pages['without a conversation']);
    const newChat = byRole('button', 'New chat');
    for (const name of ['aria-label', 'title']) newChat.removeAttribute(name);
    document.querySelector('.context')!.append(document.createElement('img'));
    const rules = (await violations()).map((violation) => violation.replace(/:.*/s, ''));
    assert.deepEqual(rules.sort(), ['button-name', 'image-alt', 'list']);
  });
});
