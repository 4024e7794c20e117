import * as l10n from '@vscode/l10n';

/** One press. `key` as in `KeyboardEvent.key`; modifiers that are not named are not held. */
interface Stroke {
  readonly key: string;
  readonly shift?: boolean;
  /** Told by the character that it types, wherever the layout has it. */
  readonly anyShift?: boolean;
}

export interface Shortcut {
  readonly strokes: readonly Stroke[];
  readonly where: Place;
  /** What it does, for people, in the language that is set by then. */
  readonly does: () => string;
}

export const places = ['everywhere', 'message', 'edit', 'turn', 'list'] as const;
export type Place = (typeof places)[number];

function shortcut(where: Place, does: () => string, ...strokes: readonly (string | Stroke)[]): Shortcut {
  return { where, does, strokes: strokes.map((stroke) => (typeof stroke === 'string' ? { key: stroke } : stroke)) };
}

/** All keys of the page, for its handlers and for the reader. None of them is one that VS Code uses itself. */
export const keys = {
  stop: shortcut('everywhere', () => l10n.t('Stop the answer that is being written'), 'Escape'),
  showKeys: shortcut('everywhere', () => l10n.t('Show this list, while no text is being typed'), {
    key: '?',
    anyShift: true,
  }),
  leavePage: shortcut('everywhere', () => l10n.t('Go back to the conversation from a list'), 'Escape'),
  send: shortcut('message', () => l10n.t('Send'), 'Enter'),
  newLine: shortcut('message', () => l10n.t('Begin a new line'), { key: 'Enter', shift: true }),
  recall: shortcut('message', () => l10n.t('Bring back an earlier prompt, in an empty box'), 'ArrowUp'),
  sendEdit: shortcut('edit', () => l10n.t('Send the changed prompt'), 'Enter'),
  giveUpEdit: shortcut('edit', () => l10n.t('Leave the prompt as it was'), 'Escape'),
  nextTool: shortcut('turn', () => l10n.t('Go to the next or the previous button'), 'ArrowRight', 'ArrowLeft'),
  outerTool: shortcut('turn', () => l10n.t('Go to the first or the last button'), 'Home', 'End'),
  nextItem: shortcut('list', () => l10n.t('Go to the next or the previous conversation'), 'ArrowDown', 'ArrowUp'),
  outerItem: shortcut('list', () => l10n.t('Go to the first or the last conversation'), 'Home', 'End'),
  pageOfItems: shortcut('list', () => l10n.t('Go a page down or up'), 'PageDown', 'PageUp'),
  openItem: shortcut('list', () => l10n.t('Open the conversation'), 'Enter'),
  renameItem: shortcut('list', () => l10n.t('Rename the conversation'), 'F2'),
  deleteItem: shortcut('list', () => l10n.t('Delete the conversation'), 'Delete'),
} as const satisfies Readonly<Record<string, Shortcut>>;

/** Whether a key event is one of a shortcut's strokes. While an input method composes, no key is. */
export function pressed(event: KeyboardEvent, { strokes }: Shortcut): boolean {
  if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return false;
  return strokes.some(
    ({ key, shift = false, anyShift = false }) => event.key === key && (anyShift || event.shiftKey === shift),
  );
}
