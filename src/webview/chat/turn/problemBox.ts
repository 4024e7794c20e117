import * as l10n from '@vscode/l10n';
import type { Problem, ProblemAction } from '../../../engine/chat/view';
import { textLanguage } from '../../../engine/model';
import { button } from '../../shared/button';
import { h } from '../../shared/dom';
import { icon, type IconName } from '../../shared/icons';
import type { ProblemActions } from './turnActions';

const labels: Record<ProblemAction, { readonly text: () => string; readonly icon: IconName }> = {
  retry: { text: () => l10n.t('Try again'), icon: 'retry' },
  'switch-provider': { text: () => l10n.t('Switch provider'), icon: 'switch' },
  'set-api-key': { text: () => l10n.t('Set API key'), icon: 'key' },
  'open-boundary': { text: () => l10n.t('Open boundary setting'), icon: 'settings' },
  'open-budgets': { text: () => l10n.t('Open budget setting'), icon: 'settings' },
  'open-settings': { text: () => l10n.t('Open settings'), icon: 'settings' },
  'show-log': { text: () => l10n.t('Show log'), icon: 'log' },
};

/** Why no provider answered, and buttons for what to do. */
export function problemBox(problem: Problem, actions: ProblemActions, now = new Date()): HTMLElement {
  const { continueWith, useInstead } = problem;
  const hasOther = continueWith !== undefined || useInstead !== undefined;
  const buttons = problem.actions.map((action, index) =>
    button({
      name: action === 'retry' && continueWith !== undefined ? l10n.t('Ask again') : labels[action].text(),
      icon: labels[action].icon,
      withText: true,
      class: index === 0 && !hasOther ? 'primary' : undefined,
      onPress: () => (action === 'retry' ? actions.retry() : actions.run(action)),
    }),
  );
  if (continueWith !== undefined) {
    const name = l10n.t('Continue with {0}', continueWith);
    buttons.unshift(button({ name, icon: 'resume', withText: true, class: 'primary', onPress: () => actions.goOn() }));
  }
  if (useInstead !== undefined) {
    const name = l10n.t('Use {0} instead', useInstead.model);
    buttons.unshift(
      button({ name, icon: 'switch', withText: true, class: 'primary', onPress: () => actions.useInstead() }),
    );
  }
  return h(
    'div',
    { class: 'problem', role: 'alert' },
    h('p', { class: 'problem-title' }, icon('warning'), h('strong', {}, problem.title)),
    problem.reasons.length > 0 ? h('ul', {}, ...problem.reasons.map((reason) => h('li', {}, reason))) : undefined,
    h(
      'p',
      {},
      [problem.advice, problem.ready === undefined ? retryTime(problem.retryAt, now) : '']
        .filter((part) => part !== '')
        .join(' '),
    ),
    problem.ready === undefined
      ? undefined
      : h('p', { class: 'problem-ready' }, l10n.t('{0} can be asked again.', problem.ready)),
    h('div', { class: 'problem-actions' }, ...buttons),
  );
}

function retryTime(retryAt: number | undefined, now: Date): string {
  if (retryAt === undefined || retryAt <= now.getTime()) return '';
  const time = new Date(retryAt);
  const isToday = time.toDateString() === now.toDateString();
  const words = isToday
    ? time.toLocaleTimeString(textLanguage(), { hour: '2-digit', minute: '2-digit' })
    : time.toLocaleString(textLanguage(), { dateStyle: 'medium', timeStyle: 'short' });
  return l10n.t('A provider may be ready again at {0}.', words);
}
