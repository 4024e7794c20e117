import * as l10n from '@vscode/l10n';
import type { Stroke } from '../../shared/strokes';

export interface Shortcut {
  readonly strokes: readonly Stroke[];
  readonly where: Place;
  /** What it does, for people, in the language that is set by then. */
  readonly does: () => string;
}

export const places = ['everywhere', 'message', 'mentions', 'context', 'queue', 'edit', 'turn', 'list'] as const;
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
  nextMention: shortcut('mentions', () => l10n.t('Go to the next or the previous match'), 'ArrowDown', 'ArrowUp'),
  chooseMention: shortcut('mentions', () => l10n.t('Take the match'), 'Enter', 'Tab'),
  closeMentions: shortcut('mentions', () => l10n.t('Close the list'), 'Escape'),
  allMentions: shortcut('mentions', () => l10n.t('Go back to all kinds, before anything is typed'), 'Backspace'),
  nextChip: shortcut('context', () => l10n.t('Go to the next or the previous part'), 'ArrowRight', 'ArrowLeft'),
  outerChip: shortcut('context', () => l10n.t('Go to the first or the last part'), 'Home', 'End'),
  removeChip: shortcut('context', () => l10n.t('Take the part away'), 'Delete', 'Backspace'),
  moveQueued: shortcut(
    'queue',
    () => l10n.t('Move the prompt up or down'),
    { key: 'ArrowUp', alt: true },
    { key: 'ArrowDown', alt: true },
  ),
  saveQueued: shortcut('queue', () => l10n.t('Keep the changed prompt'), 'Enter'),
  giveUpQueued: shortcut('queue', () => l10n.t('Leave the prompt in the queue as it was'), 'Escape'),
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
