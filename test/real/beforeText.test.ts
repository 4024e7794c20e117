import assert from 'node:assert/strict';
import { freePort } from '../../tools/vscode/childProcess';
import { systemClock } from '../../src/engine/model/async/clock';
import { textMessage } from '../../src/engine/model/request/message';
import { count, textShown } from '../unit/engine/failover/engine';
import { launchServer, startServers } from './support/servers';
import { ask, assertWhole, fastClock, linkTo, managerOf, please, protocols, switches } from './support/stage';

/** Knows a larger window than any other model here, so that it is asked when a request was too long for another. */
const largeModel = 'gpt-4.1';

describe('a llama-server that cannot begin', () => {
  for (const protocol of protocols) {
    it(`is not there: ${protocol} is refused and the next one answers`, async () => {
      const [b] = await startServers({});
      const nobody = `http://127.0.0.1:${await freePort()}`;
      const events = await ask(managerOf([linkTo('a', nobody, protocol), linkTo('b', b.url, 'chat-completions')]));
      assert.deepEqual(switches(events), ['a -> b: connect, before-text']);
      assertWhole(events);
    });

    it(`falls silent before its first word: ${protocol} is left at the deadline`, async () => {
      const [a, b] = await startServers({}, {});
      a.stall();
      const manager = managerOf([linkTo('a', a.url, protocol), linkTo('b', b.url, 'messages')], fastClock(5));
      const events = await ask(manager);
      assert.deepEqual(switches(events), ['a -> b: first-token-timeout, before-text']);
      assertWhole(events);
    });

    it(`has no room for the question: ${protocol} says so and the next one answers`, async () => {
      const [a, b] = await startServers({ context: 512 }, {});
      const manager = managerOf([linkTo('a', a.url, protocol), linkTo('b', b.url, 'responses', largeModel)]);
      const long = { messages: [textMessage('user', 'Count. '.repeat(200))] };
      const events = await ask(manager, long);
      assert.deepEqual(switches(events), ['a -> b: context-exceeded, before-text']);
      assertWhole(events);
      assert.equal(manager.status().providers[0]?.state, 'healthy');
    });

    it(`is still loading its model: ${protocol} is refused now and answered soon after`, async () => {
      const [b] = await startServers({});
      // Loads the client, which must not take up the time in which the server loads.
      await ask(managerOf([linkTo('b', b.url, protocol)]));
      const a = await launchServer({ pace: 'heavy' });
      let ahead = 0;
      const clock = {
        ...systemClock,
        now: () => Date.now() + ahead,
        monotonicMs: () => systemClock.monotonicMs() + ahead,
      };
      const manager = managerOf([linkTo('a', a.url, protocol), linkTo('b', b.url, 'messages')], clock);
      await a.loading();
      const events = await ask(manager);
      assert.deepEqual(switches(events), ['a -> b: overloaded, before-text']);
      assertWhole(events);

      await a.ready();
      ahead = 15_000;
      // It is tried beside the one that serves, and who begins first is heard, until it has shown that it is back.
      let later = await ask(manager, { ...please, maxOutputTokens: 16 });
      for (let turn = 0; turn < 100 && switches(later).length > 0; turn += 1) {
        await new Promise((resolve) => setTimeout(resolve, 100));
        later = await ask(manager, { ...please, maxOutputTokens: 16 });
      }
      assert.deepEqual(switches(later), []);
      assert.equal(textShown(later), count(1, 16));
    });
  }
});
