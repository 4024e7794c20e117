import assert from 'node:assert/strict';
import { done, failed, says, sum, world, type World } from './engineWorld';

describe('CompletionEngine: a request in flight', () => {
  it('goes on while the typing agrees with it, and answers at the new place', async () => {
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

  it('goes on while the typing is ahead of it', async () => {
    const made = world([200, says('a + b;\n'), done()]);
    void made.ask('return █');
    await made.clock.advance(100);
    const answer = made.key('return a +█');
    await made.clock.advance(200);
    assert.equal(await answer, ' b;');
    assert.equal(made.requests.length, 1);
  });

  it('is replaced when the user types something else', async () => {
    const made = world([100, says('a + b + c + d + e'), 1_000, says(';\n'), done()]);
    void made.ask('return █');
    await made.clock.advance(100);
    void made.key('return x█');
    assert.equal(made.requests[0]?.aborted, false, 'it may be gone back to');
    await made.clock.advance(400);
    assert.equal(made.requests.length, 2);
    assert.equal(made.requests[0].aborted, true);
  });

  it('is not contradicted by a fence or an echo of the line', async () => {
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

  it('is aborted a second after the last question was withdrawn', async () => {
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

  it('shows its first line at once and streams on for the next', async () => {
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

  it('shows its whole lines when a block takes long', async () => {
    const trimmer = { present: (text: string) => ({ text, replaces: 0 }), isSettled: () => false };
    const made = world([says('a();\n'), 300, says('b();\n'), 200, says('c('), 5_000, says(');'), done()], {
      trimmer: { cleanUp: ({ text }) => text, hasEnded: () => false, ...trimmer },
    });
    const answer = made.ask('if (x) {█');
    await made.clock.advance(599);
    await made.clock.advance(1);
    assert.equal(await answer, 'a();\nb();');
  });

  it('is read only to the end of its text and then closed', async () => {
    const made = world([says('a\nb\n'), says('c\n'), says('d'), says('more'), done()]);
    assert.equal(await made.ask('█'), 'a');
    await made.clock.advance(0);
    assert.equal(made.read, 2);
  });

  it('drops retracted text when another provider starts again', async () => {
    const { ask } = world([says('a - '), { type: 'retract', length: 0 }, says('a + b;'), done()]);
    assert.equal(await ask('return █'), 'a + b;');
  });

  it('drops half a word when the model had to stop', async () => {
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

describe('CompletionEngine: failures', () => {
  it('show nothing and log one line, and another when a provider is back', async () => {
    const made: World = world([says('a +'), failed]);
    for (const file of ['return █', 'return a█', 'return a +█']) assert.equal(await made.ask(file), undefined);
    made.answer = sum;
    assert.equal(await made.ask('return █'), 'a + b;');
    assert.equal(await made.ask('x = █'), 'a + b;');
    assert.deepEqual(
      made.logged.map((line) => line.split(' ')[0]),
      ['warn', 'info'],
    );
  });

  it('keep the whole lines of an answer that breaks off', async () => {
    const made = world([says('a();\nb();\nc('), 100, failed]);
    assert.equal(await made.ask('█'), 'a();');
    await made.clock.advance(100);
    assert.equal(await made.ask('a();\n█', { explicit: false }), 'b();');
    assert.equal(made.requests.length, 1);
  });

  it('never reject', async () => {
    const { ask, logged } = world([], { prepare: () => Promise.reject(new Error('no network')) });
    assert.equal(await ask('return █'), undefined);
    assert.match(logged.join('\n'), /^error A completion failed: Error at [^\n]*$/);
  });

  it('never reject when an answer throws, and the next question sends a request', async () => {
    let asked = 0;
    const { ask, logged } = world([], {
      complete: () => {
        asked += 1;
        throw new Error('broken');
      },
    });
    assert.equal(await ask('return █'), undefined);
    assert.equal(await ask('return █'), undefined);
    assert.equal(asked, 2);
    assert.equal(logged.length, 2);
  });
});
