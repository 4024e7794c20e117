import type { SwitchNote } from '../../../engine/chat/view';
import { h } from '../../shared/dom';
import { icon } from '../../shared/icons';

const modes: Record<SwitchNote['mode'], string> = {
  'before-text': '',
  continued: ', which continues from here',
  restarted: ', which began the answer again',
};

/** Tells that the answer moved to another provider, how, and why. */
export function switchNote({ from, to, mode, why }: SwitchNote): HTMLElement {
  return h(
    'div',
    { class: `switch-note switch-${mode}`, role: 'status' },
    icon('switch'),
    h(
      'span',
      {},
      'Switched from ',
      h('strong', { title: from.model }, from.label),
      ' to ',
      h('strong', { title: to.model }, to.label),
      `${modes[mode]}: ${why}.`,
    ),
  );
}
