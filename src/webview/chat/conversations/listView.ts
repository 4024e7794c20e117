import * as l10n from '@vscode/l10n';
import { type ComponentChildren, h } from 'preact';
import { Button } from '../../shared/buttonComponent';
import type { ConversationList } from './conversationList';
import { ConversationRow, type RowActions } from './conversationRow';
import type { Heading } from './groups';
import { type RowSizes, topOf } from './rowLayout';

export interface ListProps {
  readonly list: ConversationList;
  readonly headings: readonly Heading[];
  readonly sizes: RowSizes;
  /** Places of the rows that are drawn, in order. */
  readonly places: readonly number[];
  /** The row that the Tab key stops at. */
  readonly active: number;
  /** Id of the conversation whose title is being changed. */
  readonly renamed: string | undefined;
  readonly now: Date;
  readonly actions: RowActions & {
    searchAll(): void;
  };
}

/** The rows in sight, each at its place in a list as high as all of them. */
export function ListView(props: ListProps): ComponentChildren {
  const { list, headings, sizes, places } = props;
  const total = list.total ?? 0;
  if (list.total === undefined) return h('p', { class: 'conversations-empty' }, l10n.t('Loading…'));
  if (total === 0) return h(Empty, props);
  const height = topOf(total - 1, headings, sizes) + sizes.rowPx;
  return h(
    'ul',
    { class: 'conversation-list', style: { height: `${height}px` }, 'aria-label': l10n.t('Conversations') },
    places.map((place) => h(Row, { ...props, place, key: list.at(place)?.id ?? `place-${place}` })),
  );
}

function Row({ place, ...props }: ListProps & { readonly place: number }): ComponentChildren {
  const { list, headings, sizes, active, renamed, now, actions } = props;
  const item = list.at(place);
  const heading = headings.find((found) => found.place === place);
  const top = topOf(place, headings, sizes) - (heading ? sizes.headingPx : 0);
  return h(
    'li',
    {
      class: 'conversation-item',
      style: { top: `${top}px` },
      'data-place': place,
      'aria-setsize': list.total,
      'aria-posinset': place + 1,
    },
    heading && h('h2', { class: 'conversation-group' }, heading.text),
    item
      ? h(ConversationRow, {
          item,
          isActive: place === active,
          isRenamed: item.id === renamed,
          withFolder: list.scope === 'all',
          now,
          actions,
        })
      : h('div', { class: 'conversation-row is-loading' }, l10n.t('Loading…')),
  );
}

function Empty({ list, actions }: ListProps): ComponentChildren {
  const { query, scope } = list;
  const words =
    query !== ''
      ? l10n.t('No conversation has “{0}”.', query)
      : scope === 'folder'
        ? l10n.t('No conversations in this folder yet. What you ask is kept here.')
        : l10n.t('No conversations yet. What you ask is kept here.');
  return h(
    'div',
    { class: 'conversations-empty' },
    h('p', {}, words),
    scope === 'folder' &&
      h(Button, { name: l10n.t('Look in all folders'), withText: true, onPress: () => actions.searchAll() }),
  );
}
