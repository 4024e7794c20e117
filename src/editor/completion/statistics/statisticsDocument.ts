import { type Counter, countFor, type Counts, type Group, type Summary, timeWithin } from '../../../engine/completion';
import { commandIds } from '../../ids';

/** The same counts over three spans of time. */
export interface Statistics {
  readonly today: Summary;
  readonly week: Summary;
  readonly month: Summary;
}

/** The statistics as markdown. Pure. */
export function statisticsDocument({ today, week, month }: Statistics): string {
  const lines = ['# Everpair: inline completions', ''];
  if (isEmpty(month.total)) lines.push('Nothing has been counted in the last 30 days.', '');
  else {
    const periods = [today.total, week.total, month.total];
    const row = (name: string, format: (counts: Counts) => string): string =>
      `| ${[name, ...periods.map(format)].join(' | ')} |`;
    lines.push(
      '|  | Today | 7 days | 30 days |',
      '|:--|--:|--:|--:|',
      row('Suggestions offered', number('offered')),
      row('Accepted', withShare('accepted')),
      row('Typed by hand instead', withShare('typedThrough')),
      row('From memory, without a request', withShare('fromMemory')),
      row('Time to a suggestion, median', time(0.5)),
      row('Time to a suggestion, 90 % within', time(0.9)),
      row('Requests', number('requests')),
      row('Requests that failed', withShare('failed', 'requests')),
      row('Requests for each accepted suggestion', perAccepted),
      row('Tokens sent', number('inputTokens')),
      row('Tokens received', number('outputTokens')),
      '',
      ...table('Provider and model, 30 days', month.routes),
      ...table('Language, 30 days', month.languages),
    );
  }
  lines.push(
    'These numbers are kept on this machine for 90 days and are sent to nobody. They hold no code and no file names.',
    '',
    '*Offered* is what was handed to VS Code, which does not tell extensions whether it was seen. *Accepted* is what was taken whole; a word or a line taken of it is not told either. *Typed by hand instead* had its first 10 characters, or all of them, typed. Times are from the key to the suggestion, for those that had to be asked for, right within a tenth. Tokens are counted where the provider tells them, which it does at the end of an answer: most answers are left before it.',
    '',
    `**Everpair: Reset Completion Statistics** (\`${commandIds.resetCompletionStatistics}\`) begins anew.`,
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
    '|  | Offered | Accepted | Requests | Failed | Median | 90 % within |',
    '|:--|--:|--:|--:|--:|--:|--:|',
    ...groups.map(({ name, counts }) => `| ${[escape(name), ...format.map((cell) => cell(counts))].join(' | ')} |`),
    '',
  ];
}

const nothing = '–';

function number(counter: Counter): (counts: Counts) => string {
  return (counts) => countFor(counts, counter).toLocaleString('en-US');
}

function withShare(counter: Counter, of: Counter = 'offered'): (counts: Counts) => string {
  return (counts) => {
    const whole = countFor(counts, of);
    const share = whole === 0 ? '' : ` (${Math.round((100 * countFor(counts, counter)) / whole)} %)`;
    return `${number(counter)(counts)}${share}`;
  };
}

function time(share: number): (counts: Counts) => string {
  return (counts) => {
    const ms = timeWithin(counts, share);
    if (ms === undefined) return nothing;
    // More digits would promise more than the counts know.
    return ms < 1_000 ? `${Number(ms.toPrecision(2))} ms` : `${(ms / 1_000).toPrecision(2)} s`;
  };
}

function perAccepted(counts: Counts): string {
  const accepted = countFor(counts, 'accepted');
  return accepted === 0 ? nothing : (countFor(counts, 'requests') / accepted).toFixed(1);
}

function isEmpty(counts: Counts): boolean {
  return Object.keys(counts).length === 0;
}

/** Hosts choose the names of models, so a name must not act as markdown. */
function escape(name: string): string {
  return name.replace(/\s+/g, ' ').replace(/[\\`*_{}[\]()#+!|<>~&]/g, '\\$&');
}
