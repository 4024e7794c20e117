import type { Reader } from '../messages/reader';
import type { CallerTimeout } from './callerTimeout';

/** Counts of tokens may come this long after the end of an answer. */
const usageTimeoutMs = 1_000;
/** Milliseconds of silence at most that end an answer whose finish reason says nothing. */
const maxSilenceMs = 10_000;
/** A silence of so many times the longest one so far is no pause of the model any more. */
const unusualSilenceFactor = 4;

/**
 * How long more is waited for once a host has said why its answer ended: a moment, and anew with each piece that comes all
 * the same. Where a host says a reason with every piece, or with the first, it says nothing, and only silence is heard.
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
    private readonly patience: CallerTimeout,
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
    this.patience.endsIn(this.isTrusted ? usageTimeoutMs : unusual);
  }
}
