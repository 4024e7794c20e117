import * as l10n from '@vscode/l10n';
import { type ComponentChildren, h } from 'preact';
import { useRef } from 'preact/hooks';
import type { SetupMessage, SetupView } from '../../../engine/setup/view';
import { Button } from '../../shared/buttonComponent';
import { whole } from '../../shared/formattedNumber';
import { LinkRow } from './linkRow';
import { useRowDrag } from './rowDrag';

interface LinkListProps {
  readonly view: SetupView;
  readonly post: (message: SetupMessage) => void;
}

/** The chain: who is asked, in this order. */
export function LinkList({ view, post }: LinkListProps): ComponentChildren {
  const { links, origin, removed, test } = view;
  const list = useRef<HTMLOListElement>(null);
  const drag = useRowDrag(list, (from, by) => {
    const rowId = links[from]?.rowId;
    if (rowId !== undefined && by !== 0) post({ type: 'move', rowId, by });
  });
  // The button of the next step may be the same.
  const isNext = view.next.action?.type === 'test';
  const canTest = !isNext && links.some(({ isEnabled, problem }) => isEnabled && problem === undefined);
  return h(
    'section',
    { 'aria-labelledby': 'chain' },
    h(
      'div',
      { class: 'section-head' },
      h('h2', { id: 'chain' }, l10n.t('Asked in this order')),
      test !== undefined &&
        h('span', { class: 'quiet', role: 'status' }, l10n.t('{0} of {1} tested', whole(test.ended), whole(test.all))),
      test !== undefined
        ? h(Button, { name: l10n.t('Cancel test'), withText: true, onPress: () => post({ type: 'cancel-test' }) })
        : canTest && h(Button, { name: l10n.t('Test all'), withText: true, onPress: () => post({ type: 'test' }) }),
    ),
    origin !== undefined && h('p', { class: 'quiet' }, origin),
    links.length === 0
      ? h('p', { class: 'quiet' }, l10n.t('Nobody yet.'))
      : h(
          'ol',
          { ref: list, class: 'links', 'data-list': 'links' },
          links.map((link, index) =>
            h(LinkRow, {
              key: link.rowId,
              link,
              index,
              length: links.length,
              isTesting: test !== undefined,
              drag,
              post,
            }),
          ),
        ),
    links.length > 1 &&
      h(
        'p',
        { class: 'quiet', id: 'how-to-move' },
        l10n.t('Drag a link by its handle, or press Alt with Up or Down in it.'),
      ),
    removed !== undefined &&
      h(
        'div',
        { class: 'undo' },
        h('span', { role: 'status', dir: 'auto' }, l10n.t('{0} was removed. Its stored key stays.', removed)),
        h(Button, { name: l10n.t('Undo'), icon: 'retry', withText: true, onPress: () => post({ type: 'undo' }) }),
      ),
  );
}
