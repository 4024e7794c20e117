import type { Log } from '../../model/log';
import { redact } from './credentials';
import { Secrets } from './secrets';

/** Passes lines on without keys in any form and without anything that looks like a key. */
export class RedactingLog implements Log {
  private readonly secrets = new Secrets();

  constructor(private readonly target: Log) {}

  /** From now on nothing of this text reaches the log; see `Secrets` for those that are too short. */
  hide(secret: string): void {
    this.secrets.add(secret);
  }

  debug(line: string): void {
    this.target.debug(this.clean(line));
  }

  info(line: string): void {
    this.target.info(this.clean(line));
  }

  warn(line: string): void {
    this.target.warn(this.clean(line));
  }

  error(line: string): void {
    this.target.error(this.clean(line));
  }

  private clean(line: string): string {
    return redact(this.secrets.redact(line));
  }
}
