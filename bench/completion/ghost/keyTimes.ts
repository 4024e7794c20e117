import { setTimeout as wait } from 'node:timers/promises';
import { lineOfPlace } from './practice';
import type { Stage } from './stage';
import type { Shown } from './watcher';

/** Milliseconds for the editor to come to rest behind a jump to another place. */
const settling = 400;

export interface KeyTime extends Shown {
  readonly place: number;
}

/** Presses a key at a place where none was pressed before; undefined when no ghost text came. */
export async function keyAt(place: number, { workbench, watcher }: Stage): Promise<KeyTime | undefined> {
  await workbench.goToLineEnd(lineOfPlace(place));
  await wait(settling);
  const shown = await watcher.press(' ');
  await workbench.press('Escape');
  return shown && { ...shown, place };
}
