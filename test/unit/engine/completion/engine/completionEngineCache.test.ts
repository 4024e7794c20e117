import assert from 'node:assert/strict';
import type { NextRoute } from '../../../../../src/engine/completion/trigger/adaptiveDebounce';
import { BlockTrimmer } from '../../../../../src/engine/completion/postprocess/blockTrimmer';
import { noSyntax } from '../../../../../src/engine/completion/syntax/syntax';
import { route } from '../../failover/fixtures';
import { alpha, block, done, says, type Script, sum, world, type World, queryAt } from './engineWorld';

describe('CompletionEngine: cached completions', () => {
  it('are served without a request or a rest while they are typed, also backwards', async () => {
    const { ask, key, requests } = world(sum);
    await ask('return █');
    assert.equal(await key('return a█'), ' + b;');
    assert.equal(await key('return a + █'), 'b;');
    assert.equal(await key('return a█'), ' + b;');
    assert.equal(await key('return x█', { delayMs: 0, document: 'file:///other.ts' }), 'a + b;');
    assert.equal(await key('return █'), 'a + b;');
    assert.equal(requests.length, 2);
  });

  it('are served behind a mark that the model repeated', async () => {
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

  it('keep their id, so that they count once', async () => {
    const { offer } = world(sum);
    const first = await offer('return █');
    const typedOn = await offer('return a█');
    const other = await offer('x = █');
    assert.equal(first?.id, typedOn?.id);
    assert.notEqual(first?.id, other?.id);
  });

  it('are not replaced while the user agrees with them', async () => {
    const made = world([says('a + b;'), done()]);
    await made.ask('return █');
    made.answer = [says('x'), done()];
    await made.ask('return a + c█');
    // A newer text of another request for the same place.
    made.answer = [says(' + z;'), done()];
    await made.ask('return a█', { document: 'file:///else.ts' });
    assert.equal(await made.ask('return █'), 'a + b;');
    assert.equal(await made.ask('return a +█'), ' b;');
  });

  it('do not match other typing, another place or the place behind their end', async () => {
    const { ask, requests } = world(sum);
    await ask('return █');
    for (const file of ['return x█', 'return a + b;█', 'const c = 1;\nreturn █', 'return █\n}']) await ask(file);
    await ask('return █', { document: 'file:///other.ts' });
    assert.equal(requests.length, 6);
  });

  it('show nothing and send nothing at the end of a line that they have finished', async () => {
    const { ask, key, clock, requests } = world(block);
    assert.equal(await ask('█'), 'if (a) {');
    await clock.advance(0);
    assert.equal(await key('if (a) {█'), undefined);
    assert.equal(await key('if (a) {\n  █'), 'b();');
    assert.equal(requests.length, 1);
  });

  it('that are empty hold for half a minute, unless the user asks', async () => {
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

  it('expire after ten minutes', async () => {
    const { ask, clock, requests } = world(sum);
    await ask('return █');
    await clock.advance(601_000);
    await ask('return █');
    assert.equal(requests.length, 2);
  });

  it('of a fallback route are not started in place of the preferred route, but continued', async () => {
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

  it('are bounded, and the oldest go first', async () => {
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

describe('CompletionEngine: observer', () => {
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

  it('gets the time from the key, and none for a cached completion', async () => {
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

  it('gets the time from the key also for a prefetch on the key', async () => {
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

  it('gets an acceptance once, and a new suggestion behind it', async () => {
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
