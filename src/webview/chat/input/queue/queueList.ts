import * as l10n from '@vscode/l10n';
import { type ComponentChildren, h } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { QueuedView } from '../../../../engine/chat/view';
import { QueueRow, type QueueRowActions } from './queueRow';

interface QueueListProps extends QueueRowActions {
  readonly queue: readonly QueuedView[];
  /** Why it is not sent by itself; empty where it is. */
  readonly note: string;
  /** The last prompt was removed, and with it the button that had the focus. */
  readonly onEmptied: () => void;
}

/** What the user did last to a row, until the host has answered with another queue. */
interface Pending {
  readonly id: string;
  readonly at: number;
  /** The button, by its place in the row. */
  readonly button: number;
}

/** The prompts that are sent when the running answer has ended, in this order. */
export function QueueList({ queue, note, onEmptied, ...actions }: QueueListProps): ComponentChildren {
  const list = useRef<HTMLOListElement>(null);
  const pending = useRef<Pending | undefined>(undefined);
  const remember = (id: string): void => {
    const at = queue.findIndex((queued) => queued.id === id);
    const buttons = [...(list.current?.children[at]?.querySelectorAll('button') ?? [])];
    pending.current = { id, at, button: buttons.findIndex((button) => button === document.activeElement) };
  };
  useLayoutEffect(() => {
    const last = pending.current;
    pending.current = undefined;
    // A row that is moved or taken away loses the focus, and a keyboard must not be left nowhere.
    if (!last || last.button < 0) return;
    const moved = queue.findIndex(({ id }) => id === last.id);
    const row = list.current?.children[moved < 0 ? Math.min(last.at, queue.length - 1) : moved];
    const buttons = row?.querySelectorAll('button');
    const button = buttons?.[last.button];
    if (!buttons || !button) onEmptied();
    else if (button.disabled) [...buttons].find(({ disabled }) => !disabled)?.focus();
    else button.focus();
  }, [queue]);
  if (queue.length === 0) return null;
  return h(
    'section',
    { class: 'queue', 'aria-label': l10n.t('Queue') },
    h('p', { class: 'queue-title', dir: 'auto' }, note === '' ? whenSent(queue.length) : note),
    h(
      'ol',
      { ref: list, class: 'queue-list' },
      queue.map((queued, at) =>
        h(QueueRow, {
          key: queued.id,
          queued,
          at,
          length: queue.length,
          isStanding: note !== '',
          ...actions,
          onSend: (id) => {
            remember(id);
            actions.onSend(id);
          },
          onRemove: (id) => {
            remember(id);
            actions.onRemove(id);
          },
          onMove: (id, to) => {
            remember(id);
            actions.onMove(id, to);
          },
        }),
      ),
    ),
  );
}

function whenSent(prompts: number): string {
  return prompts === 1
    ? l10n.t('1 prompt is sent after this answer')
    : l10n.t('{0} prompts are sent after this answer, in this order', prompts);
}
