import type { ConversationScope } from './protocol';

/** Commands of the extension that the browser side may run, and no others. */
export const viewCommands = [
  'switch-provider',
  'choose-model',
  'set-up',
  'set-api-key',
  'open-boundary',
  'open-budgets',
  'open-settings',
  'show-log',
] as const;
export type ViewCommand = (typeof viewCommands)[number];

/** UTF-16 units of a prompt at most. */
export const maxPromptChars = 200_000;

/** From the browser side to the host. */
export type ViewMessage =
  | { readonly type: 'ready' }
  /** While an answer is written the prompt joins the queue. */
  | { readonly type: 'send'; readonly prompt: string }
  | { readonly type: 'stop' }
  | { readonly type: 'new-chat' }
  /** Ask the last turn again. */
  | { readonly type: 'retry' }
  /** Go on with the last turn's answer, which broke off. */
  | { readonly type: 'continue' }
  /** Asks the last turn again by the successor of a retired model. */
  | { readonly type: 'use-instead' }
  | { readonly type: 'draft'; readonly draft: string }
  /** Sends another prompt in place of the turn's; the turn stays as a branch. */
  | { readonly type: 'edit'; readonly turnId: string; readonly prompt: string }
  /** Asks the turn again as a new branch. `choose`: the user picks the model first. */
  | { readonly type: 'regenerate'; readonly turnId: string; readonly choose: boolean }
  /** Shows the branch that this turn is in. */
  | { readonly type: 'show-branch'; readonly turnId: string }
  /** A new conversation with all up to this turn. */
  | { readonly type: 'fork'; readonly turnId: string }
  | { readonly type: 'edit-queued'; readonly id: string; readonly prompt: string }
  | { readonly type: 'remove-queued'; readonly id: string }
  /** Sends it now, where the queue is not sent by itself. */
  | { readonly type: 'send-queued'; readonly id: string }
  /** `to`: its new place, from 0. */
  | { readonly type: 'move-queued'; readonly id: string; readonly to: number }
  /** The turns are sent again for which a summary of this turn stood. */
  | { readonly type: 'drop-summary'; readonly turnId: string }
  /** The turn no longer waits for a provider. */
  | { readonly type: 'stop-waiting'; readonly turnId: string }
  /** Asks the provider `elsewhere` of the state of its answer. */
  | { readonly type: 'send-elsewhere'; readonly turnId: string }
  | {
      readonly type: 'list';
      readonly query: string;
      readonly scope: ConversationScope;
      readonly offset: number;
      readonly limit: number;
    }
  | { readonly type: 'open-conversation'; readonly id: string }
  | { readonly type: 'rename-conversation'; readonly id: string; readonly title: string }
  | { readonly type: 'pin-conversation'; readonly id: string; readonly pinned: boolean }
  | { readonly type: 'delete-conversation'; readonly id: string }
  | { readonly type: 'restore-conversation'; readonly id: string }
  | { readonly type: 'export-conversation'; readonly id: string }
  | { readonly type: 'import-conversations' }
  /** What can be mentioned; `within`: id of an item that opens further ones. */
  | { readonly type: 'mention'; readonly query: string; readonly within?: string }
  | { readonly type: 'add-mention'; readonly id: string }
  /** Which commands there are; `query`: without the slash. */
  | { readonly type: 'find-commands'; readonly query: string }
  /** Opens the file of a command that cannot be used. */
  | { readonly type: 'open-command'; readonly id: string }
  /** Files or folders that were dropped onto the page. */
  | { readonly type: 'drop'; readonly uris: readonly string[] }
  | { readonly type: 'remove-context'; readonly id: string }
  | { readonly type: 'add-context'; readonly id: string }
  /** Shows what of it would be sent. */
  | { readonly type: 'preview-context'; readonly id: string }
  /** An image that was resized by the page, in base64. */
  | {
      readonly type: 'add-image';
      readonly name: string;
      readonly mediaType: string;
      readonly data: string;
      readonly width: number;
      readonly height: number;
      readonly thumbnail: string;
    }
  | { readonly type: 'remove-image'; readonly id: string }
  | { readonly type: 'pick-image' }
  | { readonly type: 'copy'; readonly text: string }
  /** Insert code at the cursor of the last active editor. */
  | { readonly type: 'insert'; readonly text: string }
  /** Shows what a code block would change in a file. `before`: code blocks of the same text before it in the answer. */
  | { readonly type: 'apply'; readonly turnId: string; readonly text: string; readonly before: number }
  /** The same for all code blocks of an answer. */
  | { readonly type: 'apply-all'; readonly turnId: string }
  | { readonly type: 'open-link'; readonly href: string }
  | { readonly type: 'run'; readonly command: ViewCommand };
