import type { Places } from '../reading';
import { valueAt } from '../source/access';
import type { Path } from '../source/path';

/** The places of values that are there. `places`: below the item. */
export function placesOf(item: unknown, path: Path, places: Places): Places {
  return Object.fromEntries(
    Object.entries(places).flatMap(([field, below]) =>
      valueAt(item, ...below) === undefined ? [] : [[field, [...path, ...below]] as const],
    ),
  );
}
