import { endTest } from './support/ending';
import { prepareServers } from './support/servers';

/** Milliseconds; the first run fetches the server. */
const patience = 10 * 60_000;

export const mochaHooks: Mocha.RootHookObject = {
  async beforeAll(this: Mocha.Context) {
    this.timeout(patience);
    const why = await prepareServers(console.log);
    if (why === undefined) return;
    console.log(`Skipped, since there is no llama-server here. ${why}`);
    // For the summary, which the reporter writes.
    Object.assign(this.test?.parent ?? {}, { why });
    this.skip();
  },
  afterEach: endTest,
};
