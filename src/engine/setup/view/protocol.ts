import type { ModelUse } from '../modelUse';

/** What the page of the set-up shows, and what it and its host tell each other. Plain values: they are sent as JSON. */

/** The whole page. */
export interface SetupView {
  /** Why the setting cannot be read as a chain; nothing can be changed then. */
  readonly problem?: string;
  readonly next: NextStep;
  /** What keeps code from going anywhere; empty where nothing does. */
  readonly limits: readonly LimitView[];
  /** Where the chain comes from, one sentence; absent where it stands in the setting. */
  readonly origin?: string;
  readonly links: readonly LinkView[];
  /** What was removed last and can be brought back: its label. */
  readonly removed?: string;
  /** Links of the running test; absent while none runs. */
  readonly test?: { readonly ended: number; readonly all: number };
  readonly found: readonly OfferView[];
  /** Servers have not all answered yet. */
  readonly isLooking: boolean;
  readonly byKey: readonly OfferView[];
}

export interface LimitView {
  /** One sentence. */
  readonly text: string;
  /** Opens its setting. */
  readonly command: SetupCommand;
}

/** What the user may do next, and the button for it. */
export interface NextStep {
  readonly text: string;
  readonly action?: NextAction;
}

export type NextAction =
  | { readonly type: 'set-key'; readonly rowId: string; readonly label: string }
  | { readonly type: 'test' | 'open-chat' | 'open-setting' };

/** One link of the chain. */
export interface LinkView {
  /** Stays the same while the link is moved or changed. */
  readonly rowId: string;
  readonly label: string;
  /** Empty where the entry cannot be read. */
  readonly host: string;
  readonly model: string;
  readonly completionModel: string;
  readonly isEnabled: boolean;
  /** What it adds, clauses. */
  readonly facts: readonly string[];
  readonly isKeyMissing: boolean;
  /** Why it cannot answer: a key that is missing, a boundary. Sentences or clauses. */
  readonly warnings: readonly string[];
  /** Why the entry cannot be used, one sentence. */
  readonly problem?: string;
  readonly test?: TestView;
  /** What is asked of the user for access; absent where the entry cannot be read. */
  readonly keyName?: 'key' | 'sign-in';
  /** Host of the page where keys are made. */
  readonly keyPage?: string;
}

export interface TestView {
  readonly state: 'running' | 'ok' | 'failed';
  readonly text: string;
}

/** A provider that can be added. */
export interface OfferView {
  readonly offerId: string;
  readonly label: string;
  readonly host: string;
  readonly model: string;
  /** Why it is offered and what it adds, clauses. */
  readonly facts: readonly string[];
  /** Why it would not be asked, one clause. */
  readonly warning?: string;
  readonly needsKey: boolean;
  /** Host of the page where keys are made. */
  readonly keyPage?: string;
}

/** From the host to the page. */
export type SetupHostMessage =
  | { readonly type: 'view'; readonly view: SetupView }
  /** Read out by a screen reader. */
  | { readonly type: 'tell'; readonly text: string };

/** Commands of the editor that the page has buttons for. */
export const setupCommands = [
  'open-setting',
  'open-boundary',
  'open-allowed-hosts',
  'import',
  'set-up-ollama',
  'set-up-local-model',
  'open-chat',
] as const;
export type SetupCommand = (typeof setupCommands)[number];

/** From the page to the host. A key never goes this way: VS Code's own box asks for it. */
export type SetupMessage =
  | { readonly type: 'ready' }
  /** By places towards the head (negative) or the end. */
  | { readonly type: 'move'; readonly rowId: string; readonly by: number }
  | { readonly type: 'remove'; readonly rowId: string }
  | { readonly type: 'undo' }
  | { readonly type: 'enable'; readonly rowId: string; readonly isEnabled: boolean }
  | { readonly type: 'choose-model'; readonly rowId: string; readonly use: ModelUse }
  | { readonly type: 'set-key'; readonly rowId: string }
  | { readonly type: 'open-key-page'; readonly of: { readonly rowId: string } | { readonly offerId: string } }
  | { readonly type: 'add'; readonly offerId: string }
  /** All links where none is named. */
  | { readonly type: 'test'; readonly rowId?: string | undefined }
  | { readonly type: 'cancel-test' }
  | { readonly type: 'look-again' }
  | { readonly type: 'run'; readonly command: SetupCommand };
