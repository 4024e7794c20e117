import * as l10n from '@vscode/l10n';
import { type ComponentChildren, h } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { Icon } from '../../../shared/iconComponent';
import type { PickerItem, PickerView } from './picker';

interface PickerListProps {
  readonly picker: PickerView;
  /** What is offered, for people. */
  readonly name: string;
  readonly onChoose: (item: PickerItem) => void;
  readonly onPoint: (index: number) => void;
}

export const pickerListId = 'mentions';

export function pickerOptionId(index: number): string {
  return `mention-${index}`;
}

/** The list above the box. The cursor stays in the box, which names the active option. */
export function PickerList({ picker, name, onChoose, onPoint }: PickerListProps): ComponentChildren {
  const { within, items, active, isSearching, note } = picker;
  const list = useRef<HTMLUListElement>(null);
  useLayoutEffect(() => {
    list.current?.children[active]?.scrollIntoView({ block: 'nearest' });
  }, [active, items]);
  const status =
    items.length > 0 ? note : isSearching ? l10n.t('Searching…') : note === '' ? l10n.t('Nothing matches.') : note;
  const options = items.map((item, index) =>
    h(
      'li',
      {
        key: item.id,
        id: pickerOptionId(index),
        role: 'option',
        class: 'mention',
        'aria-selected': index === active,
        title: item.detail,
        onClick: () => onChoose(item),
        onMouseMove: () => onPoint(index),
      },
      // A command has its sign in its name.
      item.kind !== 'command' ? h(Icon, { name: item.kind }) : item.isBroken && h(Icon, { name: 'warning' }),
      h('span', { class: 'mention-label', dir: 'auto' }, item.label),
      'hint' in item && item.hint !== '' && h('span', { class: 'mention-hint', dir: 'auto' }, ` ${item.hint} `),
      h('span', { class: 'mention-detail', dir: 'auto' }, item.detail),
      'opens' in item && item.opens && h(Icon, { name: 'forward' }),
    ),
  );
  return h(
    'div',
    // The box keeps the focus, and with it the cursor.
    { class: 'mentions', onMouseDown: (event: MouseEvent) => event.preventDefault() },
    within && h('p', { class: 'mentions-within' }, h(Icon, { name: within.kind }), h('strong', {}, within.label)),
    items.length > 0 &&
      h(
        'ul',
        {
          ref: list,
          id: pickerListId,
          role: 'listbox',
          class: 'mention-list',
          // Without it some browsers leave no way to scroll; the Tab key chooses before it gets here.
          tabIndex: 0,
          'aria-label': within ? within.label : name,
          'aria-busy': isSearching,
        },
        options,
      ),
    status !== '' && h('p', { class: isSearching ? 'mentions-status is-searching' : 'mentions-status' }, status),
  );
}
