import * as l10n from '@vscode/l10n';
import { type Counter, countFor, type Counts, type Group, type Summary, timeWithin } from '../../../engine/completion';
import { shownNumber } from '../../../engine/model';
import { commandIds } from '../../ids';

/** The same counts over three spans of time. */
export interface Statistics {
  readonly today: Summary;
  readonly week: Summary;
  readonly month: Summary;
}

/** The statistics as markdown. Pure. */
export function statisticsDocument({ today, week, month }: Statistics): string {
  const lines = [l10n.t('# Everpair: inline completions'), ''];
  if (isEmpty(month.total)) lines.push(l10n.t('Nothing has been counted in the last 30 days.'), '');
  else {
    const periods = [today.total, week.total, month.total];
    const row = (name: string, format: (counts: Counts) => string): string =>
      `| ${[name, ...periods.map(format)].join(' | ')} |`;
    lines.push(
      `|  | ${[l10n.t('Today'), l10n.t('7 days'), l10n.t('30 days')].join(' | ')} |`,
      '|:--|--:|--:|--:|',
      row(l10n.t('Suggestions offered'), number('offered')),
      row(l10n.t('Accepted'), withShare('accepted')),
      row(l10n.t('Typed by hand instead'), withShare('typedThrough')),
      row(l10n.t('From memory, without a request'), withShare('fromMemory')),
      row(l10n.t('Time to a suggestion, median'), time(0.5)),
      row(l10n.t('Time to a suggestion, 90 % within'), time(0.9)),
      row(l10n.t('Requests'), number('requests')),
      row(l10n.t('Requests that failed'), withShare('failed', 'requests')),
      row(l10n.t('Requests for each accepted suggestion'), perAccepted),
      row(l10n.t('Tokens sent'), number('inputTokens')),
      row(l10n.t('Tokens received'), number('outputTokens')),
      '',
      ...table(l10n.t('Provider and model, 30 days'), month.routes),
      ...table(l10n.t('Language, 30 days'), month.languages),
    );
  }
  lines.push(
    l10n.t(
      'These numbers are kept on this machine for 90 days and are sent to nobody. They hold no code and no file names.',
    ),
    '',
    l10n.t(
      '*Offered* is what was handed to VS Code, which does not tell extensions whether it was seen. *Accepted* is what was taken whole; a word or a line taken of it is not told either. *Typed by hand instead* had its first 10 characters, or all of them, typed. Times are from the key to the suggestion, for those that had to be asked for, right within a tenth. Tokens are counted where the provider tells them, which it does at the end of an answer: most answers are left before it.',
    ),
    '',
    l10n.t(
      '**Everpair: Reset Completion Statistics** ({0}) begins anew.',
      `\`${commandIds.resetCompletionStatistics}\``,
    ),
    '',
  );
  return lines.join('\n');
}

function table(title: string, groups: readonly Group[]): readonly string[] {
  const format: readonly ((counts: Counts) => string)[] = [
    number('offered'),
    withShare('accepted'),
    number('requests'),
    number('failed'),
    time(0.5),
    time(0.9),
  ];
  return [
    `## ${title}`,
    '',
    `|  | ${[l10n.t('Offered'), l10n.t('Accepted'), l10n.t('Requests'), l10n.t('Failed'), l10n.t('Median'), l10n.t('90 % within')].join(' | ')} |`,
    '|:--|--:|--:|--:|--:|--:|--:|',
    ...groups.map(({ name, counts }) => `| ${[escape(name), ...format.map((cell) => cell(counts))].join(' | ')} |`),
    '',
  ];
}

const nothing = '–';
const twoDigits = { minimumSignificantDigits: 2, maximumSignificantDigits: 2 };
const oneDecimal = { minimumFractionDigits: 1, maximumFractionDigits: 1 };

function number(counter: Counter): (counts: Counts) => string {
  return (counts) => shownNumber(countFor(counts, counter));
}

function withShare(counter: Counter, of: Counter = 'offered'): (counts: Counts) => string {
  return (counts) => {
    const whole = countFor(counts, of);
    const share = whole === 0 ? '' : ` (${l10n.t('{0} %', Math.round((100 * countFor(counts, counter)) / whole))})`;
    return `${number(counter)(counts)}${share}`;
  };
}

function time(share: number): (counts: Counts) => string {
  return (counts) => {
    const ms = timeWithin(counts, share);
    if (ms === undefined) return nothing;
    // More digits would promise more than the counts know.
    return ms < 1_000
      ? l10n.t('{0} ms', shownNumber(Number(ms.toPrecision(2))))
      : l10n.t('{0} s', shownNumber(ms / 1_000, twoDigits));
  };
}

function perAccepted(counts: Counts): string {
  const accepted = countFor(counts, 'accepted');
  return accepted === 0 ? nothing : shownNumber(countFor(counts, 'requests') / accepted, oneDecimal);
}

function isEmpty(counts: Counts): boolean {
  return Object.keys(counts).length === 0;
}

/** Hosts choose the names of models, so a name must not act as markdown. */
function escape(name: string): string {
  return name.replace(/\s+/g, ' ').replace(/[\\`*_{}[\]()#+!|<>~&]/g, '\\$&');
}
