import type { OptionName } from './arguments/options';
import type { Invocation } from './arguments/parse';
import type { CliHost } from './host';
import type { Reporter } from './output/reporter';
import type { Session } from './session';

/** One run of a command, as the command sees it. */
export interface Run {
  readonly host: CliHost;
  readonly invocation: Invocation;
  readonly reporter: Reporter;
  /** Aborts where the run must end: interrupted, too late, or nobody reads. */
  readonly signal: AbortSignal;
  /** The value of an option that is given once. */
  readonly option: (name: OptionName) => string | undefined;
  /** To be called once; it is closed when the command has ended. Throws `Ended` for a configuration that is wrong. */
  readonly openSession: () => Promise<Session>;
}
