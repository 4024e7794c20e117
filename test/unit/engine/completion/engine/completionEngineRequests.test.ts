import assert from 'node:assert/strict';
import type { CompletionQuery } from '../../../../../src/engine/completion/api/completionQuery';
import type { NextRoute } from '../../../../../src/engine/completion/trigger/adaptiveDebounce';
import {
  noCompletionContext,
  type CompletionContext,
} from '../../../../../src/engine/completion/api/completionContext';
import { route } from '../../failover/fixtures';
import { alpha, done, queryAt, says, sum, world } from './engineWorld';

describe('CompletionEngine: the time of a request', () => {
  it('is at once when the user asks', async () => {
    const { ask, requests } = world(sum);
    assert.equal(await ask('return █'), 'a + b;');
    assert.equal(requests.length, 1);
  });

  it('is after the rest from the settings, counted from the key', async () => {
    const { engine, key, clock, requests } = world(sum);
    engine.typed({ prefix: 'return ' });
    await clock.advance(30);
    const answer = key('return █', { delayMs: 75 });
    await clock.advance(74);
    assert.equal(requests.length, 0);
    await clock.advance(1);
    assert.equal(await answer, 'a + b;');
  });

  it('counts the editor’s own wait as a part of the rest', async () => {
    const { engine, ask, clock, requests } = world(sum);
    engine.typed({ prefix: 'return ' });
    await clock.advance(50);
    void ask('return █', { explicit: false, delayMs: 75 });
    await clock.advance(24);
    assert.equal(requests.length, 0);
    await clock.advance(1);
    assert.equal(requests.length, 1);
  });

  it('is once for a burst of keys', async () => {
    const { key, clock, requests } = world(sum);
    const answers: Promise<string | undefined>[] = [];
    for (const typed of ['r', 're', 'ret', 'return ']) {
      answers.push(key(`${typed}█`));
      await clock.advance(30);
    }
    await clock.advance(400);
    assert.deepEqual(await Promise.all(answers), [undefined, undefined, undefined, 'a + b;']);
    assert.equal(requests.length, 1);
  });

  const prospects: readonly [what: string, place: string, nextRoute: NextRoute, asksAtOnce: boolean][] = [
    [
      'behind a word for a local model with nothing to do',
      'ret ',
      { route: route('llama', { trust: 'local' }), idle: true, firstContentMs: 400 },
      true,
    ],
    [
      'in a word for a local model with nothing to do',
      'ret',
      { route: route('llama', { trust: 'local' }), idle: true, firstContentMs: 30 },
      false,
    ],
    [
      'in a word for a local model that is busy',
      'ret',
      { route: route('llama', { trust: 'local' }), idle: false, firstContentMs: 400 },
      false,
    ],
    ['in a word for a vendor', 'ret', { route: alpha, idle: true, firstContentMs: 400 }, false],
    ['in a word for a vendor that answers in no time', 'ret', { route: alpha, idle: true, firstContentMs: 10 }, false],
    ['behind a word for such a vendor', 'ret ', { route: alpha, idle: true, firstContentMs: 10 }, false],
  ];
  for (const [where, place, nextRoute, asksAtOnce] of prospects) {
    it(`is ${asksAtOnce ? 'at once' : 'after a rest'} ${where}`, async () => {
      const { engine, key, clock, requests } = world(sum, { nextRoute: () => nextRoute });
      // A user who rests only shortly behind words.
      for (let count = 0; count < 60; count += 1) {
        engine.typed({ prefix: 'a ' });
        await clock.advance(count % 5 === 0 ? 300 : 60);
      }
      void key(`${place}█`);
      await clock.advance(0);
      assert.equal(requests.length, asksAtOnce ? 1 : 0);
      await clock.advance(400);
      assert.equal(requests.length, 1);
    });
  }

  it('is at once behind an accepted suggestion, unless that is turned off', async () => {
    for (const prefetch of ['afterAccept', 'off'] as const) {
      const { engine, ask, clock, requests } = world(sum);
      engine.typed({ prefix: 'let word' });
      engine.accepted('file:///sum.ts', '1-1');
      void ask('let word█', { explicit: false, prefetch });
      await clock.advance(0);
      assert.equal(requests.length, prefetch === 'off' ? 0 : 1);
    }
  });

  it('is ahead of time for the text behind the shown suggestion, where that is on', async () => {
    const made = world(sum);
    made.answers.push(sum, [says('\n}'), done()]);
    assert.equal(await made.ask('return █', { prefetch: 'ahead' }), 'a + b;');
    await made.clock.advance(0);
    assert.equal(made.requests.length, 2);
    assert.equal(await made.ask('return a + b;\n█', { prefetch: 'ahead' }), '}');
    assert.equal(made.requests.length, 3, 'for what follows the brace');
  });

  describe('CompletionEngine.prefetchOnKey', () => {
    /** A model that takes 30 ms, and an editor that has asked before. */
    async function desk(more: Partial<CompletionQuery> = {}) {
      const made = world([30, ...sum]);
      const asking = made.key('const a = █', { delayMs: 0 });
      await made.clock.advance(30);
      await asking;
      made.requests.length = 0;
      const query = { ...queryAt('return █'), delayMs: 0, ...more };
      const press = (): void => {
        made.engine.typed(query.cursor);
        void made.engine.prefetchOnKey(query);
      };
      return { ...made, press, asks: () => made.ask('return █', { explicit: false, delayMs: 0 }) };
    }

    it('sends the request with the key and has the answer when the editor asks', async () => {
      const { press, clock, requests, asks } = await desk();
      press();
      await clock.advance(50);
      assert.equal(requests.length, 1);
      assert.equal(await asks(), 'a + b;');
      assert.equal(requests.length, 1);
    });

    it('sends one request when key and editor both wait for context', async () => {
      let know: (around: CompletionContext) => void = () => undefined;
      const { press, clock, requests, asks } = await desk({
        retrieveContext: () => new Promise((resolve) => (know = resolve)),
      });
      press();
      const asking = asks();
      await clock.advance(10);
      know(noCompletionContext);
      await clock.advance(100);
      assert.equal(await asking, 'a + b;');
      assert.equal(requests.length, 1);
    });

    it('sends nothing where there is a reason to wait', async () => {
      const { press, clock, requests } = await desk({ delayMs: 50 });
      press();
      await clock.advance(1_000);
      assert.equal(requests.length, 0);
    });

    it('sends nothing within a word', async () => {
      const { press, clock, requests } = await desk(queryAt('return tot█'));
      press();
      await clock.advance(1_000);
      assert.equal(requests.length, 0);
    });

    it('sends nothing where the cache has the answer', async () => {
      const { press, clock, requests, asks } = await desk();
      const asking = asks();
      await clock.advance(30);
      assert.equal(await asking, 'a + b;');
      press();
      await clock.advance(1_000);
      assert.equal(requests.length, 1);
    });

    it('sends only one request where the editor never asks', async () => {
      const { engine, press, clock, requests } = await desk();
      press();
      await clock.advance(1_000);
      assert.equal(requests.length, 1);
      engine.typed({ prefix: 'throw ' });
      void engine.prefetchOnKey({ ...queryAt('throw █'), delayMs: 0 });
      await clock.advance(1_000);
      assert.equal(requests.length, 1);
    });

    it('sends nothing when the next key comes first', async () => {
      const { engine, press, clock, requests } = await desk({ delayMs: 40 });
      press();
      await clock.advance(20);
      engine.typed({ prefix: 'return x' });
      await clock.advance(1_000);
      assert.equal(requests.length, 0);
    });

    it('never rejects', async () => {
      const { press, clock, logged } = await desk({ retrieveContext: () => Promise.reject(new Error('no editor')) });
      press();
      await clock.advance(0);
      assert.match(logged.join('\n'), /^error A completion failed: Error at [^\n]*$/);
    });
  });

  it('sends nothing when it is cancelled during the wait', async () => {
    const { ask, clock, requests } = world(sum);
    const controller = new AbortController();
    const answer = ask('return █', { explicit: false, delayMs: 75 }, controller.signal);
    controller.abort();
    assert.equal(await answer, undefined);
    await clock.advance(1_000);
    assert.equal(requests.length, 0);
  });

  for (const what of ['prepare', 'context'] as const) {
    it(`sends nothing when it is cancelled during ${what}`, async () => {
      let found: (value: never) => void = () => undefined;
      const waits = (): Promise<never> => new Promise((resolve) => (found = resolve));
      const { ask, clock, requests } = world(sum, what === 'prepare' ? { prepare: waits } : {});
      const controller = new AbortController();
      const answer = ask('return █', what === 'context' ? { retrieveContext: waits } : {}, controller.signal);
      await clock.advance(0);
      controller.abort();
      found(undefined as never);
      assert.equal(await answer, undefined);
      assert.equal(requests.length, 0);
    });
  }
});
