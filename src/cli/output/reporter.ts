import type { Writable } from 'node:stream';
import type { Ending } from './exitCodes';
import type { Output } from './output';

/** One line of `--json`: its type, and what belongs to it. */
export type CliEvent = Readonly<Record<string, unknown>> & { readonly type: string };

export interface ReporterOptions {
  readonly isJson: boolean;
  readonly isVerbose: boolean;
}

/**
 * Tells of a run: the result on standard output, all else on standard error, where nothing of it can spoil a pipe. With `--json`
 * each event is a line of standard output, and the last line tells how the run ended.
 */
export class Reporter {
  private readonly told = new Set<string>();

  constructor(
    private readonly output: Output,
    private readonly stderr: Writable,
    private readonly options: ReporterOptions,
  ) {
    // Who has closed standard error does not want to know.
    stderr.on('error', () => undefined);
  }

  get isJson(): boolean {
    return this.options.isJson;
  }

  /** The last line of the result has not ended. */
  get isWithinLine(): boolean {
    return !this.options.isJson && this.output.isWithinLine;
  }

  /** The result, where it is no JSON. */
  text(text: string): void {
    if (!this.options.isJson) this.output.write(text);
  }

  event(event: CliEvent): void {
    if (this.options.isJson) this.output.write(`${JSON.stringify(event)}\n`);
  }

  /** For a person, once. */
  note(text: string): void {
    if (this.told.has(text)) return;
    this.told.add(text);
    this.stderr.write(`everpair: ${text}\n`);
  }

  detail(text: string): void {
    if (this.options.isVerbose) this.note(text);
  }

  end({ kind, exitCode, message, retryAfterSeconds, fields }: Ending): void {
    const seconds = retryAfterSeconds === undefined ? {} : { retryAfterSeconds };
    this.event({ type: 'end', kind, exitCode, ...seconds, ...(message === undefined ? {} : { message }), ...fields });
    if (message !== undefined) this.stderr.write(`everpair: ${message}\n`);
  }
}
