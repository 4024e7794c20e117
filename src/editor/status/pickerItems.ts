import * as l10n from '@vscode/l10n';
import type { ManagerStatus, ProviderStatus } from '../../engine/failover';
import { limitsInWords } from './limitWords';
import { stateInWords } from './statusHover';

/** What a choice in the picker does. */
export type PickerAction =
  | { readonly type: 'pin'; readonly providerId: string | undefined }
  | {
      readonly type:
        | 'choose-model'
        | 'test'
        | 'set-key'
        | 'edit-chain'
        | 'set-up-local'
        | 'toggle-completions'
        | 'open-chat'
        | 'settings'
        | 'log'
        | 'reset';
    };

export type PickerItem =
  | { readonly kind: 'separator'; readonly label: string }
  | {
      readonly kind: 'choice';
      readonly label: string;
      readonly description?: string;
      readonly detail?: string;
      readonly action: PickerAction;
      /** The one in force. */
      readonly active: boolean;
    };

/** The rows of the provider picker. Pure. */
export function pickerItems(status: ManagerStatus, now: number, completionsOn: boolean): readonly PickerItem[] {
  const auto = status.providers.length > 1 ? l10n.t('in your order, the next takes over when one fails') : '';
  return [
    separator(l10n.t('Provider')),
    choice(
      l10n.t('$(sync) Auto'),
      { type: 'pin', providerId: undefined },
      { description: auto, active: status.pinned === undefined },
    ),
    ...status.providers.map((provider) => {
      const { link } = provider;
      const isPinned = status.pinned === link.provider.id;
      return choice(
        `${isPinned ? '$(pinned)' : '$(server)'} ${link.label}`,
        { type: 'pin', providerId: link.provider.id },
        { description: link.chat.model, detail: detailOf(provider, status, now), active: isPinned },
      );
    }),
    choice(l10n.t('$(list-selection) Choose a model for the chat…'), { type: 'choose-model' }),
    separator('Everpair'),
    choice(l10n.t('$(pulse) Test all providers now'), { type: 'test' }),
    choice(
      l10n.t('$(refresh) Reset provider health'),
      { type: 'reset' },
      { description: l10n.t('ask those that are down at once') },
    ),
    choice(l10n.t('$(list-ordered) Edit the chain…'), { type: 'edit-chain' }),
    choice(l10n.t('$(key) Set API key…'), { type: 'set-key' }),
    choice(l10n.t('$(chip) Set up local model…'), { type: 'set-up-local' }),
    choice(
      completionsOn
        ? l10n.t('$(circle-slash) Turn inline completions off')
        : l10n.t('$(play) Turn inline completions on'),
      {
        type: 'toggle-completions',
      },
    ),
    choice(l10n.t('$(comment-discussion) Open chat'), { type: 'open-chat' }),
    choice(l10n.t('$(gear) Settings'), { type: 'settings' }),
    choice(l10n.t('$(output) Show log'), { type: 'log' }),
  ];
}

/** Its state, and what its host has left of the limits of its chat model. */
function detailOf(provider: ProviderStatus, { offline }: ManagerStatus, now: number): string {
  const state = stateInWords(provider, now, offline);
  const ofChat = provider.limits.find(({ route }) => route.id === provider.link.chat.id);
  return ofChat ? l10n.t('{0}, {1}', state, limitsInWords(ofChat.limits, now)) : state;
}

function separator(label: string): PickerItem {
  return { kind: 'separator', label };
}

function choice(
  label: string,
  action: PickerAction,
  more: { readonly description?: string; readonly detail?: string; readonly active?: boolean } = {},
): PickerItem {
  return { kind: 'choice', label, action, active: false, ...more };
}
