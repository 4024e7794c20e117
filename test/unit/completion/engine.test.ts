import assert from 'node:assert/strict';
import { CompletionEngine, type CompletionEngineDeps, type CompletionQuery } from '../../../src/completion/engine';
import type { AnswerEvent } from '../../../src/failover/answer';
import { route, virtualClock, type VirtualClock } from '../failover/fixtures';
import { silentLog } from '../../../src/model/log';
import { at } from './fixtures';

const alpha = route('alpha');
const says = (text: string): AnswerEvent => ({ type: 'text', text });
const done = (reason: 'stop' | 'length' = 'stop'): AnswerEvent => ({
  type: 'done',
  route: alpha,
  reason,
  attempts: [],
});
const failed: AnswerEvent = { type: 'failed', failure: { attempts: [], skipped: [] } };

interface World {
  readonly engine: CompletionEngine;
  readonly clock: VirtualClock;
  /** The signal of every request that was sent. */
  readonly requests: AbortSignal[];
  readonly told: string[];
  /** Events that were read of all answers. */
  read: number;
  answer: readonly AnswerEvent[];
  readonly ask: (file: string, more?: Partial<CompletionQuery>, signal?: AbortSignal) => Promise<string | undefined>;
}

function world(answer: readonly AnswerEvent[], deps: Partial<CompletionEngineDeps> = {}): World {
  const clock = virtualClock();
  const requests: AbortSignal[] = [];
  const told: string[] = [];
  async function* complete(signal: AbortSignal): AsyncGenerator<AnswerEvent> {
    requests.push(signal);
    for (const event of made.answer) {
      made.read += 1;
      yield event;
    }
  }
  const engine = new CompletionEngine({
    complete: (_task, { signal }) => complete(signal),
    prepare: () => Promise.resolve(),
    clock,
    log: {
      ...silentLog,
      info: (line) => told.push(`info ${line}`),
      warn: (line) => told.push(`warn ${line}`),
      error: (line) => told.push(`error ${line}`),
    },
    ...deps,
  });
  const made: World = {
    engine,
    clock,
    requests,
    told,
    read: 0,
    answer,
    ask: (file, more = {}, signal = new AbortController().signal) =>
      engine.suggest({ document: 'file:///sum.ts', hole: at(file), explicit: true, delayMs: 75, ...more }, signal),
  };
  return made;
}

const automatic = { explicit: false };
const sum = [says('a + b;'), done()];

describe('the completion engine', () => {
  it('asks only after the rest that is set', async () => {
    const { ask, clock, requests } = world(sum);
    const answer = ask('return █', automatic);
    await clock.advance(74);
    assert.equal(requests.length, 0);
    await clock.advance(1);
    assert.equal(await answer, 'a + b;');
    assert.equal(requests.length, 1);
  });

  it('asks at once when the user asks', async () => {
    const { ask, requests } = world(sum);
    assert.equal(await ask('return █'), 'a + b;');
    assert.equal(requests.length, 1);
  });

  it('asks once for a burst of keys', async () => {
    const { ask, clock, requests } = world(sum);
    const answers: Promise<string | undefined>[] = [];
    for (const typed of ['r', 're', 'ret', 'return ']) {
      answers.push(ask(`${typed}█`, automatic));
      await clock.advance(30);
    }
    await clock.advance(75);
    assert.deepEqual(await Promise.all(answers), [undefined, undefined, undefined, 'a + b;']);
    assert.equal(requests.length, 1);
  });

  it('sends nothing when it is cancelled while it waits', async () => {
    const { ask, clock, requests } = world(sum);
    const controller = new AbortController();
    const answer = ask('return █', automatic, controller.signal);
    await clock.advance(50);
    controller.abort();
    assert.equal(await answer, undefined);
    await clock.advance(1_000);
    assert.equal(requests.length, 0);
  });

  it('sends nothing when it is cancelled while providers are looked for', async () => {
    let found: () => void = () => undefined;
    const { ask, requests } = world(sum, { prepare: () => new Promise((resolve) => (found = resolve)) });
    const controller = new AbortController();
    const answer = ask('return █', {}, controller.signal);
    controller.abort();
    found();
    assert.equal(await answer, undefined);
    assert.equal(requests.length, 0);
  });

  it('gives up a request under way for a newer one', async () => {
    let second: Promise<string | undefined> | undefined;
    const made: World = world([], {
      complete: async function* (_task, { signal }) {
        made.requests.push(signal);
        // The first answer comes in the middle of the second question.
        if (made.requests.length === 1) second = made.ask('return b█');
        yield says(made.requests.length === 1 ? 'stale' : 'fresh');
        yield done();
      },
    });
    assert.equal(await made.ask('return a█'), undefined);
    assert.equal(await second, 'fresh');
    assert.equal(made.requests[0]?.aborted, true);
  });

  it('serves what was typed of a suggestion without a request or a wait, and going back to it too', async () => {
    const { ask, requests } = world(sum);
    await ask('return █');
    assert.equal(await ask('return a█', automatic), ' + b;');
    assert.equal(await ask('return a + █', automatic), 'b;');
    assert.equal(await ask('return a█', automatic), ' + b;');
    assert.equal(await ask('return █', automatic), 'a + b;');
    assert.equal(requests.length, 1);
  });

  it('asks anew when something else is typed, at another place, and behind the end of a suggestion', async () => {
    const { ask, requests } = world(sum);
    await ask('return █');
    for (const file of ['return x█', 'return a + b;█', 'const c = 1;\nreturn █', 'return █\n}']) await ask(file);
    await ask('return █', { document: 'file:///other.ts' });
    assert.equal(requests.length, 6);
  });

  it('asks anew once a suggestion was accepted', async () => {
    const { ask, engine, requests } = world(sum);
    await ask('return █');
    engine.accepted('file:///other.ts');
    await ask('return █');
    assert.equal(requests.length, 1);
    engine.accepted('file:///sum.ts');
    await ask('return █');
    assert.equal(requests.length, 2);
  });

  it('does not ask again by itself where there was nothing to suggest, only when the user asks', async () => {
    const { ask, clock, requests } = world([done()]);
    assert.equal(await ask('return █'), undefined);
    const again = ask('return █', automatic);
    await clock.advance(1_000);
    assert.equal(await again, undefined);
    assert.equal(requests.length, 1);
    assert.equal(await ask('return █'), undefined);
    assert.equal(requests.length, 2);
  });

  it('reads no further than the natural end, and then lets go of the request', async () => {
    const made = world([says('a + b;\n'), says('}\n'), says('more'), done()]);
    assert.equal(await made.ask('return █'), 'a + b;');
    assert.equal(made.read, 1);
    assert.equal(made.requests[0]?.aborted, true);
  });

  it('reads to the end where a fence or a mark hides the beginning', async () => {
    const made = world([says('```ts\n'), says('a + b;\n'), says('```\n'), done()]);
    assert.equal(await made.ask('return █'), 'a + b;');
    assert.equal(made.read, 4);
  });

  it('forgets what is taken back when another provider begins anew', async () => {
    const { ask } = world([says('a - '), { type: 'retract', length: 0 }, says('a + b;'), done()]);
    assert.equal(await ask('return █'), 'a + b;');
  });

  it('leaves half a word out when the model had to stop', async () => {
    assert.equal(await world([says('total + cou'), done('length')]).ask('return █'), 'total +');
    assert.equal(await world([says('total + cou'), done()]).ask('return █'), 'total + cou');
  });

  it('shows nothing when no provider can, tells it once, and tells when one can again', async () => {
    const made = world([says('a +'), failed]);
    for (const file of ['return █', 'return a█', 'return a +█']) assert.equal(await made.ask(file), undefined);
    made.answer = sum;
    assert.equal(await made.ask('return █'), 'a + b;');
    assert.equal(await made.ask('x = █'), 'a + b;');
    assert.deepEqual(
      made.told.map((line) => line.split(' ')[0]),
      ['warn', 'info'],
    );
  });

  it('never rejects', async () => {
    const { ask, told } = world([], {
      prepare: () => Promise.reject(new Error('no network')),
    });
    assert.equal(await ask('return █'), undefined);
    assert.deepEqual(told, ['error A completion failed: no network']);
  });
});
