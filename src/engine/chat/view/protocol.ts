import type { ContextChip } from '../context/contextOffer';
import type { Answer } from '../conversation/answerState';
import type { MentionKind } from '../conversation/attachment';

export type { ContextChip } from '../context/contextOffer';
export type { Answer, AnswerState, NotSent, Summary, SwitchNote, Writer } from '../conversation/answerState';
export type { Problem, ProblemAction } from '../../failover/api/problem';
export { dollars } from '../../model/text/dollars';
export type { RequestUsage } from '../conversation/requestUsage';

/** An image as the browser side sees it: the bytes that are sent stay with the host. */
export interface ImageView {
  readonly id: string;
  readonly name: string;
  /** A small picture as a data URL. */
  readonly thumbnail: string;
  /** "1,200 × 800, 210 KB" */
  readonly note: string;
  /** Why it cannot be sent to the model that would be asked, one sentence. */
  readonly problem?: string;
}

/** The turns that begin at the same place: the prompt was edited, or the answer was asked for again. */
export interface BranchView {
  /** Ids of the turns, the oldest first; at least this one. */
  readonly ids: readonly string[];
  /** Which of them is shown, from 0. */
  readonly index: number;
}

/** A command of the chat that was sent. */
export interface CommandView {
  /** "/fix" */
  readonly name: string;
  /** Of the file that it comes from; absent where it is one of Everpair. */
  readonly path?: string;
  readonly text: string;
}

/** What of an answer's code can be applied to files; nothing while it is written. */
export interface CodeView {
  /** Code blocks that may be for files. */
  readonly blocks: number;
  /** The answer ends within its last code block. */
  readonly isCut: boolean;
}

/** A turn as the browser side sees it: attached code stays with the host. */
export interface TurnView {
  readonly id: string;
  readonly prompt: string;
  /** Milliseconds since the epoch. */
  readonly askedAt: number;
  /** What was sent with it: "src/a.ts: whole file, 120 lines". */
  readonly context: readonly string[];
  /** What was sent in place of a prompt that is a command. */
  readonly command?: CommandView;
  readonly images: readonly ImageView[];
  readonly branch: BranchView;
  readonly answer: Answer;
  readonly code: CodeView;
}

/** A prompt that is sent when the running answer has ended. */
export interface QueuedView {
  readonly id: string;
  readonly prompt: string;
  readonly context: readonly string[];
  readonly images: readonly ImageView[];
}

/** A provider of the chain, in failover order. */
export interface ProviderView {
  readonly label: string;
  readonly model: string;
  readonly state: 'healthy' | 'degraded' | 'down' | 'off';
  /** A prompt would be sent to it now. */
  readonly isNext: boolean;
}

export interface ChainView {
  readonly providers: readonly ProviderView[];
  /** The user pinned one provider. */
  readonly isPinned: boolean;
  /** The model that the user chose for this conversation; it is asked first. */
  readonly choice?: { readonly label: string; readonly model: string };
}

/** Tokens of the request that the next prompt would make, an estimate. */
export interface TokenUseView {
  /** For people: "Instructions", "3 earlier turns", "a.ts". */
  readonly parts: readonly { readonly label: string; readonly tokens: number }[];
  readonly tokens: number;
  /** Tokens that the model holds; absent where it is not known. */
  readonly contextWindow?: number;
  /** Who would be asked: "Claude (claude-x)"; absent where nobody can be. */
  readonly model?: string;
  /** What does not fit, one sentence or more. */
  readonly note?: string;
}

/** The conversation that is shown. */
export interface ConversationView {
  readonly id: string;
  readonly title: string;
  /** Over all answers, in all branches. US dollars and tokens, absent where nothing is known. */
  readonly cost?: number;
  readonly inputTokens?: number;
  readonly outputTokens?: number;
}

/** A row of the list of conversations. */
export interface ConversationItem {
  readonly id: string;
  readonly title: string;
  /** Name of the folder it belongs to; absent where it belongs to none. */
  readonly folder?: string;
  readonly isCurrent: boolean;
  readonly isPinned: boolean;
  /** Milliseconds since the epoch. */
  readonly updatedAt: number;
  readonly state: 'idle' | 'writing' | 'waiting' | 'unfinished';
  /** Where the search was found; `marks` are ranges of UTF-16 units in `text`. */
  readonly snippet?: { readonly text: string; readonly marks: readonly (readonly [number, number])[] };
}

/** Which conversations a list shows. */
export type ConversationScope = 'folder' | 'all';

/** Part of the list. Pinned ones first, then the latest first. */
export interface ConversationPage {
  readonly query: string;
  readonly scope: ConversationScope;
  /** Place of the first item in the whole list. */
  readonly offset: number;
  readonly items: readonly ConversationItem[];
  /** Items of the whole list. */
  readonly total: number;
}

/** What the `@` picker offers. */
export interface MentionItem {
  readonly id: string;
  readonly kind: MentionKind;
  /** What stands in the prompt after it was chosen, without the `@`: "a.ts", "problems". */
  readonly label: string;
  readonly detail: string;
  /** It is not context itself but opens further items: a kind that is searched within. */
  readonly opens?: boolean;
}

/** What the list offers that opens with a slash. */
export interface CommandItem {
  readonly id: string;
  readonly kind: 'command';
  /** With the slash; what stands in the prompt after it was chosen. */
  readonly label: string;
  /** What may follow it, for people; empty where nothing may. */
  readonly hint: string;
  readonly detail: string;
  /** It cannot be used; `detail` says why. */
  readonly isBroken?: boolean;
}

/** Everything a chat surface shows. The host owns it; the browser side only draws it. */
export interface ChatView {
  readonly conversation: ConversationView;
  readonly turns: readonly TurnView[];
  readonly draft: string;
  /** Images that go with the draft. */
  readonly images: readonly ImageView[];
  readonly context: readonly ContextChip[];
  readonly chain: ChainView;
  readonly queue: readonly QueuedView[];
  /** Why the queue is not sent by itself now, one sentence or more; empty where it is, and where there is none. */
  readonly queueNote: string;
  readonly tokens: TokenUseView;
  /** Something about all conversations: they cannot be saved. One sentence or more; empty where there is nothing to say. */
  readonly notice: string;
}

/** From the host to the browser side. */
export type HostMessage =
  /** Everything, in answer to `ready` and when turns were taken away. */
  | { readonly type: 'view'; readonly view: ChatView }
  /** Replaces the turn of the same id, else follows the last. */
  | { readonly type: 'turn'; readonly turn: TurnView }
  /** More text of the last turn's answer, to stand from `at` (UTF-16 units) on. */
  | { readonly type: 'text'; readonly turnId: string; readonly at: number; readonly text: string }
  /** More of its thoughts, likewise, and the milliseconds that they took by now. */
  | {
      readonly type: 'thinking';
      readonly turnId: string;
      readonly at: number;
      readonly text: string;
      readonly thinkingMs?: number;
    }
  /** Replaces these parts of the view. */
  | { readonly type: 'parts'; readonly parts: Partial<Omit<ChatView, 'turns'>> }
  /** An answer to `list`. */
  | { readonly type: 'conversations'; readonly page: ConversationPage }
  /** The list is another now: in this window or elsewhere a conversation changed. */
  | { readonly type: 'conversations-changed' }
  /** A conversation was deleted and can be brought back for a while. */
  | { readonly type: 'deleted'; readonly id: string; readonly title: string }
  /** An answer to `mention`, for the same query. */
  | {
      readonly type: 'mentions';
      readonly query: string;
      readonly within?: string;
      readonly items: readonly MentionItem[];
      /** What the picker says below its items, for example that there are more. */
      readonly note?: string;
    }
  /** An answer to `find-commands`, for the same query. */
  | {
      readonly type: 'commands';
      readonly query: string;
      readonly items: readonly CommandItem[];
      /** What the list says below its items, for example that files are not read. */
      readonly note?: string;
    }
  /** The prompt that was sent last was not sent, and is in the box again. `why`: one sentence or more. */
  | { readonly type: 'refused'; readonly why: string }
  /** A prompt of the queue was sent before its change arrived; the change is in no prompt now. */
  | { readonly type: 'overtaken'; readonly prompt: string }
  /** What a screen reader is to say, a sentence or more. */
  | { readonly type: 'news'; readonly text: string }
  /** An image that the user picked, in base64, for the page to resize and give back by `add-image`. */
  | { readonly type: 'picked-image'; readonly name: string; readonly mediaType: string; readonly data: string }
  /** Opens a part of the page. */
  | { readonly type: 'show'; readonly what: 'conversations' | 'keyboard' }
  /** Put the cursor into the input box. */
  | { readonly type: 'focus' };
