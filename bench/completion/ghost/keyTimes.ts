import { setTimeout as wait } from 'node:timers/promises';
import type { Workbench } from '../../../tools/vscode/workbench';
import { lineOfPlace } from './practice';
import type { Stage } from './stage';
import type { Shown } from './watcher';

/** Milliseconds for the editor to come to rest behind a jump to another place. */
const settling = 400;

export interface KeyTime extends Shown {
  readonly place: number;
}

/**
 * Presses a key at a place where none was pressed before; undefined when no ghost text came. The cursor is at the place
 * before already, unless this is the first.
 */
export async function keyAt(place: number, { workbench, watcher }: Stage): Promise<KeyTime | undefined> {
  if (place === 0) await workbench.goToLineEnd(lineOfPlace(place));
  else await goOn(workbench, lineOfPlace(place) - lineOfPlace(place - 1));
  await wait(settling);
  const shown = await watcher.press(' ');
  await workbench.press('Escape');
  return shown && { ...shown, place };
}

/** As a person does, without the widgets that a jump opens and closes. */
async function goOn(workbench: Workbench, lines: number): Promise<void> {
  for (let line = 0; line < lines; line += 1) await workbench.press('ArrowDown');
  await workbench.press('End');
}
