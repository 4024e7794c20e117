import * as l10n from '@vscode/l10n';
import { errorSummary } from '../engine/model';
import type { CliHost } from './host';
import { type Ending, ending } from './output/exitCodes';

/** Milliseconds for what was told to stop, before it is left behind. */
const graceMs = 500;

/** When a run must end: it was interrupted, its time is over, or nobody reads what it writes. */
export class RunLimit {
  readonly signal: AbortSignal;
  private readonly late = new AbortController();
  private timer: unknown;
  private deadlineMs = 0;

  constructor(
    private readonly host: Pick<CliHost, 'interrupted' | 'clock'>,
    private readonly broken: AbortSignal,
  ) {
    this.signal = AbortSignal.any([host.interrupted, this.late.signal, broken]);
  }

  /** From now on the run may take so long; infinite: until it is interrupted. */
  start(deadlineMs: number): void {
    this.deadlineMs = deadlineMs;
    this.host.clock.clearTimeout(this.timer);
    // A timer takes no infinite time.
    if (Number.isFinite(deadlineMs)) this.timer = this.host.clock.setTimeout(() => this.late.abort(), deadlineMs);
  }

  /** The work's own end; undefined where it does not stop in time. */
  async held<T>(work: Promise<T>): Promise<T | undefined> {
    let leave: unknown;
    const left = new Promise<undefined>((resolve) => {
      const wait = (): void => {
        leave = this.host.clock.setTimeout(() => resolve(undefined), graceMs);
      };
      if (this.signal.aborted) wait();
      else this.signal.addEventListener('abort', wait, { once: true });
    });
    try {
      return await Promise.race([work, left]);
    } finally {
      this.host.clock.clearTimeout(leave);
    }
  }

  /** Why it had to end; undefined where it did not. */
  get reason(): Ending | undefined {
    const { interrupted } = this.host;
    if (interrupted.aborted) return { kind: 'interrupted', exitCode: Number(interrupted.reason) };
    if (this.broken.aborted) return unwritten(this.broken.reason);
    if (!this.late.signal.aborted) return undefined;
    const seconds = this.deadlineMs / 1_000;
    return ending('try-later', l10n.t('There was no whole answer within {0} s.', seconds), {
      fields: { deadline: seconds },
    });
  }

  dispose(): void {
    this.host.clock.clearTimeout(this.timer);
  }
}

/** `error`: why nothing can be written; undefined where nobody took it in time. */
export function unwritten(error: unknown): Ending {
  const isClosed = error instanceof Error && 'code' in error && error.code === 'EPIPE';
  if (isClosed || error === undefined) return ending('failed', l10n.t('Nobody reads the output any more.'));
  return ending('failed', l10n.t('The output could not be written: {0}', errorSummary(error)));
}
