import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { errorSummary, type Log } from '../../engine/model';

/** Under this key the engine keeps the vendor that it takes for agreed because its key is there. */
const firstVendorKey = 'everpair.consent.firstVendor';

/**
 * Answers to whether code may go to a vendor, in a file of the user's. A key alone is no answer here: the environment of a terminal or a
 * pipeline has keys for other programs.
 */
export class ConsentFile {
  private readonly file: string;
  private values: Readonly<Record<string, unknown>>;

  constructor(
    folder: string,
    private readonly log: Log,
  ) {
    this.file = path.join(folder, 'consent.json');
    this.values = this.read();
  }

  get(key: string): unknown {
    return key === firstVendorKey ? '' : this.values[key];
  }

  update(key: string, value: unknown): Promise<void> {
    this.values = { ...this.values, [key]: value };
    try {
      mkdirSync(path.dirname(this.file), { recursive: true, mode: 0o700 });
      const written = `${this.file}.${process.pid}`;
      writeFileSync(written, `${JSON.stringify(this.values, undefined, 2)}\n`, { mode: 0o600 });
      renameSync(written, this.file);
    } catch (error) {
      this.log.warn(`The consent could not be kept: ${errorSummary(error)}`);
    }
    return Promise.resolve();
  }

  private read(): Readonly<Record<string, unknown>> {
    try {
      const value: unknown = JSON.parse(readFileSync(this.file, 'utf8'));
      return typeof value === 'object' && value !== null ? { ...value } : {};
    } catch {
      // There is none, or it is damaged: the user is asked again.
      return {};
    }
  }
}
