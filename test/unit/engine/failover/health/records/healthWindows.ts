import type { Route } from '../../../../../../src/engine/model/route/route';
import { route } from '../../fixtures';
import type { HandClock } from '../../handClock';
import type { SharedRecords } from '../../../storage/records/sharedRecords';
import { type HealthFixture, healthFixture, settled } from '../healthFixtures';

export const minute = 60_000;
export const hour = 60 * minute;

export const first = route('first');
export const second = route('second');

export async function openWindow(clock: HandClock, shared: SharedRecords): Promise<HealthFixture> {
  const fixture = healthFixture({ clock, records: shared.window() });
  await settled();
  return fixture;
}

/** As JSON has it: a field that is absent and one that is undefined are the same. */
export function viewOf({ health }: HealthFixture, which: Route): unknown {
  return JSON.parse(JSON.stringify(health.view(which)));
}

/** Lets what was written reach the other windows. */
export async function written(clock: HandClock): Promise<void> {
  for (let round = 0; round < 3; round += 1) {
    clock.advance(1_000);
    await settled();
  }
}
