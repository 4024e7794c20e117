import * as l10n from '@vscode/l10n';
import type { AnswerState } from '../../../engine/chat/view';
import { button } from '../../shared/button';
import { h } from '../../shared/dom';
import { icon } from '../../shared/icons';

type Waiting = Extract<AnswerState, { type: 'waiting' }>;

/** Waits of up to so long are told in seconds. */
const shortWaitMs = 90_000;
const minuteMs = 60_000;

interface WaitingActions {
  stopWaiting(): void;
  sendElsewhere(): void;
}

/** A prompt that nobody could serve and that is sent by itself: to whom, when, and what else can be done. */
export function waitingBox({ for: label, until, elsewhere, problem }: Waiting, actions: WaitingActions): HTMLElement {
  const words = h('strong');
  const told = h('span', { class: 'for-screen-readers', role: 'status' });
  const element = h(
    'div',
    { class: 'waiting' },
    h('p', { class: 'waiting-title' }, icon('clock'), words),
    told,
    problem.reasons.length > 0 ? h('ul', {}, ...problem.reasons.map((reason) => h('li', {}, reason))) : undefined,
    h(
      'div',
      { class: 'problem-actions' },
      button({ name: l10n.t('Do not send'), icon: 'close', withText: true, onPress: () => actions.stopWaiting() }),
      elsewhere === undefined
        ? undefined
        : button({
            name: l10n.t('Send now to {0}', elsewhere),
            icon: 'switch',
            withText: true,
            onPress: () => actions.sendElsewhere(),
          }),
    ),
  );
  let minutes: number | undefined;
  const tick = (): void => {
    const leftMs = until === undefined ? undefined : Math.max(0, until - Date.now());
    const text = inWords(label, leftMs);
    if (words.textContent !== text) words.textContent = text;
    // A screen reader is told when the minute changes, not with each step.
    const now = leftMs === undefined ? -1 : Math.ceil(leftMs / minuteMs);
    if (now !== minutes) told.textContent = text;
    minutes = now;
    if (leftMs === undefined || leftMs === 0) return;
    setTimeout(() => {
      if (element.isConnected) tick();
    }, 1_000);
  };
  tick();
  return element;
}

/** Rounded, so that it does not change with each second. */
function inWords(label: string, leftMs: number | undefined): string {
  if (leftMs === undefined) return l10n.t('Sends when {0} is back.', label);
  if (leftMs < 5_000) return l10n.t('Sends when {0} is back, any moment now.', label);
  if (leftMs <= shortWaitMs) {
    const seconds = leftMs <= 20_000 ? Math.ceil(leftMs / 5_000) * 5 : Math.ceil(leftMs / 10_000) * 10;
    return l10n.t('Sends when {0} is back, in about {1} s.', label, seconds);
  }
  return l10n.t('Sends when {0} is back, in about {1} min.', label, Math.round(leftMs / minuteMs));
}
