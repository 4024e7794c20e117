import assert from 'node:assert/strict';
import { startServers } from './support/servers';
import {
  ask,
  assertWhole,
  fastClock,
  linkTo,
  managerOf,
  please,
  type Protocol,
  protocols,
  switches,
} from './support/stage';

/** Who takes over from whom: each protocol once as the first and once as the second. */
const successors: Record<Protocol, Protocol> = {
  'chat-completions': 'messages',
  responses: 'chat-completions',
  messages: 'responses',
};

/** Characters of the count after which the first server is broken. */
const middle = 100;

/** Calls `act` once, when the middle of an answer is shown. */
function inTheMiddle(act: () => void): (shown: string) => void {
  let done = false;
  return (shown) => {
    if (done || shown.length < middle) return;
    done = true;
    act();
  };
}

describe('a llama-server that breaks in mid-answer', () => {
  for (const first of protocols) {
    const second = successors[first];

    it(`is killed: ${first} goes on by ${second} without a lost or repeated word`, async () => {
      const [a, b] = await startServers({ pace: 'slow' }, {});
      const manager = managerOf([linkTo('a', a.url, first), linkTo('b', b.url, second)]);
      const events = await ask(manager, please, { onText: inTheMiddle(() => a.kill()) });
      assert.deepEqual(switches(events), ['a -> b: stream-cut, continued']);
      assertWhole(events);
    });

    it(`falls silent: ${first} is left at the deadline and goes on by ${second}`, async () => {
      const [a, b] = await startServers({ pace: 'slow' }, {});
      const clock = fastClock(5);
      const manager = managerOf([linkTo('a', a.url, first), linkTo('b', b.url, second)], clock);
      let silentAt = Infinity;
      let leftAt = 0;
      const events = await ask(manager, please, {
        onText: inTheMiddle(() => {
          a.stall();
          silentAt = clock.now();
        }),
        onSwitch: () => (leftAt = clock.now()),
      });
      assert.deepEqual(switches(events), ['a -> b: stalled, continued']);
      assertWhole(events);
      // After 5 s of silence, since nothing is known of the route; a busy machine makes timers late, never early.
      assert.ok(leftAt - silentAt >= 4_900, `left after ${leftAt - silentAt} ms`);
    });
  }

  for (const second of ['responses', 'messages'] as const) {
    it(`is followed by a model that repeats its last words, as it was asked to, by ${second}`, async () => {
      const [a, b] = await startServers({ pace: 'slow' }, { habit: 'repeats' });
      const manager = managerOf([linkTo('a', a.url, 'chat-completions'), linkTo('b', b.url, second)]);
      const events = await ask(manager, please, { onText: inTheMiddle(() => a.kill()) });
      assert.deepEqual(switches(events), ['a -> b: stream-cut, continued']);
      assertWhole(events);
    });

    it(`is followed by a model that begins again, by ${second}`, async () => {
      const [a, b] = await startServers({ pace: 'slow' }, { habit: 'begins-again' });
      const manager = managerOf([linkTo('a', a.url, 'chat-completions'), linkTo('b', b.url, second)]);
      const events = await ask(manager, please, { onText: inTheMiddle(() => a.kill()) });
      assert.deepEqual(switches(events), ['a -> b: stream-cut, continued']);
      assertWhole(events);
    });
  }
});
