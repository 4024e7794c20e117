import { bundleForProcess } from './bundleForProcess';

/** Bundles what a process needs that keeps records as a window does; returns the path. */
export function bundleRecords(folder: string): string {
  return bundleForProcess(
    folder,
    'records',
    `
      export { Database } from './src/engine/storage/database';
      export { LateDatabase } from './src/engine/storage/lateDatabase';
      export { RecordDatabase } from './src/engine/storage/records/recordDatabase';
      export { learnedFactTable } from './src/engine/failover/learned/learnedFactTable';
      export { SharedCounts } from './src/engine/completion/statistics/sharedCounts';
      export { systemClock } from './src/engine/model/async/clock';
      export { silentLog } from './src/engine/model/log';`,
  );
}

export interface RecordProcess {
  readonly bundle: string;
  readonly folder: string;
  /** Source that runs with `records`, `facts`, `counts`, `say(line)` and `close()` once all that was kept is read. */
  readonly body: string;
  /** It kills itself before so many statements that write; never where absent. */
  readonly killAt?: number;
}

/** Source of a process that is a window, as far as records go. */
export function recordProcess({ bundle, folder, body, killAt = 0 }: RecordProcess): string {
  return `
    const { writeSync } = require('node:fs');
    const { Database, LateDatabase, RecordDatabase, learnedFactTable, SharedCounts, systemClock: clock, silentLog: log } =
      require(${JSON.stringify(bundle)});
    const say = (line) => writeSync(1, line + '\\n');
    let statements = 0;
    const run = Database.prototype.run;
    Database.prototype.run = function (...statement) {
      statements += 1;
      if (statements === ${killAt}) process.kill(process.pid, 'SIGKILL');
      return run.apply(this, statement);
    };
    const file = { folder: ${JSON.stringify(folder)}, name: 'everpair.db' };
    const database = new LateDatabase({ file, clock, log }, Promise.resolve());
    const records = new RecordDatabase({ database, folder: file.folder, clock, log });
    const facts = records.of(learnedFactTable);
    const counts = new SharedCounts(records);
    const close = () => {
      records.dispose();
      database.dispose();
    };
    records.ready.then(() => { ${body} });`;
}
