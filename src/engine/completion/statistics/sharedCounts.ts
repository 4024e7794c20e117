import { type Disposable, Emitter } from '../../model/async/event';
import type { RecordDatabase } from '../../storage/records/recordDatabase';
import { countTable } from './countTable';
import type { CountOfDay, DailyCounts } from './dailyCounts';

/** The counts in the database of all windows. */
export class SharedCounts implements DailyCounts, Disposable {
  private readonly wasReset = new Emitter<void>();
  private readonly channel;

  readonly onDidReset = this.wasReset.event;

  constructor(private readonly records: RecordDatabase) {
    this.channel = records.of(countTable);
    this.channel.onDidRead(() => {
      // What was counted before the reset is not written any more.
      this.channel.forgetWaiting();
      this.wasReset.fire();
    });
  }

  add(count: CountOfDay): void {
    this.channel.write(count);
  }

  between(first: string, last: string): readonly CountOfDay[] {
    const { waiting } = this.channel;
    const kept = waiting.includes('reset') ? [] : this.kept(first, last);
    const counts = waiting.filter((record) => record !== 'reset');
    return [...kept, ...counts.filter(({ day }) => day >= first && day <= last)];
  }

  reset(): void {
    this.channel.forgetWaiting();
    this.channel.write('reset');
    this.records.flush();
  }

  dispose(): void {
    this.wasReset.dispose();
  }

  private kept(first: string, last: string): readonly CountOfDay[] {
    const rows = this.records.query((database) =>
      database.all(
        `SELECT max(day) AS day, language, route, name, sum(count) AS count FROM completion_count
         WHERE day BETWEEN ? AND ? GROUP BY language, route, name`,
        ...[first, last],
      ),
    );
    return (rows ?? []).map((row) => ({
      day: String(row['day']),
      language: String(row['language']),
      route: String(row['route']),
      name: String(row['name']),
      count: Number(row['count']),
    }));
  }
}
