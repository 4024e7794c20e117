import assert from 'node:assert/strict';
import { count, textShown } from '../unit/engine/failover/engine';
import { chaosProxy } from './support/chaosProxy';
import { startServers } from './support/servers';
import { ask, assertWhole, linkTo, managerOf, please, type Protocol, protocols, switches } from './support/stage';

const successors: Record<Protocol, Protocol> = {
  'chat-completions': 'responses',
  responses: 'messages',
  messages: 'chat-completions',
};

/** Bytes: in the first words, and at places that fall anywhere in a line. */
const cuts = [4_001, 20_011, 80_021];

describe('a bad line to a llama-server', () => {
  for (const protocol of protocols) {
    it(`may pass every byte by itself: ${protocol} is read all the same`, async () => {
      const [a] = await startServers({});
      const url = await chaosProxy(a.port, { byteByByte: true });
      const events = await ask(managerOf([linkTo('a', url, protocol)]), { ...please, maxOutputTokens: 30 });
      assert.deepEqual(switches(events), []);
      assert.equal(textShown(events), count(1, 30));
      assert.equal(events.at(-1)?.type, 'done');
    });

    it(`may be slow: ${protocol} is waited for`, async () => {
      const [a, b] = await startServers({}, {});
      const url = await chaosProxy(a.port, { latency: 150 });
      const manager = managerOf([linkTo('a', url, protocol), linkTo('b', b.url, protocol)]);
      const events = await ask(manager, { ...please, maxOutputTokens: 30 });
      assert.deepEqual(switches(events), []);
      assert.equal(textShown(events), count(1, 30));
    });

    for (const cutBy of ['reset', 'end'] as const) {
      it(`may break with ${cutBy === 'reset' ? 'a reset' : 'an end'} anywhere: ${protocol} is continued`, async () => {
        const [a, b] = await startServers({}, {});
        for (const cutAfter of cuts) {
          const url = await chaosProxy(a.port, { cutAfter, cutBy });
          const manager = managerOf([linkTo('a', url, protocol), linkTo('b', b.url, successors[protocol])]);
          const events = await ask(manager);
          // It is asked in place first, and comes to its end there where the rest is shorter than the cut.
          assert.ok(events.filter(({ type }) => type === 'attempt').length > 1, `cut after ${cutAfter} bytes`);
          for (const told of switches(events)) assert.match(told, /^a -> b: stream-cut, /);
          assertWhole(events);
        }
      });
    }
  }
});
