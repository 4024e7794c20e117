import * as l10n from '@vscode/l10n';
import { type ComponentChildren, h } from 'preact';
import type { LinkView, SetupMessage } from '../../../engine/setup/view';
import { Button } from '../../shared/buttonComponent';
import { whole } from '../../shared/formattedNumber';
import { Icon } from '../../shared/iconComponent';
import { pressed, type Stroke } from '../../shared/strokes';
import { Facts } from '../facts';
import type { RowDrag } from './rowDrag';

interface LinkRowProps {
  readonly link: LinkView;
  readonly index: number;
  readonly length: number;
  readonly isTesting: boolean;
  readonly drag: RowDrag;
  readonly post: (message: SetupMessage) => void;
}

const up: { readonly strokes: readonly Stroke[] } = { strokes: [{ key: 'ArrowUp', alt: true }] };
const down: { readonly strokes: readonly Stroke[] } = { strokes: [{ key: 'ArrowDown', alt: true }] };

/** One link of the chain. Alt with Up or Down moves it. */
export function LinkRow(props: LinkRowProps): ComponentChildren {
  const { link, index, length, drag, post } = props;
  const { rowId, label, isEnabled } = link;
  const move = (by: -1 | 1): void => {
    if (index + by >= 0 && index + by < length) post({ type: 'move', rowId, by });
  };
  const { state, handlers } = drag.row(index);
  return h(
    'li',
    {
      class: ['link', isEnabled ? undefined : 'is-off', state].filter(Boolean).join(' '),
      'data-row': rowId,
      onKeyDown: (event: KeyboardEvent) => {
        if (!pressed(event, up) && !pressed(event, down)) return;
        event.preventDefault();
        move(pressed(event, up) ? -1 : 1);
      },
    },
    h(
      'span',
      { class: 'grip', 'aria-hidden': true, title: l10n.t('Drag to move it'), ...handlers },
      h(Icon, { name: 'grip' }),
    ),
    h(
      'div',
      { class: 'words' },
      h('h3', { dir: 'auto' }, h('span', { class: 'number' }, `${whole(index + 1)}. `), label),
      h(Words, { link }),
      h(Actions, props),
    ),
    h(
      'div',
      { class: 'order' },
      h(Button, {
        name: l10n.t('Move {0} up', label),
        icon: 'up',
        'data-act': 'up',
        'aria-disabled': index === 0,
        'aria-keyshortcuts': 'Alt+ArrowUp',
        onPress: () => move(-1),
      }),
      h(Button, {
        name: l10n.t('Move {0} down', label),
        icon: 'down',
        'data-act': 'down',
        'aria-disabled': index === length - 1,
        'aria-keyshortcuts': 'Alt+ArrowDown',
        onPress: () => move(1),
      }),
    ),
  );
}

function Words({ link }: Pick<LinkRowProps, 'link'>): ComponentChildren {
  const { model, completionModel, host, facts, warnings, problem, test } = link;
  const models = completionModel === model ? model : l10n.t('{0}, for completions {1}', model, completionModel);
  return [
    h(Facts, { key: 'facts', model: models, host, facts, warnings: problem === undefined ? warnings : [problem] }),
    test &&
      h('p', { key: 'test', class: `test is-${test.state}` }, h(Icon, { name: testIcons[test.state] }), test.text),
  ];
}

const testIcons = { running: 'clock', ok: 'check', failed: 'warning' } as const;

/** What can be done with a link besides its place. */
function Actions({ link, isTesting, post }: LinkRowProps): ComponentChildren {
  const { rowId, label, isEnabled, problem, keyName, keyPage } = link;
  const isRead = problem === undefined;
  const action = (act: string, text: string, name: string, message: SetupMessage): ComponentChildren =>
    h(Button, { name, text, 'data-act': act, onPress: () => post(message) });
  return h(
    'div',
    { class: 'buttons' },
    isRead &&
      isEnabled &&
      h(Button, {
        name: l10n.t('Test {0}', label),
        text: l10n.t('Test'),
        'data-act': 'test',
        'aria-disabled': isTesting,
        onPress: () => {
          if (!isTesting) post({ type: 'test', rowId });
        },
      }),
    isRead &&
      isEnabled && [
        action('chat', l10n.t('Model…'), l10n.t('Choose the model of {0}…', label), {
          type: 'choose-model',
          rowId,
          use: 'chat',
        }),
        action('completion', l10n.t('Completion model…'), l10n.t('Choose the completion model of {0}…', label), {
          type: 'choose-model',
          rowId,
          use: 'completion',
        }),
      ],
    isRead && [
      keyName === 'key' &&
        action('key', l10n.t('Key…'), l10n.t('Set the key of {0}…', label), { type: 'set-key', rowId }),
      keyName === 'sign-in' &&
        action('key', l10n.t('Sign in…'), l10n.t('Sign in to {0}…', label), { type: 'set-key', rowId }),
      link.isKeyMissing &&
        keyPage !== undefined &&
        action('page', l10n.t('Get a key'), l10n.t('Get a key for {0} at {1}', label, keyPage), {
          type: 'open-key-page',
          of: { rowId },
        }),
      isEnabled
        ? action('enable', l10n.t('Turn off'), l10n.t('Turn off {0}', label), {
            type: 'enable',
            rowId,
            isEnabled: false,
          })
        : action('enable', l10n.t('Turn on'), l10n.t('Turn on {0}', label), {
            type: 'enable',
            rowId,
            isEnabled: true,
          }),
    ],
    !isRead &&
      action('setting', l10n.t('Open settings'), l10n.t('Open settings for {0}', label), {
        type: 'run',
        command: 'open-setting',
      }),
    action('remove', l10n.t('Remove'), l10n.t('Remove {0}', label), { type: 'remove', rowId }),
  );
}
