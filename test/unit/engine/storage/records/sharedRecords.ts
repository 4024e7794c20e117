import { Emitter } from '../../../../../src/engine/model/async/event';
import type { Records, RecordStore, RecordTable } from '../../../../../src/engine/storage/records/recordStore';

interface Window {
  readonly store: RecordStore;
  exchange(): void;
}

/** Records in memory that windows share, as they share a database: each hears what others write, and what was written before it. */
export class SharedRecords {
  /** All that was ever written, by the name of its table. */
  private readonly written = new Map<string, unknown[]>();
  private readonly windows: Window[] = [];

  /** `isHeld`: windows exchange when `exchange` is called, and not by themselves. */
  constructor(private readonly isHeld = false) {}

  window(): RecordStore {
    const exchanges: (() => void)[] = [];
    const exchange = (): void => exchanges.forEach((each) => each());
    const store: RecordStore = {
      of: <R>({ name }: RecordTable<R>): Records<R> => {
        const all = (this.written.get(name) ?? []) as R[];
        this.written.set(name, all);
        const didRead = new Emitter<readonly R[]>((error) => {
          throw error;
        });
        const waiting: R[] = [];
        let read = 0;
        exchanges.push(() => {
          all.push(...waiting.splice(0));
          const news = all.slice(read);
          read = all.length;
          if (news.length > 0) didRead.fire(news);
        });
        if (!this.isHeld) queueMicrotask(exchange);
        return {
          onDidRead: didRead.event,
          write: (record) => {
            waiting.push(record);
            if (!this.isHeld) queueMicrotask(() => this.exchange());
          },
        };
      },
    };
    this.windows.push({ store, exchange });
    return store;
  }

  /** Every window writes what waits and hears all that is new. */
  exchange(window?: number): void {
    const meant = window === undefined ? this.windows : this.windows.slice(window, window + 1);
    // Those that come first hear what those behind them wrote.
    for (const each of [...meant, ...meant]) each.exchange();
  }

  /** As text, the latest last. */
  textOf(name: string): string {
    return JSON.stringify(this.written.get(name) ?? []);
  }

  /** How many records were written to all tables. */
  get writes(): number {
    return [...this.written.values()].reduce((sum, records) => sum + records.length, 0);
  }
}
