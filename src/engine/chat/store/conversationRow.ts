import * as z from 'zod/mini';
import type { Row } from '../../storage/database';
import type { ConversationChanges, ConversationRow, StoredConversation } from './storedConversation';
import { attachedImage, draftMention, jsonOf, listOf, modelChoice } from './turnSchema';

const images = z.lazy(() => listOf(attachedImage));
const mentions = z.lazy(() => listOf(draftMention));

/** A row of the table `conversation`. */
export function conversationOf(row: Row): StoredConversation {
  const titleBy = row['title_by'];
  const choice = z.safeParse(modelChoice, jsonOf(row['choice']));
  return {
    ...listed(row),
    titleBy: titleBy === 'model' || titleBy === 'user' ? titleBy : 'words',
    createdAt: Number(row['created_at']),
    draft: String(row['draft']),
    draftImages: z.parse(images, jsonOf(row['draft_images'])),
    draftMentions: z.parse(mentions, jsonOf(row['draft_mentions'])),
    queue: jsonOf(row['queue']) ?? [],
    ...(choice.success ? { choice: choice.data } : {}),
  };
}

/** A row of the table `conversation` with the `state` of its last answer. */
export function rowOf(row: Row): ConversationRow {
  const state = row['state'];
  return { ...listed(row), ...(typeof state === 'string' ? { state: state as ConversationRow['state'] } : {}) };
}

function listed(row: Row): Pick<StoredConversation, 'id' | 'folder' | 'title' | 'isPinned' | 'updatedAt' | 'leafId'> {
  const key = row['folder_key'];
  return {
    id: String(row['id']),
    ...(typeof key === 'string' ? { folder: { key, name: String(row['folder_name'] ?? '') } } : {}),
    title: String(row['title']),
    isPinned: row['is_pinned'] === 1,
    updatedAt: Number(row['updated_at']),
    ...(typeof row['leaf_id'] === 'string' ? { leafId: row['leaf_id'] } : {}),
  };
}

/** The columns that the changes are written to, with their values. */
export function columnsOf(changes: ConversationChanges): readonly (readonly [string, string | number | null])[] {
  const { title, titleBy, isPinned, leafId, draft, draftImages, draftMentions, queue, choice } = changes;
  const columns: readonly (readonly [string, string | number | null | undefined])[] = [
    ['title', title],
    ['title_by', titleBy],
    ['is_pinned', isPinned === undefined ? undefined : Number(isPinned)],
    ['leaf_id', leafId],
    ['draft', draft],
    ['draft_images', draftImages && JSON.stringify(draftImages)],
    ['draft_mentions', draftMentions && JSON.stringify(draftMentions)],
    ['queue', queue === undefined ? undefined : JSON.stringify(queue)],
    ['choice', choice && JSON.stringify(choice)],
  ];
  return columns.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
}
