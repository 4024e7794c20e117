import assert from 'node:assert/strict';
import { emptyState } from '../../../../../../src/engine/chat/session/sessionState';
import { firstWords } from '../../../../../../src/engine/chat/conversation/firstWords';
import { TitleWriter } from '../../../../../../src/engine/chat/session/titles/titleWriter';
import type { AnswerEvent } from '../../../../../../src/engine/failover/api/answer';
import type { ManagerStatus, ProviderStatus } from '../../../../../../src/engine/failover/api/providerManager';
import type { ModelChoice } from '../../../../../../src/engine/model/route/route';
import { provider, statusOf } from '../../../../editor/fixtures';
import { alpha, asks, conversationOf, done, says, turn } from '../../fixtures';

const state = { ...emptyState, ...conversationOf([turn('How do I sort?')]) };

const dear = provider('Dear');
const local = provider('Local', { trust: 'local' });

function priced(label: string, output: number): ProviderStatus {
  return { ...provider(label), price: { input: 1, output } };
}

async function titled(
  status: ManagerStatus,
  events: readonly AnswerEvent[] = [asks(alpha), says('Sorting'), done()],
  isWanted = true,
): Promise<{ readonly title: string | undefined; readonly asked: readonly ModelChoice[] }> {
  const asked: ModelChoice[] = [];
  const writer = new TitleWriter({
    isWanted: () => isWanted,
    status: () => status,
    ask: async function* (_request, model) {
      asked.push(model);
      await Promise.resolve();
      yield* events;
    },
  });
  return { title: await writer.titleOf(state, new AbortController().signal), asked };
}

describe('TitleWriter', () => {
  it('asks the first model that is local or costs at most a dollar', async () => {
    for (const [status, by] of [
      [statusOf([dear, local]), 'local'],
      [statusOf([priced('Costly', 1.01), priced('Cheap', 1), local]), 'cheap'],
      [statusOf([provider('Local', { trust: 'local', state: 'down' }), priced('Cheap', 0.4)]), 'cheap'],
    ] as const) {
      const { title, asked } = await titled(status);
      assert.deepEqual([title, asked.map(({ providerId }) => providerId)], ['Sorting', [by]]);
    }
  });

  it('asks nobody where none is cheap, may be asked, or is wanted', async () => {
    const off = provider('Local', { trust: 'local', state: 'off' });
    const pinned = statusOf([dear, local], { pinned: 'dear' });
    for (const [status, isWanted] of [
      [statusOf([dear]), true],
      [statusOf([off]), true],
      [pinned, true],
      [statusOf([local]), false],
    ] as const) {
      assert.deepEqual(await titled(status, undefined, isWanted), { title: undefined, asked: [] });
    }
  });

  it('takes what is a title, without marks and quotes, and nothing else', async () => {
    const titles: readonly [string, string | undefined][] = [
      ['Use of **`Array.map`** in loops', 'Use of Array.map in loops'],
      ['\n"Sorting a list."\n\nIt is about sorting.', 'Sorting a list'],
      ['## **Sorting**', 'Sorting'],
      ['Title: Sorting', 'Sorting'],
      ['  ', undefined],
      ['word '.repeat(40), undefined],
    ];
    for (const [text, expected] of titles) {
      assert.equal((await titled(statusOf([local]), [asks(alpha), says(text), done()])).title, expected, text);
    }
  });

  it('gives none where the model fails', async () => {
    const failed: AnswerEvent = { type: 'failed', failure: { attempts: [], skipped: [] } };
    assert.equal((await titled(statusOf([local]), [asks(alpha), says('Sor'), failed])).title, undefined);
  });
});

describe('firstWords', () => {
  it('is one line of whole words', () => {
    assert.equal(firstWords('  Why\n does it  hang? '), 'Why does it hang?');
    assert.equal(firstWords(''), '');
    const long = firstWords('word '.repeat(40));
    assert.ok(long.length <= 61 && long.endsWith('word…'), long);
    assert.equal(firstWords('x'.repeat(200)), `${'x'.repeat(60)}…`);
    assert.equal(firstWords('😀'.repeat(60)).length, 61);
  });

  it('cuts no character in two', () => {
    assert.ok(!/[\uD800-\uDBFF](?![\uDC00-\uDFFF])/.test(firstWords(`x${'😀'.repeat(60)}`)));
  });
});
