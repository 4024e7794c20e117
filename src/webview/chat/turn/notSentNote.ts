import * as l10n from '@vscode/l10n';
import type { NotSent } from '../../../engine/chat/view';
import { h } from '../../shared/dom';
import { icon } from '../../shared/icons';

/** Tells what of the conversation the provider did not get. */
export function notSentNote(notSent: NotSent): HTMLElement {
  return h(
    'div',
    { class: 'switch-note', role: 'status', title: notSent.to.model },
    icon('warning'),
    h('span', {}, inWords(notSent)),
  );
}

function inWords({ to: { label }, turns, images }: NotSent): string {
  return [...(turns > 0 ? [ofTurns(label, turns)] : []), ...(images > 0 ? [ofImages(label, images)] : [])].join(' ');
}

function ofTurns(label: string, turns: number): string {
  return turns === 1
    ? l10n.t('{0} does not know the earliest turn: it does not fit.', label)
    : l10n.t('{0} does not know the earliest {1} turns: they do not fit.', label, turns);
}

function ofImages(label: string, images: number): string {
  return images === 1
    ? l10n.t('{0} was not sent an image of an earlier turn: it cannot take it.', label)
    : l10n.t('{0} was not sent {1} images of earlier turns: it cannot take them.', label, images);
}
