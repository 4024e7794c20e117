import * as l10n from '@vscode/l10n';
import { type ComponentChildren, h } from 'preact';
import type { ChainView, ViewCommand } from '../../../../engine/chat/view';
import { Button } from '../../../shared/buttonComponent';
import { Icon } from '../../../shared/iconComponent';

interface ModelButtonProps {
  readonly chain: ChainView;
  readonly run: (command: ViewCommand) => void;
}

/** Who would answer now, with buttons to choose the model and to switch the provider. */
export function ModelButton({ chain, run }: ModelButtonProps): ComponentChildren {
  const { providers, choice, isPinned } = chain;
  const next = providers.find((provider) => provider.isNext);
  const state = next?.state ?? (providers.length === 0 ? 'off' : 'down');
  const nobody = providers.length === 0 ? l10n.t('No provider') : l10n.t('None available');
  const who = next ? `${next.label} · ${next.model}` : nobody;
  const isChosen = choice !== undefined && next?.label === choice.label && next.model === choice.model;
  const mode = isChosen ? l10n.t('chosen') : isPinned ? l10n.t('pinned') : l10n.t('auto');
  // Begins with what is seen, so that it can be pressed by saying that.
  const name =
    choice && !isChosen
      ? l10n.t('{0} {1}. Choose the model: {2} was chosen and would not answer now', who, mode, named(choice))
      : l10n.t('{0} {1}. Choose the model', who, mode);
  const switchName = isPinned
    ? l10n.t('Switch provider: now it is pinned')
    : l10n.t('Switch provider: now it is chosen automatically');
  return h(
    'div',
    { class: 'who' },
    h(
      'button',
      {
        type: 'button',
        class: 'button model-button',
        'aria-label': name,
        title: name,
        onClick: () => run('choose-model'),
      },
      h('span', { class: `dot dot-${state}`, 'aria-hidden': 'true' }),
      choice && !isChosen && h(Icon, { name: 'warning' }),
      h('span', { class: 'model-label', dir: 'auto' }, who),
      ' ',
      h('span', { class: 'model-mode' }, mode),
      h(Icon, { name: 'down' }),
    ),
    h(Button, { name: switchName, icon: 'switch', onPress: () => run('switch-provider') }),
  );
}

function named({ label, model }: NonNullable<ChainView['choice']>): string {
  return `${label} · ${model}`;
}
