import * as l10n from '@vscode/l10n';
import type { Log } from '../../model/log';
import { errorSummary } from '../../model/text/errorSummary';
import type { EarlierFile } from '../../storage/earlierFile';
import { firstWords } from '../conversation/firstWords';
import { fromArchive, type Restored } from './chatArchive';
import type { ConversationStore } from './conversationStore';
import type { ConversationFolder } from './storedConversation';

export interface EarlierChat {
  /** Where versions without a database kept the one conversation of a window. */
  readonly file: EarlierFile;
  /** The folder that the window has open. */
  readonly folder?: ConversationFolder;
  readonly newId: () => string;
  readonly now: () => number;
  readonly log: Log;
  /** Shows the user one sentence or more. */
  readonly warn: (message: string) => void;
}

/**
 * Takes a conversation of an earlier version over, once, and moves its file aside; nothing is deleted. Never rejects: what cannot
 * be read or saved stays in its file. Two windows at once take it over once, since ids of turns are unique.
 */
export async function importEarlierChat(store: ConversationStore, earlier: EarlierChat): Promise<void> {
  const { file, log, warn } = earlier;
  try {
    const text = await file.read();
    if (text === undefined) return;
    const restored = fromArchive(text);
    if (restored) takeOver(store, restored, earlier);
    if (!store.isKept) return;
    const aside = await file.setAside(restored ? 'imported' : 'unreadable');
    if (restored?.lost === 0) return;
    warn(
      restored
        ? l10n.t('Some of the earlier chat could not be read. Nothing was deleted: all of it is in {0}.', aside)
        : l10n.t('The earlier chat could not be read. Nothing was deleted: all of it is in {0}.', aside),
    );
  } catch (error) {
    log.warn(`The earlier chat could not be taken over: ${errorSummary(error, { where: true })}`);
  }
}

function takeOver(store: ConversationStore, { conversation }: Restored, { folder, newId, now }: EarlierChat): void {
  const { turns, leafId, draft } = conversation;
  const first = turns[0];
  if (!first && draft === '') return;
  if (first && store.hasTurn(first.id)) return;
  const id = newId();
  const title = firstWords(first?.prompt ?? draft);
  store.together(() => {
    store.create({ id, ...(folder ? { folder } : {}), title, createdAt: first?.askedAt || now() });
    for (const turn of turns) store.addTurn(id, turn);
    store.update(id, { draft, ...(leafId === undefined ? {} : { leafId }) });
  });
}
