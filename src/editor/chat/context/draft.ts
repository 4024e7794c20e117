import type { DraftMention, Gathered } from '../../../engine/chat';
import { commandId } from './contextAssembly';
import type { ContextCommand } from './contextCommand';

/** What the user put together for the next prompt of a conversation. */
export interface Draft {
  readonly conversationId: string;
  /** Those that are kept: the same array, by which is known that nothing is new. */
  mentions: readonly DraftMention[];
  readonly gathered: Map<string, Gathered>;
  /** The command that the prompt is now. */
  command: ContextCommand | undefined;
  /** Ids of what the command takes along and the user does not want, and of its own chip. */
  readonly unwanted: Set<string>;
  isWithoutRules: boolean;
}

export function emptyDraft(conversationId: string): Draft {
  return {
    conversationId,
    mentions: [],
    gathered: new Map(),
    command: undefined,
    unwanted: new Set(),
    isWithoutRules: false,
  };
}

/** The prompt is this command now, or none. What was not wanted of another command is forgotten. */
export function adopt(draft: Draft, command: ContextCommand | undefined): void {
  if (draft.command?.attachment.name !== command?.attachment.name) draft.unwanted.clear();
  draft.command = command;
}

/** What was mentioned by the user, and then what the command takes along. */
export function mentionsOf({ mentions, command, unwanted }: Draft): readonly DraftMention[] {
  const ofCommand = unwanted.has(commandId) ? [] : (command?.mentions ?? []);
  const mentioned = new Set(mentions.map(({ id }) => id));
  const added = ofCommand.filter(({ id }) => !mentioned.has(id) && !unwanted.has(id));
  return [...mentions, ...added.map(({ id, kind, label }) => ({ id, kind, label }))];
}
