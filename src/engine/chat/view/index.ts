/** What a page needs: the protocol, views of a conversation, words for what it took and why it failed. */
export { externalLink } from './externalLink';
export {
  dollars,
  maxPromptChars,
  type Answer,
  type AnswerState,
  type ChainView,
  type ChatView,
  type ContextChip,
  type HostMessage,
  type Problem,
  type ProblemAction,
  type ProviderView,
  type RequestUsage,
  type SwitchNote,
  type TurnView,
  type ViewCommand,
  type ViewMessage,
  type Writer,
} from './protocol';
