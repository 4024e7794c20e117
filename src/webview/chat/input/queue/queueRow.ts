import * as l10n from '@vscode/l10n';
import { type ComponentChildren, h } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { maxPromptChars, type QueuedView } from '../../../../engine/chat/view';
import { Button } from '../../../shared/buttonComponent';
import { pressed } from '../../../shared/strokes';
import { keys } from '../../keyboard/keys';

export interface QueueRowActions {
  readonly onEdit: (id: string, prompt: string) => void;
  /** Sends it now, where the queue is not sent by itself. */
  readonly onSend: (id: string) => void;
  readonly onRemove: (id: string) => void;
  /** `to`: its new place, from 0. */
  readonly onMove: (id: string, to: number) => void;
  /** The prompt was sent while it was changed; the change is in no prompt now. */
  readonly onOvertaken: (changed: string) => void;
}

interface QueueRowProps extends QueueRowActions {
  readonly queued: QueuedView;
  readonly at: number;
  readonly length: number;
  /** The queue is not sent by itself now. */
  readonly isStanding: boolean;
}

/** Characters of a prompt by which its buttons name it. */
const maxNameChars = 40;

/** Characters of a prompt that its line shows at most. */
const maxLineChars = 200;

/** Alt with these moves a prompt. */
const steps = { ArrowUp: -1, ArrowDown: 1 } as const;

/** A prompt that waits. Alt with Up or Down moves it. */
export function QueueRow(props: QueueRowProps): ComponentChildren {
  const { queued, at, length, isStanding, onEdit, onSend, onRemove, onMove, onOvertaken } = props;
  const { id, prompt } = queued;
  const [isEditing, setEditing] = useState(false);
  const [wasEdited, setEdited] = useState(false);
  const text = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => {
    if (wasEdited && !isEditing) text.current?.focus();
  }, [isEditing]);
  const name = lineOf(prompt, maxNameChars);
  const move = (to: number): void => {
    if (to >= 0 && to < length) onMove(id, to);
  };
  if (isEditing) {
    const end = (changed?: string): void => {
      if (changed !== undefined && changed.trim() !== '' && changed !== prompt) onEdit(id, changed);
      setEdited(true);
      setEditing(false);
    };
    return h('li', { class: 'queued' }, h(QueuedEditor, { prompt, name, onEnd: end, onOvertaken }));
  }
  return h(
    'li',
    {
      class: 'queued',
      onKeyDown: (event: KeyboardEvent) => {
        if (!pressed(event, keys.moveQueued)) return;
        event.preventDefault();
        move(at + steps[event.key as keyof typeof steps]);
      },
    },
    h(
      'button',
      {
        ref: text,
        type: 'button',
        class: 'button queued-text',
        dir: 'auto',
        'aria-keyshortcuts': 'Alt+ArrowUp Alt+ArrowDown',
        onClick: () => setEditing(true),
      },
      lineOf(prompt, maxLineChars),
      h('span', { class: 'for-screen-readers' }, ` ${l10n.t('Edit in the queue')}`),
    ),
    queued.images.length > 0 &&
      h(
        'span',
        { class: 'queued-note' },
        queued.images.length === 1 ? l10n.t('1 image') : l10n.t('{0} images', queued.images.length),
      ),
    isStanding && h(Button, { name: l10n.t('Send “{0}” now', name), icon: 'send', onPress: () => onSend(id) }),
    h(Button, {
      name: l10n.t('Move “{0}” up', name),
      icon: 'up',
      disabled: at === 0,
      onPress: () => move(at - 1),
    }),
    h(Button, {
      name: l10n.t('Move “{0}” down', name),
      icon: 'down',
      disabled: at === length - 1,
      onPress: () => move(at + 1),
    }),
    h(Button, { name: l10n.t('Remove “{0}” from the queue', name), icon: 'close', onPress: () => onRemove(id) }),
  );
}

interface QueuedEditorProps extends Pick<QueueRowActions, 'onOvertaken'> {
  readonly prompt: string;
  readonly name: string;
  /** Without a text where nothing is to change. */
  readonly onEnd: (prompt?: string) => void;
}

function QueuedEditor({ prompt, name, onEnd, onOvertaken }: QueuedEditorProps): ComponentChildren {
  const input = useRef<HTMLTextAreaElement>(null);
  const hasEnded = useRef(false);
  useLayoutEffect(() => {
    const element = input.current;
    element?.focus();
    element?.setSelectionRange(prompt.length, prompt.length);
    return () => {
      if (element && !hasEnded.current && element.value !== prompt) onOvertaken(element.value);
    };
  }, []);
  const end = (changed?: string): void => {
    hasEnded.current = true;
    onEnd(changed);
  };
  const save = (): void => end(input.current?.value);
  return [
    h('textarea', {
      key: 'text',
      ref: input,
      class: 'queued-input',
      rows: 1,
      dir: 'auto',
      maxLength: maxPromptChars,
      'aria-label': l10n.t('Prompt “{0}” in the queue', name),
      defaultValue: prompt,
      onKeyDown: (event: KeyboardEvent) => {
        const isSave = pressed(event, keys.saveQueued);
        if (!isSave && !pressed(event, keys.giveUpQueued)) return;
        event.preventDefault();
        // Escape would stop the answer as well.
        event.stopPropagation();
        if (isSave) save();
        else end();
      },
    }),
    h(Button, { key: 'save', name: l10n.t('Save'), icon: 'check', onPress: save }),
    h(Button, { key: 'leave', name: l10n.t('Leave as it was'), icon: 'close', onPress: () => end() }),
  ];
}

function lineOf(prompt: string, maxChars: number): string {
  const line = prompt
    .slice(0, 2 * maxChars)
    .trim()
    .replace(/\s+/g, ' ');
  return line.length > maxChars || prompt.length > 2 * maxChars ? `${line.slice(0, maxChars - 1)}…` : line;
}
