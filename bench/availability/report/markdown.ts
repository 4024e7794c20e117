import { format, resolveConfig } from 'prettier';
import { duration } from '../../failover/report/cells';
import { table } from '../../failover/report/table';
import { type Cause, causes } from '../cause';
import type { Result, Row } from '../result';
import { mainScenario } from '../scenario';
import { added, counted, percent } from './numbers';
import { weatherText } from './weather';

/** The result for people. */
export async function markdownOf(result: Result): Promise<string> {
  const { rows, seeds, node } = result;
  const main = rows.filter(({ scenario }) => scenario === mainScenario.title);
  const others = rows.filter(({ scenario }) => scenario !== mainScenario.title);
  const text = [
    '# Availability over years of outages',
    `Written by \`npm run bench:availability\`; do not edit. Node ${node}, seeds ${seeds[0]} to ${seeds.at(-1)}, one year each.`,
    `Everpair is its failover engine itself, on simulated providers in virtual time. The others are models of their rules, told below. All of it rests on the assumptions at the end.`,
    `## ${capital(mainScenario.title)}`,
    availabilityTable(main),
    '“Served where it could be” counts only questions that at least one provider of the chain would have answered well when they were asked.',
    '### Why the rest was not useful',
    causesTable(main),
    '### Time added, over the same answer of a healthy first provider',
    latencyTable(main),
    '### What it costs',
    costTable(main),
    '### Coming back',
    returnTable(main),
    '## Everpair with other providers',
    'The same years, fewer of them.',
    variantsTable(others),
    causesTable(others, ({ scenario }) => scenario),
    '## The drawn years',
    weatherText(result.weather),
    '## Strategies',
    main.map(({ title, rules }) => `- **${title}**: ${rules}`).join('\n'),
    '## Assumptions',
    result.assumptions.map((assumption) => `- ${assumption}`).join('\n'),
  ].join('\n\n');
  return format(text, { ...(await resolveConfig(__filename)), parser: 'markdown' });
}

type RowName = (row: Row) => string;
const titleOf: RowName = ({ title }) => title;

function availabilityTable(rows: readonly Row[]): string {
  const head = [
    'strategy',
    'useful answers',
    '95 % interval',
    'worst year',
    'served where it could be',
    'said to be whole and was not',
    'words lost',
    'words repeated',
  ];
  return table(
    head,
    rows.map((row) => [row.title, ...sharesOf(row), counted(row.wrong), counted(row.lost), counted(row.repeated)]),
  );
}

function sharesOf({ useful, questions, interval, worstYear, able, ableUseful }: Row): readonly string[] {
  return [
    `**${percent(useful / questions, 4)}** (${counted(useful)} of ${counted(questions)})`,
    `${percent(interval[0], 4)} to ${percent(interval[1], 4)}`,
    percent(worstYear, 3),
    able === ableUseful ? 'all' : `${percent(ableUseful / able, 4)} (all but ${counted(able - ableUseful)})`,
  ];
}

function causesTable(rows: readonly Row[], nameOf: RowName = titleOf): string {
  const all = Object.keys(causes) as readonly Cause[];
  return table(
    ['questions', ...rows.map(nameOf)],
    all.map((cause) => [causes[cause], ...rows.map((row) => counted(row.causes[cause] ?? 0))]),
  );
}

function latencyTable(rows: readonly Row[]): string {
  const head = [
    'strategy',
    'p50',
    'p95',
    'p99',
    'p99.9',
    'where the first provider fails: answers',
    'p50',
    'p95',
    'p99',
  ];
  return table(
    head,
    rows.map(({ title, added: all, addedWhenFailing: failing }) => [
      title,
      ...[all.p50, all.p95, all.p99, all.p999].map(added),
      counted(failing.count),
      ...[failing.p50, failing.p95, failing.p99].map(added),
    ]),
  );
}

function costTable(rows: readonly Row[]): string {
  return table(
    ['strategy', 'requests', 'extra requests', 'tokens wasted'],
    rows.map(({ title, questions, requests, extraRequests, tokens, wastedTokens }) => [
      title,
      counted(requests),
      `${percent(extraRequests / questions)} (${counted(extraRequests)})`,
      `${percent(wastedTokens / tokens)} (${counted(wastedTokens)})`,
    ]),
  );
}

function returnTable(rows: readonly Row[]): string {
  const head = [
    'strategy',
    'questions that passed over a healthy first provider',
    'time until it was asked again: 95th percentile',
    'longest',
    'minutes a year',
    'providers taken out, a year',
    'of them while they were well',
  ];
  return table(
    head,
    rows.map(({ title, questions, passedOver, returns, takenOut, takenOutWell, years }) => [
      title,
      `${percent(passedOver / questions)} (${counted(passedOver)})`,
      returns.count > 0 ? duration(returns.p95) : '–',
      returns.count > 0 ? duration(returns.max) : '–',
      String(Math.round(returns.minutesPerYear)),
      String(Math.round(takenOut / years)),
      String(Math.round(takenOutWell / years)),
    ]),
  );
}

function variantsTable(rows: readonly Row[]): string {
  const head = [
    'providers',
    'useful answers',
    '95 % interval',
    'worst year',
    'served where it could be',
    'lost or repeated',
    'extra requests',
    'added, p99',
    'p99.9',
  ];
  return table(
    head,
    rows.map((row) => [
      row.scenario,
      ...sharesOf(row),
      counted(row.lost + row.repeated),
      percent(row.extraRequests / row.questions),
      added(row.added.p99),
      added(row.added.p999),
    ]),
  );
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
