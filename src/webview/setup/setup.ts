import * as l10n from '@vscode/l10n';
import { type ComponentChildren, h } from 'preact';
import type { NextAction, SetupCommand, SetupMessage, SetupView } from '../../engine/setup/view';
import { Button } from '../shared/buttonComponent';
import { Icon } from '../shared/iconComponent';
import { LinkList } from './links/linkList';
import { Offers } from './offers';

interface SetupProps {
  readonly view: SetupView;
  readonly post: (message: SetupMessage) => void;
}

export function Setup({ view, post }: SetupProps): ComponentChildren {
  const run = (command: SetupCommand): void => post({ type: 'run', command });
  return [
    h('h1', null, l10n.t('Who answers')),
    h(
      'div',
      { class: 'next', key: 'next' },
      h('p', null, view.next.text),
      view.next.action && h(NextButton, { action: view.next.action, isTesting: view.test !== undefined, post }),
    ),
    view.problem !== undefined &&
      h(
        'div',
        { class: 'problem', key: 'problem', role: 'alert' },
        h(Icon, { name: 'warning' }),
        h('p', null, view.problem),
        h(Button, { name: l10n.t('Open settings'), withText: true, onPress: () => run('open-setting') }),
      ),
    ...view.limits.map(({ text, command }) =>
      h(
        'div',
        { class: 'limit', key: command },
        h(Icon, { name: 'blocked' }),
        h('p', null, text),
        h(Button, {
          name: l10n.t('Change: {0}', text),
          text: l10n.t('Change'),
          onPress: () => run(command),
        }),
      ),
    ),
    view.problem === undefined && h(LinkList, { key: 'links', view, post }),
    view.problem === undefined && h(Offers, { key: 'offers', view, post, run }),
  ];
}

function NextButton({
  action,
  isTesting,
  post,
}: {
  readonly action: NextAction;
  readonly isTesting: boolean;
  readonly post: (message: SetupMessage) => void;
}): ComponentChildren {
  const button = (name: string, message: SetupMessage): ComponentChildren =>
    h(Button, { name, withText: true, class: 'primary', onPress: () => post(message) });
  switch (action.type) {
    case 'set-key':
      return button(l10n.t('Set the key of {0}…', action.label), { type: 'set-key', rowId: action.rowId });
    case 'test':
      return isTesting ? null : button(l10n.t('Test all'), { type: 'test' });
    case 'open-chat':
      return button(l10n.t('Open chat'), { type: 'run', command: 'open-chat' });
    case 'open-setting':
      return button(l10n.t('Open settings'), { type: 'run', command: 'open-setting' });
  }
}
