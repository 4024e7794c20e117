import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { attempt, day, open, pass, writeDelay } from '../../unit/engine/completion/statistics/statisticsFixtures';
import { handClock } from '../../unit/engine/failover/handClock';
import { settled, sharedText } from '../../unit/engine/failover/health/healthFixtures';

describe('the statistics of several windows', () => {
  it('count nothing twice over days, reloads and writes that are lost', async () => {
    const action = fc.record({
      window: fc.nat(2),
      what: fc.constantFrom('count', 'reload', 'lose', 'wait', 'sleep'),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(action, { maxLength: 40 }), async (actions) => {
        const clock = handClock();
        const shared = sharedText();
        const windows = [open(clock, shared), open(clock, shared), open(clock, shared)];
        let counted = 0;
        for (const { window, what } of actions) {
          if (what === 'count') {
            windows[window]?.attempted('go', attempt());
            counted += 1;
          } else if (what === 'reload') {
            windows[window]?.dispose();
            await settled();
            windows[window] = open(clock, shared);
            await settled();
          } else if (what === 'lose') {
            // What one window knows is put over what the others have written.
            const before = shared.text;
            await pass(clock, writeDelay);
            shared.text = before ?? shared.text;
          } else await pass(clock, what === 'wait' ? writeDelay : day);
        }
        for (const window of windows) window.attempted('end', attempt());
        for (let times = 0; times < 6; times += 1) await pass(clock, writeDelay);
        const seen = windows.map((window) => window.summary(90).total['requests'] ?? 0);
        assert.equal(new Set(seen).size, 1, 'the windows agree');
        const lost = actions.some(({ what }) => what === 'lose') && actions.some(({ what }) => what === 'reload');
        // A window that has closed cannot say again what a write that was lost had said.
        if (lost) assert.ok((seen[0] ?? 0) <= counted + 3);
        else assert.equal(seen[0], counted + 3);
      }),
      { numRuns: 60 },
    );
  });
});
