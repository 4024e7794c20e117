import { CompletionStatistics } from '../../../../../src/engine/completion/statistics/completionStatistics';
import type { CountOfDay, DailyCounts } from '../../../../../src/engine/completion/statistics/dailyCounts';
import type { AttemptRecord } from '../../../../../src/engine/failover/api/answer';
import { Emitter } from '../../../../../src/engine/model/async/event';
import { route } from '../../failover/fixtures';
import type { HandClock } from '../../failover/handClock';

export const day = 24 * 3_600_000;

/** The counts of all windows, in memory. */
export function memoryCounts(): DailyCounts {
  const wasReset = new Emitter<void>();
  let counts: CountOfDay[] = [];
  return {
    onDidReset: wasReset.event,
    add: (count) => counts.push(count),
    between: (first, last) => counts.filter((count) => count.day >= first && count.day <= last),
    reset: () => {
      counts = [];
      wasReset.fire();
    },
  };
}

export function open(clock: HandClock, counts = memoryCounts()): CompletionStatistics {
  return new CompletionStatistics({ clock, counts });
}

export const attempt = (more: Partial<AttemptRecord> = {}): AttemptRecord => ({
  route: route('a', { model: 'a-small' }),
  outcome: 'served',
  maybeBilled: false,
  ...more,
});
