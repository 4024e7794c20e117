import * as l10n from '@vscode/l10n';
import type { Answer, SwitchNote, Writer } from '../../../engine/chat/view';
import { h } from '../../shared/dom';
import { icon } from '../../shared/icons';

/** Tells that the answer moved to another provider, how, and why. */
export function switchNote(note: SwitchNote): HTMLElement {
  const { from, to } = note;
  return h(
    'div',
    { class: `switch-note switch-${note.mode}`, role: 'status', title: `${from.model} → ${to.model}` },
    icon('switch'),
    h('span', {}, inWords(note)),
  );
}

/** The answer before moved alike: the outage lasts, and was told of there. */
export function sameSwitchNote({ from, why }: SwitchNote): HTMLElement {
  return h('p', { class: 'switch-again', title: why }, l10n.t('Still in place of {0}.', from.label));
}

/** Whether an answer tells of the same move. */
export function tellsOf({ from, to }: SwitchNote, { switches }: Answer): boolean {
  return switches.some((other) => sameWriter(other.from, from) && sameWriter(other.to, to));
}

export function sameWriter(a: Writer, b: Writer): boolean {
  return a.providerId === b.providerId && a.model === b.model;
}

function inWords({ at, from, to, mode, why }: SwitchNote): string {
  if (mode === 'restarted') {
    return l10n.t('Switched from {0} to {1}, which began the answer again: {2}.', from.label, to.label, why);
  }
  if (mode === 'continued' && at > 0) {
    return l10n.t('Switched from {0} to {1}, which continued at the mark in the text: {2}.', from.label, to.label, why);
  }
  return l10n.t('Switched from {0} to {1}: {2}.', from.label, to.label, why);
}
