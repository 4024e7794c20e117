import * as l10n from '@vscode/l10n';
import { type ComponentChildren, h } from 'preact';
import { useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import type { ChatView, ViewMessage } from '../../../engine/chat/view';
import { Button } from '../../shared/buttonComponent';
import { ChipBar } from './chips/chipBar';
import { contextChip, imageChip, readingChip } from './chips/chip';
import { ModelButton } from './foot/modelButton';
import { TokenRing } from './foot/tokenRing';
import type { PickerItem, PickerView } from './picker/picker';
import { PickerList } from './picker/pickerList';
import { QueueList } from './queue/queueList';

interface ComposerBoxProps {
  readonly view: ChatView;
  readonly isBusy: boolean;
  readonly isEmpty: boolean;
  readonly isDragging: boolean;
  /** The element that the prompt is written in. */
  readonly input: HTMLElement;
  readonly picker: PickerView | undefined;
  /** What the picker offers, for people. */
  readonly pickerName: string;
  /** Names of images that are not ready yet. */
  readonly reading: readonly string[];
  readonly complaints: readonly string[];
  readonly news: string;
  readonly post: (message: ViewMessage) => void;
  readonly send: () => void;
  readonly stop: () => void;
  readonly focus: () => void;
  readonly mention: () => void;
  readonly choose: (item: PickerItem) => void;
  readonly pointTo: (index: number) => void;
  readonly moveQueued: (id: string, to: number) => void;
  readonly keepOvertaken: (prompt: string) => void;
}

/** The box, what goes with the prompt above its text, and buttons below. */
export function ComposerBox(props: ComposerBoxProps): ComponentChildren {
  const { view, isDragging, input, picker, reading, complaints, news, post, focus } = props;
  const { context, images } = view;
  const chips = useMemo(
    () => [...context.map(contextChip), ...images.map(imageChip), ...reading.map(readingChip)],
    [context, images, reading],
  );
  return [
    h(QueueList, {
      key: 'queue',
      queue: view.queue,
      note: view.queueNote,
      onSend: (id) => post({ type: 'send-queued', id }),
      onEdit: (id, prompt) => post({ type: 'edit-queued', id, prompt }),
      onRemove: (id) => post({ type: 'remove-queued', id }),
      onMove: props.moveQueued,
      onOvertaken: props.keepOvertaken,
      onEmptied: focus,
    }),
    h(
      'div',
      { key: 'complaint', class: 'complaint', role: 'alert', hidden: complaints.length === 0 },
      complaints.map((text) => h('p', { key: text, dir: 'auto' }, text)),
    ),
    h(
      'div',
      { key: 'box', class: 'composer-box' },
      picker &&
        h(PickerList, {
          picker,
          name: props.pickerName,
          onChoose: props.choose,
          onPoint: props.pointTo,
        }),
      h(ChipBar, { chips, post, onEmptied: focus }),
      h(Slot, { element: input }),
      h(Foot, props),
      isDragging && h(DropHint, {}),
    ),
    h('div', { key: 'news', class: 'for-screen-readers', role: 'status' }, news),
  ];
}

/** A place for an element that is not made by a component. */
function Slot({ element }: { readonly element: HTMLElement }): ComponentChildren {
  const place = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => place.current?.append(element), [element]);
  return h('div', { class: 'composer-text', ref: place });
}

function Foot({ view, isBusy, isEmpty, post, send, stop, mention }: ComposerBoxProps): ComponentChildren {
  return h(
    'div',
    { class: 'composer-foot' },
    h(ModelButton, { chain: view.chain, run: (command) => post({ type: 'run', command }) }),
    h(
      'div',
      { class: 'composer-tools' },
      // First, so that no other button comes under the pointer when it goes.
      isBusy && h(Button, { key: 'stop', name: l10n.t('Stop'), icon: 'stop', class: 'stop', onPress: stop }),
      h(Button, {
        name: l10n.t('Add context (@)'),
        icon: 'mention',
        title: l10n.t('Add context (@). You can also drop files and folders here with Shift held down.'),
        onPress: mention,
      }),
      h(Button, {
        name: l10n.t('Add an image'),
        icon: 'image',
        title: l10n.t('Add an image. You can also paste it, or drop it here with Shift held down.'),
        onPress: () => post({ type: 'pick-image' }),
      }),
      h(TokenRing, { tokens: view.tokens }),
      h(Button, {
        key: 'send',
        name: isBusy ? l10n.t('Add to the queue') : l10n.t('Send'),
        icon: 'send',
        class: 'primary',
        disabled: isEmpty,
        onPress: send,
      }),
    ),
  );
}

function DropHint(): ComponentChildren {
  return h(
    'div',
    { class: 'drop-hint', 'aria-hidden': true },
    l10n.t('Drop files, folders or images to send them along. VS Code lets them through while Shift is held down.'),
  );
}
