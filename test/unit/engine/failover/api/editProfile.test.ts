import assert from 'node:assert/strict';
import { editProfile } from '../../../../../src/engine/failover/api/requestProfile';
import { counts } from '../engine';
import { ask, chain, hangs, world } from './profileWorld';

describe('the profile of edits', () => {
  it('leaves a route that does not begin sooner than a chat does, and waits for the last one', async () => {
    const { attempts, last, ms } = await ask(world(), chain(hangs, counts), editProfile);
    assert.deepEqual({ attempts, last, ms }, { attempts: ['a failed', 'b served'], last: 'done', ms: 7_000 });
    assert.ok((await ask(world(), chain(hangs), editProfile)).ms >= 45_000);
  });
});
