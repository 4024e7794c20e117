import type { Readable, Writable } from 'node:stream';
import type { Clock } from '../engine/model';

/** What the tool has of the process that it runs in, so that tests can run it within theirs. */
export interface CliHost {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Where it was started. */
  readonly folder: string;
  readonly home: string;
  readonly platform: NodeJS.Platform;
  readonly version: string;
  readonly stdin: Readable;
  readonly stdout: Writable;
  readonly stderr: Writable;
  /** What standard input is: a file or a pipe of a shell has text; a pipe of a program may never end, and nobody may write to it. */
  readonly input: 'text' | 'perhaps' | 'none';
  /** A person can be asked: they see standard error, and type into standard input. */
  readonly isTerminal: boolean;
  /** There was no standard output when the process began: what is written goes nowhere. */
  readonly isOutputClosed: boolean;
  /** Aborts where the process is told to end; its reason is the exit code then. */
  readonly interrupted: AbortSignal;
  readonly fetch: typeof globalThis.fetch;
  readonly clock: Clock;
}
