// Mocha's own report for people; beside it the sum for test/run.ts. CommonJS, for mocha itself loads it.
const { writeFileSync } = require('node:fs');
const { reporters } = require('mocha');

module.exports = class extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    runner.once('end', () => {
      const { passes, failures, pending } = this.stats;
      writeFileSync(process.env.COC_TALLY_FILE, JSON.stringify({ passed: passes, failed: failures, skipped: pending }));
    });
  }
};
