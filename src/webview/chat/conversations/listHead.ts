import * as l10n from '@vscode/l10n';
import { type ComponentChildren, h } from 'preact';
import type { ConversationScope } from '../../../engine/chat/view';
import { Button } from '../../shared/buttonComponent';
import { whole } from '../../shared/formattedNumber';

interface HeadProps {
  readonly typed: string;
  readonly scope: ConversationScope;
  /** Items of the list; undefined while that is not known. */
  readonly total: number | undefined;
  readonly actions: {
    leave(): void;
    newChat(): void;
    importAll(): void;
    type(text: string): void;
    choose(scope: ConversationScope): void;
  };
}

/** What stands above the list: the way back, the search, which folders are meant. */
export function ListHead({ typed, scope, total, actions }: HeadProps): ComponentChildren {
  const choice = (value: ConversationScope, name: string): ComponentChildren =>
    h(
      'button',
      {
        type: 'button',
        class: 'scope-choice',
        'aria-pressed': value === scope ? 'true' : 'false',
        onClick: () => actions.choose(value),
      },
      name,
    );
  const count = total === undefined ? '' : countOf(total);
  return h(
    'header',
    { class: 'page-head' },
    h(
      'div',
      { class: 'page-bar' },
      h(Button, { name: l10n.t('Back to the conversation'), icon: 'back', onPress: () => actions.leave() }),
      h('h1', { class: 'page-title' }, l10n.t('Conversations')),
      h(Button, { name: l10n.t('Import conversations'), icon: 'import', onPress: () => actions.importAll() }),
      h(Button, { name: l10n.t('New chat'), icon: 'add', onPress: () => actions.newChat() }),
    ),
    h('input', {
      type: 'search',
      class: 'conversation-search',
      dir: 'auto',
      placeholder: l10n.t('Search titles and texts'),
      'aria-label': l10n.t('Search conversations'),
      value: typed,
      onInput: (event: Event) => actions.type((event.target as HTMLInputElement).value),
    }),
    h(
      'div',
      { class: 'scope', role: 'group', 'aria-label': l10n.t('Which conversations') },
      choice('folder', l10n.t('This folder')),
      choice('all', l10n.t('All folders')),
      h('span', { class: 'conversation-count', role: 'status' }, count),
    ),
  );
}

function countOf(total: number): string {
  return total === 1 ? l10n.t('1 conversation') : l10n.t('{0} conversations', whole(total));
}
