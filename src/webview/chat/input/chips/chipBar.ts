import * as l10n from '@vscode/l10n';
import { type ComponentChildren, h } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { ViewMessage } from '../../../../engine/chat/view';
import { Button } from '../../../shared/buttonComponent';
import { pressed } from '../../../shared/strokes';
import { keys } from '../../keyboard/keys';
import { Icon } from '../../../shared/iconComponent';
import type { Chip } from './chip';

interface ChipBarProps {
  readonly chips: readonly Chip[];
  readonly post: (message: ViewMessage) => void;
  /** The last chip was removed, and the focus with it. */
  readonly onEmptied: () => void;
}

/** Chips that are shown of many before the user asks for all: the last ones, which were added last. */
const maxShown = 6;

/** What goes with the next prompt. One stop of the Tab key; arrows move along it. */
export function ChipBar({ chips, post, onEmptied }: ChipBarProps): ComponentChildren {
  const list = useRef<HTMLUListElement>(null);
  const removed = useRef<number | undefined>(undefined);
  const [current, setCurrent] = useState('');
  const [isWhole, setWhole] = useState(false);
  // One more takes no more room than the words that there is one more.
  const shown = isWhole || chips.length <= maxShown + 1 ? chips : chips.slice(-maxShown);
  const hidden = chips.length - shown.length;
  const at = Math.max(
    0,
    shown.findIndex(({ key }) => key === current),
  );
  const focus = (index: number): void => {
    list.current?.querySelectorAll<HTMLElement>('.chip-main')[index]?.focus();
  };
  useLayoutEffect(() => {
    const index = removed.current;
    removed.current = undefined;
    if (index === undefined || list.current?.contains(document.activeElement)) return;
    if (chips.length === 0) onEmptied();
    else focus(Math.min(index, shown.length - 1));
  }, [chips]);
  const remove = (chip: Chip): void => {
    if (!chip.remove) return;
    if (list.current?.contains(document.activeElement)) removed.current = shown.indexOf(chip);
    post(chip.remove.message);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const chip = shown[at];
    const target = targetOf(event.key, at, shown.length, isRightToLeft(list.current));
    if (!chip || !(event.target as Element).closest('.chip')) return;
    if (target !== undefined) focus(target);
    else if (pressed(event, keys.removeChip)) remove(chip);
    else return;
    event.preventDefault();
  };
  return h(
    'ul',
    { ref: list, class: 'context', 'aria-label': l10n.t('Context'), hidden: chips.length === 0, onKeyDown },
    (hidden > 0 || isWhole) &&
      chips.length > maxShown + 1 &&
      h(
        'li',
        { key: 'more' },
        h(Button, {
          name: hidden > 0 ? l10n.t('+{0} more', hidden) : l10n.t('Show fewer'),
          withText: true,
          class: 'chip-more',
          'aria-expanded': isWhole,
          onPress: () => setWhole(!isWhole),
        }),
      ),
    shown.map((chip, index) =>
      h(ChipItem, {
        key: chip.key,
        chip,
        isStop: index === at,
        onFocus: () => setCurrent(chip.key),
        onPress: () => chip.press && post(chip.press.message),
        onRemove: () => remove(chip),
      }),
    ),
  );
}

interface ChipItemProps {
  readonly chip: Chip;
  /** The Tab key stops at it. */
  readonly isStop: boolean;
  readonly onFocus: () => void;
  readonly onPress: () => void;
  readonly onRemove: () => void;
}

function ChipItem({ chip, isStop, onFocus, onPress, onRemove }: ChipItemProps): ComponentChildren {
  const { icon, thumbnail, label, note, detail, look, press, remove } = chip;
  return h(
    'li',
    { class: `chip chip-${look}` },
    h(
      'button',
      {
        type: 'button',
        class: 'button chip-main',
        tabIndex: isStop ? 0 : -1,
        title: detail,
        'aria-disabled': press ? undefined : true,
        'aria-keyshortcuts': remove ? 'Delete' : undefined,
        onFocus,
        onClick: onPress,
      },
      thumbnail === undefined ? h(Icon, { name: icon }) : h('img', { class: 'chip-picture', src: thumbnail, alt: '' }),
      thumbnail !== undefined && look === 'blocked' && h(Icon, { name: icon }),
      h('span', { class: 'chip-label', dir: 'auto' }, label),
      note !== '' && h('span', { class: 'chip-note' }, ` ${note}`),
      h('span', { class: 'for-screen-readers' }, ` ${detail}`, press && `. ${press.name}`),
      look === 'offered' && h(Icon, { name: 'add' }),
    ),
    remove && h(Button, { name: remove.name, icon: 'close', tabIndex: -1, onPress: onRemove }),
  );
}

/** Where an arrow leads. */
function targetOf(key: string, at: number, length: number, isReversed: boolean): number | undefined {
  const [back, on] = isReversed ? ['ArrowRight', 'ArrowLeft'] : ['ArrowLeft', 'ArrowRight'];
  switch (key) {
    case back:
      return Math.max(0, at - 1);
    case on:
      return Math.min(length - 1, at + 1);
    case 'Home':
      return 0;
    case 'End':
      return length - 1;
    default:
      return undefined;
  }
}

function isRightToLeft(element: HTMLElement | null): boolean {
  return element !== null && getComputedStyle(element).direction === 'rtl';
}
