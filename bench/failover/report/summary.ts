import { median } from '../../report/median';
import { protocols } from '../../../tools/wire/protocol';
import type { Cell } from '../trial/matrix';
import type { Result } from '../trial/result';
import { type Kind, kinds } from '../scenario/scenarios';
import type { Verdict } from '../trial/verdict';
import { added } from './cells';
import { duration } from '../../report/numbers';
import { table } from '../../report/table';

/** One row for each engine over all cases. */
export function totalsTable(result: Result): string {
  const head = [
    'engine',
    'exact answers',
    'exact, next question',
    'wrong, but said to be whole',
    'no answer in time',
    'words lost',
    'words repeated',
    'requests per question',
    'requests wasted on A by the next question',
  ];
  return byEngine(result, head, (cells) => {
    const firsts = cells.map(({ first }) => first);
    const seconds = cells.map(({ second }) => second);
    const toAll = firsts.map(({ requestsToA, requestsToOthers }) => (requestsToA ?? 1) + requestsToOthers);
    return [
      exactOf(firsts),
      exactOf(seconds),
      String(count(firsts, ({ exact, outcome }) => !exact && outcome === 'answered')),
      String(count(firsts, ({ outcome }) => outcome === 'no-answer')),
      String(sum(firsts.map(({ lost }) => lost))),
      String(sum(firsts.map(({ repeated }) => repeated))),
      (sum(toAll) / toAll.length).toFixed(2),
      wastedOf(seconds),
    ];
  });
}

export function exactByProtocolTable(result: Result): string {
  const head = ['engine', ...result.protocols.map((protocol) => protocols[protocol])];
  return byEngine(result, head, (cells) =>
    result.protocols.map((protocol) => exactOf(firstsOf(cells.filter((cell) => cell.protocol === protocol)))),
  );
}

export function exactByKindTable(result: Result): string {
  const present = (Object.keys(kinds) as Kind[]).filter((kind) => result.scenarios.some((one) => one.kind === kind));
  const head = ['engine', ...present.map((kind) => kinds[kind])];
  return byEngine(result, head, (cells) =>
    present.map((kind) => exactOf(firstsOf(cells.filter((cell) => kindOf(result, cell) === kind)))),
  );
}

/** Times to the first word, and what the second question costs. */
export function timesTable(result: Result): string {
  const loud = (cell: Cell): boolean => kindOf(result, cell) === 'loud';
  const silent = (cell: Cell): boolean => kindOf(result, cell) === 'silent';
  const mastered = masteredByAll(result.cells.filter(loud));
  const head = [
    'engine',
    `loud, the ${mastered.size} cases that every fallback masters: added to the first word`,
    'loud, all that it masters: added to the first word',
    'silent, all that it masters: first word after',
    'loud and silent, next question: added to the first word',
    'loud and silent, next question: requests wasted on A',
  ];
  return byEngine(result, head, (cells) => {
    const firsts = cells.filter(loud).filter(isMastered);
    const dead = cells.filter((cell) => loud(cell) || silent(cell));
    const heard = cells
      .filter(silent)
      .filter(isMastered)
      .flatMap(({ first }) => first.firstMs ?? []);
    return [
      addedOf(firsts.filter((cell) => mastered.has(caseOf(cell))).map(({ first }) => first)),
      `${addedOf(firstsOf(firsts))} (${firsts.length})`,
      heard.length > 0 ? `${duration(median(heard))} (${heard.length})` : '–',
      addedOf(dead.map(({ second }) => second).filter(({ exact }) => exact)),
      `${wastedOf(dead.map(({ second }) => second))} in ${dead.length}`,
    ];
  });
}

/** The cases that a reader could take for more, or for less, than they are. */
export function notesTable({ scenarios }: Result): string {
  const noted = scenarios.filter(({ note }) => note !== undefined);
  return table(
    ['case', 'what exact means in it'],
    noted.map(({ title, note = '' }) => [title, note]),
  );
}

function byEngine(
  { engines, cells }: Result,
  head: readonly string[],
  row: (cells: readonly Cell[]) => readonly string[],
): string {
  const rows = engines.map(({ id, title }) => [title, ...row(cells.filter(({ engine }) => engine === id))]);
  return table(head, rows);
}

function kindOf({ scenarios }: Result, { scenario }: Cell): Kind | undefined {
  return scenarios.find(({ id }) => id === scenario)?.kind;
}

function caseOf({ protocol, scenario }: Cell): string {
  return `${protocol} ${scenario}`;
}

/**
 * Only over the same cases can times be compared: an engine that gives up on the hard ones is no quicker for it. Cases
 * of a protocol that an engine lacks are left out.
 */
function masteredByAll(cells: readonly Cell[]): ReadonlySet<string> {
  const fallbacks = new Set(cells.filter(isMastered).map(({ engine }) => engine));
  const times = new Map<string, number>();
  for (const cell of cells.filter(isMastered)) times.set(caseOf(cell), (times.get(caseOf(cell)) ?? 0) + 1);
  return new Set([...times].filter(([, engines]) => engines === fallbacks.size).map(([name]) => name));
}

function isMastered({ first }: Cell): boolean {
  return first.exact && first.requestsToOthers > 0;
}

function firstsOf(cells: readonly Cell[]): readonly Verdict[] {
  return cells.map(({ first }) => first);
}

function addedOf(verdicts: readonly Verdict[]): string {
  const times = verdicts.flatMap(({ addedFirstMs }) => addedFirstMs ?? []);
  return times.length > 0 ? added(median(times)) : '–';
}

function exactOf(verdicts: readonly Verdict[]): string {
  return verdicts.length > 0 ? `${count(verdicts, ({ exact }) => exact)} of ${verdicts.length}` : 'no client';
}

function wastedOf(verdicts: readonly Verdict[]): string {
  const known = verdicts.flatMap(({ wastedOnA }) => wastedOnA ?? []);
  return `${known.length < verdicts.length ? 'at least ' : ''}${sum(known)}`;
}

function count(verdicts: readonly Verdict[], is: (verdict: Verdict) => boolean): number {
  return verdicts.filter(is).length;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
