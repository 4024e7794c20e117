import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { boundaries, isWithin } from '../../src/engine/failover/api/policy';
import { counts, engine, fails } from '../unit/engine/failover/engine';
import { collect, failure } from '../unit/engine/failover/fixtures';
import { watched } from '../unit/engine/failover/watched';

const trusts = ['local', 'private', 'cloud'] as const;
const down = fails(failure('server'));

describe('the boundary and the allowed hosts', () => {
  it('are crossed by nothing: no answer, fallback, pin, hedge, test or warm-up', async () => {
    const run = fc.asyncProperty(
      fc.constantFrom(...boundaries),
      fc.shuffledSubarray([...trusts], { minLength: 1 }),
      fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }),
      fc.option(fc.constantFrom(...trusts), { nil: undefined }),
      fc.boolean(),
      fc.array(
        fc.subarray(
          trusts.map((trust) => `${trust}.example`),
          { minLength: 1 },
        ),
        { maxLength: 2 },
      ),
      async (boundary, order, isUp, pinned, hedgeChat, allowedHosts) => {
        const all = order.map((trust, index) => watched(trust, isUp[index] ? counts : down));
        const { manager, ask } = engine(
          all.map((each) => each.link),
          { policy: { boundary, hedgeChat, allowedHosts } },
        );
        manager.pin(pinned);
        for (let turn = 0; turn < 3; turn += 1) await ask();
        await collect(manager.test(new AbortController().signal));
        for (const { link: made, contacts } of all) {
          if (!isWithin(made.chat, { boundary, allowedHosts })) assert.deepEqual(contacts, []);
        }
        assert.equal(manager.status().boundary, boundary);
      },
    );
    await fc.assert(run, { numRuns: 120 });
  });
});
