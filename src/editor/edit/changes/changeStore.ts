import { randomUUID } from 'node:crypto';
import { ChangeLog } from '../../../engine/edit';
import type { Clock } from '../../../engine/model';
import type { LateDatabase } from '../../../engine/storage';
import { isWindowAlive, windowOwner } from '../../windowOwner';

/** The list of changes, opened when first asked for. Rejects where there is no database, with a `StoreProblem`. */
export function changeStore(database: LateDatabase, clock: Clock): () => Promise<ChangeLog> {
  let opening: Promise<ChangeLog> | undefined;
  return () =>
    (opening ??= database
      .opened()
      .then(
        (opened) =>
          new ChangeLog({ database: opened, clock, newId: randomUUID, owner: windowOwner, isAlive: isWindowAlive }),
      ));
}
