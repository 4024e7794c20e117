import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { Window } from './reach/window';
import { worlds } from './reach/world';

/** Worlds in which the providers have their real clients, and in which only Ollama's have. */
const runs = [
  { providers: 'their real clients', isScripted: false, numRuns: 1_000 },
  { providers: 'scripts in their place', isScripted: true, numRuns: 9_000 },
];

describe('code', () => {
  for (const { providers, isScripted, numRuns } of runs) {
    it(`reaches nobody that the user’s own words do not allow at the moment it leaves, with ${providers}`, async () => {
      let withCode = 0;
      const run = fc.asyncProperty(worlds, async (world) => {
        const { violations, departures } = await new Window(world, isScripted).live();
        withCode += departures.filter(({ hasCode }) => hasCode).length;
        assert.deepEqual(violations, []);
      });
      await fc.assert(run, { numRuns, endOnFailure: true });
      assert.ok(withCode > numRuns / 2, 'nothing ever left, so that nothing was shown');
    }).timeout(600_000);
  }
});
