import type { Reader } from '../messages/reader';
import type { CallerTimeout } from './callerTimeout';

/** Counts of tokens may come this long after the end of an answer. */
const usageTimeoutMs = 1_000;
/** Longest silence in milliseconds before an answer ends, where its finish reason says nothing. */
const maxSilenceMs = 10_000;
/** A silence of so many times the longest one so far is no pause of the model any more. */
const unusualSilenceFactor = 4;

/**
 * How long a stream is read after a host has given the reason for the end of its answer: a moment, which begins again
 * with each further piece. A reason that comes with every piece, or with the first, says nothing; then only silence
 * ends the answer.
 */
export class AnswerEnd {
  /** The host says a reason only at the end, as far as it is known. */
  isTrusted = true;
  private pieces = 0;
  private heardAt = performance.now();
  private longestSilenceMs = 0;
  private isSaid = false;

  constructor(
    private readonly reader: Pick<Reader<unknown>, 'finish' | 'pieces'>,
    private readonly timeout: CallerTimeout,
  ) {}

  /** After each chunk. */
  heard(): void {
    const { finish, pieces } = this.reader;
    const isPiece = pieces > this.pieces;
    if (isPiece) {
      const now = performance.now();
      this.longestSilenceMs = Math.max(this.longestSilenceMs, now - this.heardAt);
      this.heardAt = now;
      if (finish !== undefined && (this.isSaid || this.pieces === 0)) this.isTrusted = false;
      this.pieces = pieces;
    }
    if (finish === undefined || (this.isSaid && !isPiece)) return;
    this.isSaid = true;
    const unusual = Math.min(Math.max(this.longestSilenceMs * unusualSilenceFactor, usageTimeoutMs), maxSilenceMs);
    this.timeout.endsIn(this.isTrusted ? usageTimeoutMs : unusual);
  }
}
