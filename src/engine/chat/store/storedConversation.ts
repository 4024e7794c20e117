import type { ModelChoice } from '../../model/route/route';
import type { AnswerState } from '../conversation/answerState';
import type { DraftMention } from '../conversation/draftMention';
import type { AttachedImage } from '../conversation/turn';
import type { Snippet } from './snippet';

/** The folder that a conversation was held in: its address as `key`, and a name for people. */
export interface ConversationFolder {
  readonly key: string;
  readonly name: string;
}

/** All of a conversation but its turns. */
export interface StoredConversation {
  readonly id: string;
  readonly folder?: ConversationFolder;
  readonly title: string;
  /** Who gave the title: the first words of the prompt, a model, or the user. */
  readonly titleBy: 'words' | 'model' | 'user';
  readonly isPinned: boolean;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  /** When the last prompt was sent, milliseconds since the epoch. */
  readonly updatedAt: number;
  /** The last turn that is shown. */
  readonly leafId?: string;
  /** Text in the input box that has not been sent, and what goes with it. */
  readonly draft: string;
  readonly draftImages: readonly AttachedImage[];
  readonly draftMentions: readonly DraftMention[];
  /** Prompts that wait until they are sent: JSON, which whoever reads it checks. */
  readonly queue: unknown;
  readonly choice?: ModelChoice;
}

/** What of it can be changed. `leafId` and `choice`: null takes them away. */
export type ConversationChanges = Partial<
  Pick<StoredConversation, 'title' | 'titleBy' | 'isPinned' | 'draft' | 'draftImages' | 'draftMentions' | 'queue'> & {
    readonly leafId: string | null;
    readonly choice: ModelChoice | null;
  }
>;

/** A row of the list of conversations. */
export interface ConversationRow extends Pick<
  StoredConversation,
  'id' | 'folder' | 'title' | 'isPinned' | 'updatedAt' | 'leafId'
> {
  /** Of the answer that is shown last; absent where there is none. */
  readonly state?: AnswerState['type'];
  /** Where the query was found; absent where it was found in the title or there is none. */
  readonly snippet?: Snippet;
}

export interface ListQuery {
  /** Conversations of this folder alone. */
  readonly folderKey?: string;
  /** Words that must all be in the title, the prompts or the answers. */
  readonly query?: string;
  readonly offset: number;
  readonly limit: number;
}

export interface ConversationList {
  /** Pinned ones first, then the latest first. */
  readonly items: readonly ConversationRow[];
  /** Items of the whole list. */
  readonly total: number;
}

/** The bytes of an image; what else is known of it stands with its turn. */
export interface ImageBytes {
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}
