import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { healthRecordTable } from '../../../src/engine/failover/health/records/healthRecordTable';
import { handClock, start } from '../../unit/engine/failover/handClock';
import { settled } from '../../unit/engine/failover/health/healthFixtures';
import { SharedRecords } from '../../unit/engine/storage/records/sharedRecords';
import { anyAction, anyActions, day, routes, Use } from './anyHealthUse';

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe('saved health under any use', () => {
  it('is the same after a reload of the window', async () => {
    await fc.assert(
      fc.asyncProperty(anyActions, anyActions, async (actions, more) => {
        const shared = new SharedRecords();
        const clock = handClock();
        const before = new Use(clock, shared.window());
        await settled();
        for (const action of actions) before.do(action);
        // Leases belong to one window.
        for (const permit of before.permits) permit.released();
        const views = plain(before.views());
        before.health.dispose();
        await settled();
        const after = new Use(clock, shared.window());
        await settled();
        assert.deepEqual(plain(after.views()), views);
        for (const action of more) after.do(action);
      }),
      { numRuns: 250 },
    );
  });

  it('ends as one in all windows, whatever each of them saw and whenever it heard of the others', () => {
    const exchange = fc.constant({ do: 'exchange' as const });
    const step = fc.tuple(fc.nat({ max: 2 }), fc.oneof({ weight: 3, arbitrary: anyAction }, exchange));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const shared = new SharedRecords(true);
        const clock = handClock();
        const windows = [1, 2, 3].map(() => new Use(clock, shared.window()));
        for (const [window, action] of steps) {
          if (action.do === 'exchange') shared.exchange(window);
          else windows[window]!.do(action);
        }
        for (const { permits } of windows) for (const permit of permits) permit.released();
        for (let round = 0; round < 2; round += 1) shared.exchange();
        const [one, ...others] = windows.map((window) => plain(window.views()));
        for (const other of others) assert.deepEqual(other, one);
        const { writes } = shared;
        shared.exchange();
        assert.equal(shared.writes, writes, 'what is heard is not written again');
      }),
      { numRuns: 400 },
    );
  });

  it('bears anything that an earlier version may have left', async () => {
    const known = JSON.stringify(['endpoint', routes[0]!.endpoint]);
    const record = fc.record({
      key: fc.oneof(fc.constant(known), fc.string()),
      changedAt: fc.oneof(fc.constant(start), fc.integer(), fc.double()),
      providers: fc.array(fc.string(), { maxLength: 3 }),
      cell: fc.oneof(
        fc.record({ kind: fc.constant('circuit'), circuit: fc.record({ state: fc.string(), level: fc.anything() }) }),
        fc.object(),
      ),
    });
    const data = fc.oneof(fc.anything(), fc.array(fc.oneof(record, fc.anything())));
    await fc.assert(
      fc.asyncProperty(data, anyActions, async (left, actions) => {
        const shared = new SharedRecords();
        const records = shared.window().of(healthRecordTable);
        for (const each of healthRecordTable.earlier!.recordsOf(left, () => undefined) ?? []) records.write(each);
        const use = new Use(handClock(), shared.window());
        await settled();
        for (const action of actions) use.do(action);
        use.fixture.clock.advance(day);
        assert.ok(use.health.admit(routes[0]!, 'chat'));
      }),
      { numRuns: 250 },
    );
  });
});
