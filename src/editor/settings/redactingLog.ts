import type { Log } from '../../model/log';
import { redact } from '../../providers/classify/verdict';

/** Shortest key that is looked for; shorter ones are in every other word. */
const shortestKey = 6;

/** Passes lines on without anything that is a key or looks like one. */
export class RedactingLog implements Log {
  /** Longest first: a key that is part of another must not leave the rest of it standing. */
  private keys: readonly string[] = [];

  constructor(private readonly target: Log) {}

  /** From now on this text never reaches the log. */
  hide(key: string): void {
    if (key.length < shortestKey || this.keys.includes(key)) return;
    this.keys = [...this.keys, key].sort((a, b) => b.length - a.length);
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
    let cleaned = line;
    for (const key of this.keys) cleaned = cleaned.replaceAll(key, '[redacted]');
    return redact(cleaned);
  }
}
