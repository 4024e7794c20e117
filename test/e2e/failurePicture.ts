import { openStages } from '../../tools/vscode/stage';

/** A test that fails leaves a picture of what was on the screen. */
export const mochaHooks: Mocha.RootHookObject = {
  async afterEach(this: Mocha.Context) {
    const test = this.currentTest;
    if (test?.state !== 'failed') return;
    const name = test.fullTitle().replaceAll(/\W+/g, '-').slice(0, 100);
    for (const stage of openStages) await stage.workbench.screenshot(`failed-${name}`);
  },
};
