import type { Attachment, MentionItem } from '../../../engine/chat';

/** A command of the chat, as what goes with a prompt sees it. */
export interface ContextCommand {
  /** What is asked for in full; it is sent in place of the prompt. */
  readonly attachment: Attachment;
  /** What people are told of it, one sentence or more. */
  readonly detail: string;
  /** What it takes along by itself. */
  readonly mentions: readonly MentionItem[];
  /** The file in front and its selection go along. */
  readonly withEditor: boolean;
}
