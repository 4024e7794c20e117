/** The conversation: turns, context, request, session, store. */
export { diffParts, type DiffPart } from './context/changes/diffParts';
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
export { clip, linesOf, mentionKinds, type Attachment, type MentionKind } from './conversation/attachment';
export { attachmentBlock, identity } from './request/attachmentBlock';
export { shownTurns } from './conversation/conversation';
export { withoutQueued, withQueuedAt, withQueuedPrompt } from './conversation/queue';
export type { AttachedImage } from './conversation/turn';
export { chatRequest, type ImageSource, requestBudget, sentFiles } from './request/chatRequest';
export { tokenUse } from './request/tokenUse';
export { Conversations } from './session/conversations';
export type { OpenedStore } from './session/openSessions';
export { Outbox } from './session/outbox';
export type { ChatSession, NewPrompt } from './session/session';
export { TitleWriter } from './session/titles/titleWriter';
export { TurnClaims } from './store/turnClaims';
export { externalLink } from './view/externalLink';
export {
  maxPromptChars,
  viewCommands,
  type ChatView,
  type MentionItem,
  type HostMessage,
  type ViewCommand,
  type ViewMessage,
} from './view/protocol';
export { queuedViews, queueNote } from './view/queueView';
export { chainView, imageView, messagesBetween, turnViews } from './view/viewModel';
export { ConversationStore } from './store/conversationStore';
export { importEarlierChat } from './store/earlierChat';
export type { ConversationFolder } from './store/storedConversation';
export { conversationFromJson, conversationToJson } from './exchange/json';
export { conversationFromMarkdown, conversationToMarkdown } from './exchange/markdown';
