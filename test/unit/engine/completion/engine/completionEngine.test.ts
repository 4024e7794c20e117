import assert from 'node:assert/strict';
import type { CompletionQuery } from '../../../../../src/engine/completion/api/completionQuery';
import type { NextRoute } from '../../../../../src/engine/completion/trigger/adaptiveDebounce';
import { BlockTrimmer } from '../../../../../src/engine/completion/postprocess/blockTrimmer';
import {
  noCompletionContext,
  type CompletionContext,
} from '../../../../../src/engine/completion/api/completionContext';
import { noSyntax } from '../../../../../src/engine/completion/syntax/syntax';
import { route } from '../../failover/fixtures';
import { alpha, done, failed, queryAt, says, type Script, world, type World } from './engineWorld';

const sum = [says('a + b;'), done()];
const block = [says('if (a) {\n'), says('  b();\n'), says('}\nmore\n'), done()];

describe('when the completion engine asks', () => {
  it('does at once when the user asks', async () => {
    const { ask, requests } = world(sum);
    assert.equal(await ask('return █'), 'a + b;');
    assert.equal(requests.length, 1);
  });

  it('does after the rest that is set, counted from the key', async () => {
    const { engine, key, clock, requests } = world(sum);
    engine.typed({ prefix: 'return ' });
    await clock.advance(30);
    const answer = key('return █', { delayMs: 75 });
    await clock.advance(74);
    assert.equal(requests.length, 0);
    await clock.advance(1);
    assert.equal(await answer, 'a + b;');
  });

  it('takes what the editor waited for a part of the rest', async () => {
    const { engine, ask, clock, requests } = world(sum);
    engine.typed({ prefix: 'return ' });
    await clock.advance(50);
    void ask('return █', { explicit: false, delayMs: 75 });
    await clock.advance(24);
    assert.equal(requests.length, 0);
    await clock.advance(1);
    assert.equal(requests.length, 1);
  });

  it('does once for a burst of keys', async () => {
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
    it(`does ${asksAtOnce ? 'at once' : 'after a rest'} ${where}`, async () => {
      const { engine, key, clock, requests } = world(sum, { nextRoute: () => nextRoute });
      // Somebody who rests behind words for a moment only.
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

  it('does at once behind what was accepted, unless that is turned off', async () => {
    for (const prefetch of ['afterAccept', 'off'] as const) {
      const { engine, ask, clock, requests } = world(sum);
      engine.typed({ prefix: 'let word' });
      engine.accepted('file:///sum.ts', '1-1');
      void ask('let word█', { explicit: false, prefetch });
      await clock.advance(0);
      assert.equal(requests.length, prefetch === 'off' ? 0 : 1);
    }
  });

  it('does ahead, for what follows the suggestion that is shown, where that is wanted', async () => {
    const made = world(sum);
    made.answers.push(sum, [says('\n}'), done()]);
    assert.equal(await made.ask('return █', { prefetch: 'ahead' }), 'a + b;');
    await made.clock.advance(0);
    assert.equal(made.requests.length, 2);
    assert.equal(await made.ask('return a + b;\n█', { prefetch: 'ahead' }), '}');
    assert.equal(made.requests.length, 3, 'for what follows the brace');
  });

  describe('ahead of the editor', () => {
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

    it('does with the key, and has the answer when the editor asks', async () => {
      const { press, clock, requests, asks } = await desk();
      press();
      await clock.advance(50);
      assert.equal(requests.length, 1);
      assert.equal(await asks(), 'a + b;');
      assert.equal(requests.length, 1);
    });

    it('does once when both wait for what is around', async () => {
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

    it('does not where there is a reason to wait', async () => {
      const { press, clock, requests } = await desk({ delayMs: 50 });
      press();
      await clock.advance(1_000);
      assert.equal(requests.length, 0);
    });

    it('does not within a word', async () => {
      const { press, clock, requests } = await desk(queryAt('return tot█'));
      press();
      await clock.advance(1_000);
      assert.equal(requests.length, 0);
    });

    it('does not where memory serves it', async () => {
      const { press, clock, requests, asks } = await desk();
      const asking = asks();
      await clock.advance(30);
      assert.equal(await asking, 'a + b;');
      press();
      await clock.advance(1_000);
      assert.equal(requests.length, 1);
    });

    it('does only once where the editor never asks', async () => {
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
      const { press, clock, told } = await desk({ retrieveContext: () => Promise.reject(new Error('no editor')) });
      press();
      await clock.advance(0);
      assert.match(told.join('\n'), /^error A completion failed: Error at [^\n]*$/);
    });
  });

  it('sends nothing when it is cancelled while it waits', async () => {
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

describe('a request under way', () => {
  it('goes on while what is typed agrees with it, and answers at the new place', async () => {
    const made = world([200, says('a + '), 100, says('b;\n'), done()]);
    void made.ask('return █');
    await made.clock.advance(150);
    void made.key('return a█');
    await made.clock.advance(100);
    const answer = made.key('return a +█');
    await made.clock.advance(100);
    assert.equal(await answer, ' b;');
    assert.equal(made.requests.length, 1);
  });

  it('goes on while more is typed than it has written', async () => {
    const made = world([200, says('a + b;\n'), done()]);
    void made.ask('return █');
    await made.clock.advance(100);
    const answer = made.key('return a +█');
    await made.clock.advance(200);
    assert.equal(await answer, ' b;');
    assert.equal(made.requests.length, 1);
  });

  it('is given up for another when something else was typed', async () => {
    const made = world([100, says('a + b + c + d + e'), 1_000, says(';\n'), done()]);
    void made.ask('return █');
    await made.clock.advance(100);
    void made.key('return x█');
    assert.equal(made.requests[0]?.aborted, false, 'it may be gone back to');
    await made.clock.advance(400);
    assert.equal(made.requests.length, 2);
    assert.equal(made.requests[0].aborted, true);
  });

  it('is not contradicted by a fence or by the line written once more', async () => {
    for (const beginning of ['```ts\n', 'return a']) {
      const trimmer = { cleanUp: () => 'a + b;', present: () => ({ text: 'a', replaces: 0 }) };
      const made = world([says(beginning), 500, done()], {
        trimmer: { ...trimmer, isSettled: () => false, hasEnded: () => false },
      });
      void made.ask('return █');
      await made.clock.advance(0);
      void made.key('return a█');
      await made.clock.advance(450);
      assert.equal(made.requests.length, 1);
    }
  });

  it('is given up a second after nobody wants it any more', async () => {
    const made = world([5_000, ...sum]);
    const controller = new AbortController();
    void made.ask('return █', {}, controller.signal);
    await made.clock.advance(10);
    controller.abort();
    await made.clock.advance(999);
    assert.equal(made.requests[0]?.aborted, false);
    await made.clock.advance(1);
    assert.equal(made.requests[0].aborted, true);
  });

  it('shows its first line as soon as that is written, and writes on for the next', async () => {
    const made = world([says('a();\n'), 500, says('b();\n'), 500, says('c();\nd'), done()]);
    const first = made.ask('█');
    await made.clock.advance(0);
    assert.equal(await first, 'a();');
    await made.clock.advance(600);
    assert.equal(await made.ask('a();\n█', { explicit: false }), 'b();');
    await made.clock.advance(600);
    assert.equal(await made.ask('a();\nb();\n█', { explicit: false }), 'c();');
    assert.equal(made.requests.length, 1);
  });

  it('shows the lines it has when a block takes long', async () => {
    const trimmer = { present: (text: string) => ({ text, replaces: 0 }), isSettled: () => false };
    const made = world([says('a();\n'), 300, says('b();\n'), 200, says('c('), 5_000, says(');'), done()], {
      trimmer: { cleanUp: ({ text }) => text, hasEnded: () => false, ...trimmer },
    });
    const answer = made.ask('if (x) {█');
    await made.clock.advance(599);
    await made.clock.advance(1);
    assert.equal(await answer, 'a();\nb();');
  });

  it('is read no further than its end, and then let go of', async () => {
    const made = world([says('a\nb\n'), says('c\n'), says('d'), says('more'), done()]);
    assert.equal(await made.ask('█'), 'a');
    await made.clock.advance(0);
    assert.equal(made.read, 2);
  });

  it('forgets what is taken back when another provider begins anew', async () => {
    const { ask } = world([says('a - '), { type: 'retract', length: 0 }, says('a + b;'), done()]);
    assert.equal(await ask('return █'), 'a + b;');
  });

  it('leaves half a word out when the model had to stop', async () => {
    assert.equal(await world([says('total + cou'), done('length')]).ask('return █'), 'total +');
    assert.equal(await world([says('total + cou'), done()]).ask('return █'), 'total + cou');
  });

  it('ends with the engine', async () => {
    const made = world([5_000, ...sum]);
    const answer = made.ask('return █');
    await made.clock.advance(0);
    made.engine.dispose();
    await made.clock.advance(0);
    assert.equal(await answer, undefined);
    assert.equal(made.requests[0]?.aborted, true);
    assert.equal(made.clock.timers(), 0);
  });
});

describe('what was suggested before', () => {
  it('is served without a request or a rest as it is typed, and going back to it too', async () => {
    const { ask, key, requests } = world(sum);
    await ask('return █');
    assert.equal(await key('return a█'), ' + b;');
    assert.equal(await key('return a + █'), 'b;');
    assert.equal(await key('return a█'), ' + b;');
    assert.equal(await key('return x█', { delayMs: 0, document: 'file:///other.ts' }), 'a + b;');
    assert.equal(await key('return █'), 'a + b;');
    assert.equal(requests.length, 2);
  });

  it('is served behind a mark that the model wrote once more', async () => {
    const cases = [
      ["import { a } from '█'\n", "'./resources/shared", "import { a } from '.█'\n", '/resources/shared'],
      ['const state = {\n  /█\n};\n', '/*\n   * Open.\n   */\n', 'const state = {\n  /*█\n};\n', '\n   * Open.\n   */'],
    ] as const;
    for (const [asked, raw, typed, rest] of cases) {
      const { ask, key, requests } = world([says(raw), done()], { trimmer: new BlockTrimmer(noSyntax) });
      await ask(asked, { multiline: 'always' });
      assert.equal(await key(typed, { multiline: 'always' }), rest);
      assert.equal(requests.length, 1);
    }
  });

  it('keeps its number, so that it counts once', async () => {
    const { offer } = world(sum);
    const first = await offer('return █');
    const typedOn = await offer('return a█');
    const other = await offer('x = █');
    assert.equal(first?.id, typedOn?.id);
    assert.notEqual(first?.id, other?.id);
  });

  it('is not replaced while the user agrees with it', async () => {
    const made = world([says('a + b;'), done()]);
    await made.ask('return █');
    made.answer = [says('x'), done()];
    await made.ask('return a + c█');
    // A newer text for the same place, of another request.
    made.answer = [says(' + z;'), done()];
    await made.ask('return a█', { document: 'file:///else.ts' });
    assert.equal(await made.ask('return █'), 'a + b;');
    assert.equal(await made.ask('return a +█'), ' b;');
  });

  it('is asked for anew when something else is typed, at another place, and behind its end', async () => {
    const { ask, requests } = world(sum);
    await ask('return █');
    for (const file of ['return x█', 'return a + b;█', 'const c = 1;\nreturn █', 'return █\n}']) await ask(file);
    await ask('return █', { document: 'file:///other.ts' });
    assert.equal(requests.length, 6);
  });

  it('says nothing, and asks nobody, at the end of a line that it finished', async () => {
    const { ask, key, clock, requests } = world(block);
    assert.equal(await ask('█'), 'if (a) {');
    await clock.advance(0);
    assert.equal(await key('if (a) {█'), undefined);
    assert.equal(await key('if (a) {\n  █'), 'b();');
    assert.equal(requests.length, 1);
  });

  it('was nothing: that is not asked again by itself for half a minute, only when the user asks', async () => {
    const { ask, key, clock, requests } = world([done()]);
    assert.equal(await ask('return █'), undefined);
    await clock.advance(29_000);
    assert.equal(await key('return █', { delayMs: 0 }), undefined);
    assert.equal(requests.length, 1);
    assert.equal(await ask('return █'), undefined);
    assert.equal(requests.length, 2);
    await clock.advance(31_000);
    await key('return █', { delayMs: 0 });
    assert.equal(requests.length, 3);
  });

  it('is outdated after ten minutes', async () => {
    const { ask, clock, requests } = world(sum);
    await ask('return █');
    await clock.advance(601_000);
    await ask('return █');
    assert.equal(requests.length, 2);
  });

  it('by one route is not begun in the place of another, but gone on with', async () => {
    let nextRoute: NextRoute = { route: alpha, idle: true };
    const { ask, requests } = world(sum, { nextRoute: () => nextRoute });
    await ask('return █');
    nextRoute = { route: route('beta'), idle: true };
    assert.equal(await ask('return a█'), ' + b;', 'the user agrees with it');
    assert.equal(requests.length, 1);
    assert.equal(await ask('x = █'), 'a + b;', 'although alpha wrote it in the end');
    await ask('return █');
    assert.equal(requests.length, 3);
  });

  it('is bounded, oldest first', async () => {
    const { ask, requests } = world(sum);
    for (let line = 0; line <= 200; line += 1) await ask(`line ${line}: █`);
    assert.equal(requests.length, 201);
    await ask('line 1: █');
    await ask('line 200: █');
    assert.equal(requests.length, 201);
    await ask('line 0: █');
    assert.equal(requests.length, 202);
  });
});

describe('trouble with completions', () => {
  it('shows nothing when no provider can, tells it once, and tells when one can again', async () => {
    const made: World = world([says('a +'), failed]);
    for (const file of ['return █', 'return a█', 'return a +█']) assert.equal(await made.ask(file), undefined);
    made.answer = sum;
    assert.equal(await made.ask('return █'), 'a + b;');
    assert.equal(await made.ask('x = █'), 'a + b;');
    assert.deepEqual(
      made.told.map((line) => line.split(' ')[0]),
      ['warn', 'info'],
    );
  });

  it('keeps the lines that were whole when an answer breaks off', async () => {
    const made = world([says('a();\nb();\nc('), 100, failed]);
    assert.equal(await made.ask('█'), 'a();');
    await made.clock.advance(100);
    assert.equal(await made.ask('a();\n█', { explicit: false }), 'b();');
    assert.equal(made.requests.length, 1);
  });

  it('never rejects', async () => {
    const { ask, told } = world([], { prepare: () => Promise.reject(new Error('no network')) });
    assert.equal(await ask('return █'), undefined);
    assert.match(told.join('\n'), /^error A completion failed: Error at [^\n]*$/);
  });

  it('never rejects when the answer throws either, and asks again', async () => {
    let asked = 0;
    const { ask, told } = world([], {
      complete: () => {
        asked += 1;
        throw new Error('broken');
      },
    });
    assert.equal(await ask('return █'), undefined);
    assert.equal(await ask('return █'), undefined);
    assert.equal(asked, 2);
    assert.equal(told.length, 2);
  });
});

describe('what is counted of completions', () => {
  function counted(script: Script): { readonly made: World; readonly heard: string[] } {
    const heard: string[] = [];
    const made = world(script, {
      observer: {
        attempted: () => undefined,
        offered: ({ id, languageId, routeId, length, ms }) =>
          heard.push(`offered ${id} ${languageId} ${routeId} ${length} ${ms}`),
        accepted: (id) => heard.push(`accepted ${id}`),
        typed: (id, characters) => heard.push(`typed ${id} ${characters}`),
      },
    });
    return { made, heard };
  }

  it('is an offer with its time from the key, and what comes from memory without one', async () => {
    const { made, heard } = counted([200, ...sum]);
    const answer = made.key('return █', { delayMs: 100 });
    await made.clock.advance(300);
    await answer;
    await made.key('return a█');
    assert.deepEqual(heard, [
      'offered 1-6 typescript alpha/alpha-large 6 300',
      'typed 1-6 1',
      'offered 1-6 typescript alpha/alpha-large 5 undefined',
    ]);
  });

  it('has its time from the key also where it was asked for ahead of the editor', async () => {
    const { made, heard } = counted([30, ...sum]);
    const { engine, clock, ask, key } = made;
    const first = key('let b = █', { delayMs: 0 });
    await clock.advance(30);
    await first;
    engine.typed({ prefix: 'return ' });
    void engine.prefetchOnKey({ ...queryAt('return █'), delayMs: 0 });
    await clock.advance(50);
    await ask('return █', { explicit: false });
    await ask('return █', { explicit: false });
    const offers = heard.filter((line) => line.startsWith('offered 2'));
    assert.deepEqual(
      offers.map((line) => line.split(' ').at(-1)),
      ['50', 'undefined'],
    );
  });

  it('is taken once, and what comes behind it is another offer', async () => {
    const { made, heard } = counted([says('a();\nb();\n'), done()]);
    const first = await made.offer('█');
    made.engine.accepted('file:///sum.ts', first?.id ?? '');
    await made.ask('a();\n█', { explicit: false });
    assert.deepEqual(heard, [
      'offered 1-4 typescript alpha/alpha-large 4 0',
      'accepted 1-4',
      'offered 1-9 typescript alpha/alpha-large 4 undefined',
    ]);
  });
});
