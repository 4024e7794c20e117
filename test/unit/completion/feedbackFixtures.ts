import { Feedback } from '../../../src/completion/feedback';
import type { AttemptRecord } from '../../../src/engine/failover/api/answer';
import type { Log } from '../../../src/engine/model/log';
import { route } from '../engine/failover/fixtures';
import type { HandClock } from '../engine/failover/handClock';
import { recordedLog, settled, type SharedText } from '../engine/failover/health/healthFixtures';

export const day = 24 * 3_600_000;
export const writeDelay = 30_000;

let lastWindow = 0;
export function open(clock: HandClock, shared?: SharedText, log: Log = recordedLog()): Feedback {
  lastWindow += 1;
  return new Feedback({ clock, log, windowId: `window-${lastWindow}`, store: shared?.window() });
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
