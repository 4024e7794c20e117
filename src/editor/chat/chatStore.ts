import { randomUUID } from 'node:crypto';
import { ConversationStore, type OpenedStore, TurnClaims } from '../../engine/chat';
import type { Clock, Log } from '../../engine/model';
import type { Database } from '../../engine/storage';
import { isWindowAlive, windowOwner } from '../windowOwner';

/** The conversations of the user, and who of the windows writes which answer. */
export function chatStore(database: Database, clock: Clock, log: Log): OpenedStore {
  return {
    store: new ConversationStore({ database, clock, newId: randomUUID, log }),
    claims: new TurnClaims({ database, clock, owner: windowOwner, isAlive: isWindowAlive }),
    ...(database.notice === undefined ? {} : { notice: database.notice }),
  };
}
