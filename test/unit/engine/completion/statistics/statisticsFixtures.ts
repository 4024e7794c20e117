import { CompletionStatistics } from '../../../../../src/engine/completion/statistics/completionStatistics';
import type { AttemptRecord } from '../../../../../src/engine/failover/api/answer';
import type { Log } from '../../../../../src/engine/model/log';
import { route } from '../../failover/fixtures';
import type { HandClock } from '../../failover/handClock';
import { recordedLog, settled, type SharedText } from '../../failover/health/healthFixtures';

export const day = 24 * 3_600_000;
export const writeDelay = 30_000;

let lastWindow = 0;
export function open(clock: HandClock, shared?: SharedText, log: Log = recordedLog()): CompletionStatistics {
  lastWindow += 1;
  return new CompletionStatistics({ clock, log, windowId: `window-${lastWindow}`, store: shared?.window() });
}

export const attempt = (more: Partial<AttemptRecord> = {}): AttemptRecord => ({
  route: route('a', { model: 'a-small' }),
  outcome: 'served',
  maybeBilled: false,
  ...more,
});

export async function pass(clock: HandClock, ms: number): Promise<void> {
  await settled();
  clock.advance(ms);
  await settled();
}
