// Mocha's Spec reporter, which also leaves the counts, and what failed, in the file that EVERPAIR_TALLY names.
const { writeFileSync } = require('node:fs');
const { reporters } = require('mocha');

module.exports = class Tally extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    const file = process.env.EVERPAIR_TALLY;
    if (!file) return;
    const failed = [];
    runner.on('fail', (test, error) =>
      failed.push({ title: test.fullTitle(), message: String(error?.message ?? error) }),
    );
    runner.once('end', () => {
      const { passes, failures, pending } = runner.stats;
      // A root hook that skips everything says why.
      const { why } = runner.suite;
      writeFileSync(
        file,
        JSON.stringify({ passed: passes, failed: failures, skipped: pending, why, failures: failed }),
      );
    });
  }
};
