import assert from 'node:assert/strict';
import { lastNumber } from './support/countingModel';
import { startServers } from './support/servers';
import { ask, assertWhole, linkTo, managerOf, protocols, switches } from './support/stage';

describe('a healthy llama-server', () => {
  for (const protocol of protocols) {
    it(`streams the whole count by ${protocol}`, async () => {
      const [server] = await startServers({});
      const events = await ask(managerOf([linkTo('a', server.url, protocol)]));
      assertWhole(events);
      assert.deepEqual(switches(events), []);
      const end = events.at(-1);
      assert.ok(end?.type === 'done');
      assert.equal(end.reason, 'stop');
      // The end of the turn is a token too.
      assert.equal(end.attempts[0]?.usage?.outputTokens, lastNumber + 1);
    });
  }
});
