/** The conversation: turns, context, request, session. */
export { contextOffers, type ContextChip, type ContextOffer, type EditorView } from './context/contextOffer';
export { clip, type Attachment } from './conversation/attachment';
export type { ConversationArchive } from './session/archive';
export { Outbox } from './session/outbox';
export { ChatSession } from './session/session';
export { externalLink } from './view/externalLink';
export {
  maxPromptChars,
  viewCommands,
  type ChatView,
  type HostMessage,
  type ViewCommand,
  type ViewMessage,
} from './view/protocol';
export { chainView, messagesBetween, turnViews } from './view/viewModel';
export { ConversationStore } from './store/conversationStore';
export { importEarlierChat } from './store/earlierChat';
export type {
  ConversationChanges,
  ConversationFolder,
  ConversationList,
  ConversationRow,
  ImageBytes,
  ListQuery,
  StoredConversation,
} from './store/storedConversation';
export { exchangedFrom, type ExchangedConversation, importExchanged } from './exchange/exchangedConversation';
export { conversationFromJson, conversationToJson } from './exchange/json';
export { conversationFromMarkdown, conversationToMarkdown } from './exchange/markdown';
