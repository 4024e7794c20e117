import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { handClock, start } from '../../unit/engine/failover/handClock';
import { settled, sharedText } from '../../unit/engine/failover/health/healthFixtures';
import { anyAction, anyActions, day, routes, Use } from './anyHealthUse';

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe('saved health under any use', () => {
  it('is the same after a reload of the window', async () => {
    await fc.assert(
      fc.asyncProperty(anyActions, anyActions, async (actions, more) => {
        const shared = sharedText();
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

  it('ends as one in all windows, whatever each of them saw', async () => {
    const step = fc.tuple(fc.nat({ max: 2 }), anyAction);
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const shared = sharedText();
        const clock = handClock();
        const windows = [1, 2, 3].map(() => new Use(clock, shared.window()));
        await settled();
        for (const [window, action] of steps) {
          windows[window]!.do(action);
          await settled();
        }
        for (const { permits } of windows) for (const permit of permits) permit.released();
        for (let round = 0; round < 6; round += 1) {
          clock.advance(1_000);
          await settled();
        }
        const [one, ...others] = windows.map((window) => plain(window.views()));
        for (const other of others) assert.deepEqual(other, one);
        const { saves } = shared;
        clock.advance(5_000);
        await settled();
        assert.equal(shared.saves, saves);
      }),
      { numRuns: 200 },
    );
  });

  it('bears anything that the store may hold', async () => {
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
    const text = fc.oneof(
      fc.string(),
      fc.json(),
      fc.array(fc.oneof(record, fc.anything())).map((data) => safeText({ version: 1, data })),
    );
    await fc.assert(
      fc.asyncProperty(text, anyActions, async (content, actions) => {
        const use = new Use(handClock(), sharedText(content).window());
        await settled();
        for (const action of actions) use.do(action);
        use.fixture.clock.advance(day);
        assert.ok(use.health.admit(routes[0]!, 'chat'));
      }),
      { numRuns: 250 },
    );
  });
});

function safeText(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch {
    return 'not JSON';
  }
}
