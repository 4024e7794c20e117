import type { ContextChip } from '../context/contextOffer';
import type { Answer } from '../conversation/answerState';

export type { ContextChip } from '../context/contextOffer';
export type { Answer, AnswerState, SwitchNote, Writer } from '../conversation/answerState';
export type { Problem, ProblemAction } from '../conversation/problem';
export { dollars, type RequestUsage } from '../conversation/requestUsage';

/** A turn as the browser side sees it: attached code stays with the host. */
export interface TurnView {
  readonly id: string;
  readonly prompt: string;
  /** What was sent with it: "src/a.ts: whole file, 120 lines". */
  readonly context: readonly string[];
  readonly answer: Answer;
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
}

/** Everything a chat surface shows. The host owns it; the browser side only draws it. */
export interface ChatView {
  readonly turns: readonly TurnView[];
  readonly draft: string;
  readonly context: readonly ContextChip[];
  readonly chain: ChainView;
}

/** From the host to the browser side. */
export type HostMessage =
  /** Everything, in answer to `ready` and when turns were taken away. */
  | { readonly type: 'view'; readonly view: ChatView }
  /** Replaces the turn of the same id, else follows the last. */
  | { readonly type: 'turn'; readonly turn: TurnView }
  /** More text of the last turn's answer, to stand from `at` (UTF-16 units) on. */
  | { readonly type: 'text'; readonly turnId: string; readonly at: number; readonly text: string }
  | { readonly type: 'draft'; readonly draft: string }
  | { readonly type: 'context'; readonly context: readonly ContextChip[] }
  | { readonly type: 'chain'; readonly chain: ChainView }
  /** Put the cursor into the input box. */
  | { readonly type: 'focus' };

/** Commands of the extension that the browser side may run, and no others. */
export const viewCommands = ['switch-provider', 'set-api-key', 'open-boundary', 'open-settings', 'show-log'] as const;
export type ViewCommand = (typeof viewCommands)[number];

/** UTF-16 units of a prompt at most. */
export const maxPromptChars = 200_000;

/** From the browser side to the host. */
export type ViewMessage =
  | { readonly type: 'ready' }
  | { readonly type: 'send'; readonly prompt: string }
  | { readonly type: 'stop' }
  | { readonly type: 'new-chat' }
  /** Ask the last turn again. */
  | { readonly type: 'retry' }
  /** Go on with the last turn's answer, which broke off. */
  | { readonly type: 'continue' }
  | { readonly type: 'draft'; readonly draft: string }
  | { readonly type: 'remove-context'; readonly id: string }
  | { readonly type: 'add-context'; readonly id: string }
  | { readonly type: 'copy'; readonly text: string }
  /** Insert code at the cursor of the last active editor. */
  | { readonly type: 'insert'; readonly text: string }
  | { readonly type: 'open-link'; readonly href: string }
  | { readonly type: 'run'; readonly command: ViewCommand };
