import { isRunning, type Summary } from '../conversation/answerState';
import type { Turn } from '../conversation/turn';
import { summarised } from '../request/chatRequest';
import { turnTokens } from '../request/turnTokens';

/** What is to be summarised. */
export interface OlderHalf {
  /** The latest summary so far, which the new one takes in. */
  readonly before: Summary | undefined;
  /** Turns that are sent now and will not be any more, the first first; at least one. */
  readonly turns: readonly Turn[];
  /** The last of them, whose answer gets the summary. */
  readonly last: Turn;
  /** Turns that the new summary stands for. */
  readonly count: number;
  /** Tokens that all this takes of a request now, an estimate. */
  readonly tokens: number;
}

/**
 * The first turns of a conversation that take about half of its tokens, at least one and never the last. Undefined where fewer than two
 * answers would be sent. `turns`: those that are shown.
 */
export function olderHalf(turns: readonly Turn[]): OlderHalf | undefined {
  const { summary, since } = summarised(turns);
  const sent = since.filter(({ answer }) => answer.text !== '' && !isRunning(answer));
  const seen = new Set<string>();
  // As a request counts them: what is attached again later is sent with the later turn.
  const sizes = sent
    .toReversed()
    .map((turn) => turnTokens(turn, seen))
    .reverse();
  const all = sizes.reduce((sum, size) => sum + size, 0);
  let tokens = 0;
  let count = 0;
  while (count < sent.length - 1) {
    const size = sizes[count] ?? 0;
    // A turn belongs to the half in which more of it is.
    if (count > 0 && tokens + size / 2 > all / 2) break;
    tokens += size;
    count += 1;
  }
  const chosen = sent.slice(0, count);
  const last = chosen.at(-1);
  if (!last) return undefined;
  return { before: summary, turns: chosen, last, count: count + (summary?.turns ?? 0), tokens };
}
