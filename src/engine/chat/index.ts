/** The conversation: turns, context, request, session, store. */
export {
  actionCommands,
  isBuiltIn,
  type CommandNeed,
  type PromptCommandName,
  promptCommands,
} from './commands/builtInCommands';
export { commandAttachment } from './commands/commandAttachment';
export { readCommandLine } from './commands/commandLine';
export { type CommandSubject, commandText } from './commands/commandText';
export { type PromptFile, type PromptFileOutcome, readPromptFile } from './commands/promptFiles/promptFile';
export { type PromptInput, type PromptPath, promptReferences } from './commands/promptFiles/promptReferences';
export { inputsIn, promptText } from './commands/promptFiles/promptText';
export { stemOf, testFilesOf } from './commands/testFiles';
export { compact, type CompactionOutcome } from './compaction/compaction';
export {
  contextBudget,
  type ContextGroup,
  type ContextPiece,
  fitContext,
  type FittedGroup,
} from './context/contextBudget';
export { contextOffers, type ContextChip, type ContextOffer, type EditorView } from './context/contextOffer';
export { folderListing } from './context/folderListing';
export { type Gathered, type Mention, mentionChip, nothingGathered, offeredChip } from './context/gathered';
export { pageAddress, PageProblem, readPage } from './context/page/readPage';
export { type ProblemReport, problemsText } from './context/problemsText';
export { concerns, readRuleFile } from './context/rules/ruleFile';
export { readRulesSetting } from './context/rules/rulesSetting';
export {
  type CodebaseSize,
  rankChunks,
  rankFiles,
  type SearchedFile,
  type WordCounts,
} from './context/search/codebaseRank';
export { PathIndex, type SearchablePath } from './context/search/pathIndex';
export { searchWords } from './context/search/searchWords';
export { WordCounter } from './context/search/wordCounter';
export { withoutCommand } from './conversation/attachedCommand';
export { clip, linesOf, mentionKinds, type Attachment, type MentionKind } from './conversation/attachment';
export { contextWindows } from './request/contextWindows';
export { attachmentBlock, attachmentTokens, identity } from './request/attachmentBlock';
export { emptyAnswer, isRunning } from './conversation/answerState';
export { shownTurns } from './conversation/conversation';
export { type DraftMention, withMention } from './conversation/draftMention';
export { firstWords } from './conversation/firstWords';
export { withoutQueued, withQueuedAt, withQueuedPrompt } from './conversation/queue';
export type { AttachedImage, Turn } from './conversation/turn';
export { chatRequest, type ImageSource, requestBudget, sentFiles } from './request/chatRequest';
export { tokenUse } from './request/tokenUse';
export { Conversations } from './session/conversations';
export type { OpenedStore } from './session/openSessions';
export { Outbox } from './session/outbox';
export type { ChatSession, NewPrompt } from './session/session';
export { useInstead } from './session/useInstead';
export { TitleWriter } from './session/titles/titleWriter';
export { TurnClaims } from './store/turnClaims';
export { externalLink } from './view/externalLink';
export { type ChatView, type CommandItem, type MentionItem, type HostMessage } from './view/protocol';
export { maxPromptChars, viewCommands, type ViewCommand, type ViewMessage } from './view/viewMessage';
export { queuedViews, queueNote } from './view/queueView';
export { chainView, imageView, messagesBetween, turnViews } from './view/viewModel';
export { ConversationStore } from './store/conversationStore';
export { importEarlierChat } from './store/earlierChat';
export type { ConversationFolder } from './store/storedConversation';
export { conversationFromJson, conversationToJson } from './exchange/json';
export { conversationFromMarkdown, conversationToMarkdown } from './exchange/markdown';
