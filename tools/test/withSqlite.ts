import { isBuiltin } from 'node:module';

/** A suite that needs a database: skipped, with the reason in its title, where the Node that runs it has none. */
export function describeWithSqlite(title: string, suite: (this: Mocha.Suite) => void): void {
  if (isBuiltin('node:sqlite')) describe(title, suite);
  else
    describe.skip(
      `${title} (skipped: this Node has no node:sqlite, and there is no package of one for this platform)`,
      suite,
    );
}
