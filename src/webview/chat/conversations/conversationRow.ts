import * as l10n from '@vscode/l10n';
import { type ComponentChildren, h } from 'preact';
import type { ConversationItem } from '../../../engine/chat/view';
import { Button } from '../../shared/buttonComponent';
import { Icon } from '../../shared/iconComponent';
import { shortTime } from './groups';
import { TitleInput } from './titleInput';

export interface RowActions {
  open(item: ConversationItem): void;
  pin(item: ConversationItem): void;
  beginRename(item: ConversationItem): void;
  /** Undefined: the title stays as it was. */
  endRename(item: ConversationItem, title: string | undefined): void;
  exportIt(item: ConversationItem): void;
  remove(item: ConversationItem): void;
}

interface RowProps {
  readonly item: ConversationItem;
  /** The one row that the Tab key stops at. */
  readonly isActive: boolean;
  readonly isRenamed: boolean;
  readonly withFolder: boolean;
  readonly now: Date;
  readonly actions: RowActions;
}

export function ConversationRow({ item, isActive, isRenamed, ...rest }: RowProps): ComponentChildren {
  const tabIndex = isActive ? 0 : -1;
  const classes = ['conversation-row', item.isCurrent && 'is-current', isActive && 'is-active'].filter(Boolean);
  const { actions } = rest;
  return h(
    'div',
    { class: classes.join(' ') },
    isRenamed
      ? h(TitleInput, { title: item.title, onEnd: (title) => actions.endRename(item, title) })
      : h(
          'button',
          {
            type: 'button',
            class: 'conversation-open',
            tabIndex,
            'aria-current': item.isCurrent ? 'true' : undefined,
            onClick: () => actions.open(item),
          },
          h('span', { class: 'conversation-title', dir: 'auto' }, titleOf(item)),
          h(Detail, { item, ...rest }),
        ),
    h(
      'span',
      { class: 'conversation-tools' },
      h(Button, {
        name: item.isPinned ? l10n.t('Unpin {0}', titleOf(item)) : l10n.t('Pin {0}', titleOf(item)),
        icon: 'pin',
        class: item.isPinned ? 'is-pinned' : undefined,
        tabIndex,
        onPress: () => actions.pin(item),
      }),
      h(Button, {
        name: l10n.t('Rename {0}', titleOf(item)),
        icon: 'edit',
        tabIndex,
        onPress: () => actions.beginRename(item),
      }),
      h(Button, {
        name: l10n.t('Export {0}', titleOf(item)),
        icon: 'export',
        tabIndex,
        onPress: () => actions.exportIt(item),
      }),
      h(Button, {
        name: l10n.t('Delete {0}', titleOf(item)),
        icon: 'remove',
        tabIndex,
        onPress: () => actions.remove(item),
      }),
    ),
  );
}

function titleOf({ title }: ConversationItem): string {
  return title === '' ? l10n.t('New chat') : title;
}

function Detail({ item, withFolder, now }: Pick<RowProps, 'item' | 'withFolder' | 'now'>): ComponentChildren {
  const { state, folder, snippet, updatedAt } = item;
  const words = [states[state](), withFolder && folder, shortTime(updatedAt, now)].filter(Boolean).join(' · ');
  return h(
    'span',
    { class: `conversation-detail state-${state}` },
    state === 'idle' ? undefined : h(Icon, { name: stateIcons[state] }),
    h('span', { class: 'conversation-facts' }, words),
    snippet && h('span', { class: 'conversation-snippet', dir: 'auto' }, marked(snippet)),
  );
}

const states: Readonly<Record<ConversationItem['state'], () => string>> = {
  idle: () => '',
  writing: () => l10n.t('Writing…'),
  waiting: () => l10n.t('Waits for a provider'),
  unfinished: () => l10n.t('Not finished'),
};

const stateIcons = { writing: 'edit', waiting: 'clock', unfinished: 'warning' } as const;

/** The snippet with its marks; ranges that lie outside or within others mark nothing. */
function marked({ text, marks }: NonNullable<ConversationItem['snippet']>): ComponentChildren[] {
  const parts: ComponentChildren[] = [];
  let at = 0;
  for (const [from, to] of [...marks].sort(([a], [b]) => a - b)) {
    if (from < at || to <= from || to > text.length) continue;
    parts.push(text.slice(at, from), h('mark', {}, text.slice(from, to)));
    at = to;
  }
  return [...parts, text.slice(at)];
}
