import { Database } from '../../../../../src/engine/storage/database';
import { ConversationStore } from '../../../../../src/engine/chat/store/conversationStore';
import type { Turn } from '../../../../../src/engine/chat/conversation/turn';
import { emptyAnswer } from '../../../../../src/engine/chat/conversation/answerState';
import { recordedLog } from '../../failover/health/healthFixtures';
import { handClock } from '../../failover/handClock';

/** A store in memory, or in a file that other stores may share. */
export function testStore(file?: { readonly folder: string; readonly name: string }) {
  const clock = handClock();
  const log = recordedLog();
  const database = Database.open({ clock, log, ...(file ? { file } : {}) });
  let ids = 0;
  const newId = (): string => `new-${(ids += 1)}`;
  return { store: new ConversationStore({ database, clock, newId, log }), database, clock, log };
}

export function storedTurn(id: string, changes: Partial<Turn> & { readonly text?: string } = {}): Turn {
  const { text = `Answer to ${id}.`, ...rest } = changes;
  const answer = { ...emptyAnswer, text, state: { type: 'done', reason: 'stop' } } as const;
  return { id, askedAt: 1_700_000_000_000, prompt: `Prompt ${id}`, attachments: [], images: [], answer, ...rest };
}
