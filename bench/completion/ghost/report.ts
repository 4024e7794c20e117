import { median, quantile } from '../../report/median';
import { type Difference, typicalDifference } from '../../report/difference';
import type { Arm, Rounds, Sample } from './rounds';
import type { TypedThrough } from './typedThrough';

/** Milliseconds by which Everpair may be slower than the floor and the back end's wait. */
const allowed = 5;

export interface Result {
  readonly node: string;
  readonly cpu: string;
  readonly backEndMs: number;
  readonly rounds: Rounds;
  readonly typedThrough: { readonly floor: readonly TypedThrough[]; readonly everpair: readonly TypedThrough[] };
}

const titles: Readonly<Record<Arm, string>> = {
  floor: 'floor: answers at once',
  floorWaiting: 'floor that waits',
  everpair: 'Everpair',
};

export interface Verdict {
  /** Everpair less the floor and the back end's wait. */
  readonly overComputed: Difference;
  /** Everpair less the floor that waits. */
  readonly overMeasured: Difference;
  /** Undefined when the interval is too wide to tell: the machine was busy, or the rounds were few. */
  readonly isFast: boolean | undefined;
  /** Requests while typing along with an offer, all exercises together. */
  readonly requests: number;
  readonly isQuiet: boolean;
  readonly isSteady: boolean;
}

export function judge({ rounds, backEndMs, typedThrough }: Result): Verdict {
  const overComputed = typicalDifference(differences(rounds, 'floor').map((ms) => ms - backEndMs));
  const requests = typedThrough.everpair.reduce((sum, each) => sum + each.requests, 0);
  return {
    overComputed,
    overMeasured: typicalDifference(differences(rounds, 'floorWaiting')),
    isFast: rounds.missed.everpair > 0 ? false : isWithin(overComputed),
    requests,
    isQuiet: requests === 0 && typedThrough.everpair.every(({ offered }) => offered),
    isSteady: typedThrough.everpair.every(({ offered, against }) => offered && against === 0),
  };
}

/** Milliseconds that Everpair took more than the floor at the same place a moment before. */
function differences({ samples }: Rounds, floor: Exclude<Arm, 'everpair'>): readonly number[] {
  const ours = new Map(samples.flatMap(({ arm, place, shown }) => (arm === 'everpair' ? [[place, shown]] : [])));
  return samples.flatMap(({ arm, place, shown }) => {
    const own = ours.get(place);
    return arm === floor && own !== undefined ? [own - shown] : [];
  });
}

function isWithin({ low, high }: Difference): boolean | undefined {
  if (high <= allowed) return true;
  return low > allowed ? false : undefined;
}

export function markdownOf(result: Result): string {
  const { rounds, backEndMs, typedThrough, node, cpu } = result;
  const verdict = judge(result);
  const arms = (Object.keys(titles) as Arm[]).map((arm) => armRow(arm, rounds));
  const typed = [
    ...typedThrough.floor.map((each) => typedRow('floor', each)),
    ...typedThrough.everpair.map((each) => typedRow('Everpair', each)),
  ];
  return `# Ghost text in a real VS Code

\`npm run bench:ghost\`, Node ${node}, ${cpu}. Two windows of VS Code's server build take turns: one has an extension that knows
the answer, the floor, the other the packaged Everpair with its default settings and a server like llama.cpp's that says its
whole completion ${backEndMs} ms after it was asked. Each key is pressed at a place where none was pressed before.

## From the key to its ghost text

Milliseconds, medians; measured in the page from the key's own time stamp to the change of the document that shows ghost text.
"Until asked" is until the extension is called (floor) or its request arrives at the server (Everpair).

${table(['', 'keys', 'none came', 'median', '90th percentile', 'until asked', 'then until answered', 'then until shown'], arms)}

Everpair less the floor plus ${backEndMs} ms: **${difference(verdict.overComputed)}** (95 % interval; allowed: ${allowed} ms).
Less the floor that waits ${backEndMs} ms itself: ${difference(verdict.overMeasured)}. Key by key, each with the floor's at the same place a moment
before: the median of the means of any two of these differences (Hodges and Lehmann), with the interval of the signed-rank test.

## Typing along with what is offered

A quarter of a second between keys; three characters are deleted and typed again. A frame counts from the one behind the key's
own on. "Against" is ghost text that is no part of what was offered; that none is drawn for a frame or two behind a key happens
to an extension that answers at once too.

${table(['', 'exercise', 'offered', 'keys', 'requests', 'of them while deleting', 'frames', 'without ghost text', 'against', 'without, in the key’s own frame'], typed)}

Time: ${mark(verdict.isFast)}. Requests: ${mark(verdict.isQuiet)}. Steadiness: ${mark(verdict.isSteady)}.
`;
}

function mark(isMet: boolean | undefined): string {
  if (isMet === undefined) return 'undecided, since the interval is too wide';
  return isMet ? 'met' : 'not met';
}

function difference({ ms, low, high }: Difference): string {
  return `${signed(ms)} ms (${signed(low)} to ${signed(high)})`;
}

function signed(ms: number): string {
  return ms < 0 ? `−${(-ms).toFixed(1)}` : `+${ms.toFixed(1)}`;
}

function armRow(arm: Arm, { samples, missed }: Rounds): readonly string[] {
  const own = samples.filter((sample) => sample.arm === arm);
  const middle = (of: (sample: Sample) => number | undefined): string => {
    const known = own.map(of).filter((ms) => ms !== undefined);
    return known.length === 0 ? '–' : median(known).toFixed(1);
  };
  const start = (sample: Sample): number | undefined => sample.called ?? sample.asked;
  return [
    titles[arm],
    String(own.length),
    String(missed[arm]),
    middle(({ shown }) => shown),
    own.length === 0
      ? '–'
      : quantile(
          own.map(({ shown }) => shown),
          0.9,
        ).toFixed(1),
    middle(start),
    middle((sample) => between(start(sample), sample.answered)),
    middle((sample) => between(sample.answered, sample.shown)),
  ];
}

function between(from: number | undefined, to: number | undefined): number | undefined {
  return from === undefined || to === undefined ? undefined : to - from;
}

function typedRow(who: string, each: TypedThrough): readonly string[] {
  const { exercise, offered, keys, requests, requestsWhileDeleting, frames, without, against, withoutAtKey } = each;
  return [
    ...[who, exercise, offered ? 'yes' : 'no'],
    ...[keys, requests, requestsWhileDeleting, frames, without, against, withoutAtKey].map(String),
  ];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
