import { type Difference, typicalDifference } from '../../report/difference';
import { median, quantile } from '../../report/median';
import { table } from '../../report/table';

/** A prompt and the first word of its answer, in milliseconds from Enter. */
export interface Sample {
  readonly arm: Arm;
  readonly number: number;
  readonly asked: number;
  readonly answered: number;
  readonly painted: number;
}

export type Arm = 'floor' | 'everpair';

export interface Result {
  readonly node: string;
  readonly cpu: string;
  readonly backEndMs: number;
  readonly samples: readonly Sample[];
  readonly missed: Readonly<Record<Arm, number>>;
  /** The first prompts of the windows. */
  readonly first: readonly Sample[];
}

/** Milliseconds over the provider's own time. */
const allowedMs = 30;

export interface Verdict {
  /** Median milliseconds from Enter to the painted word, less the provider's own time. */
  readonly everpairMs: number;
  readonly floorMs: number;
  /** Everpair less the floor, prompt by prompt. */
  readonly overFloor: Difference;
  readonly isFast: boolean;
}

export function judge({ samples, missed }: Result): Verdict {
  const of = (arm: Arm): readonly Sample[] => samples.filter((sample) => sample.arm === arm);
  const floors = new Map(of('floor').map((sample) => [sample.number, own(sample)]));
  const differences = of('everpair').flatMap((sample) => {
    const floor = floors.get(sample.number);
    return floor === undefined ? [] : [own(sample) - floor];
  });
  const everpairMs = median(of('everpair').map(own));
  return {
    everpairMs,
    floorMs: median(of('floor').map(own)),
    overFloor: typicalDifference(differences),
    isFast: missed.everpair === 0 && everpairMs < allowedMs,
  };
}

/** What is not the provider's. */
function own({ asked, answered, painted }: Sample): number {
  return painted - (answered - asked);
}

export function markdownOf(result: Result): string {
  const { node, cpu, backEndMs } = result;
  const { everpairMs, overFloor, isFast } = judge(result);
  const ms = (value: number): string => value.toFixed(1);
  return `# From Enter to the first word

\`npm run bench:first-token\`, Node ${node}, ${cpu}. Two windows of VS Code's server build take turns: one has the least a chat
extension can be, which asks with \`fetch\` and shows each piece as plain text (the floor), the other the packaged Everpair with its
default settings. Both ask a host that sends its first word ${backEndMs} ms after the request arrived.

Milliseconds, medians, from the time stamp of Enter in the chat's page, pressed right after the last letter of a typed prompt, to the end
of the frame in which the first word of the answer was painted. "Own" is all but the host's time.

${table(
  [
    '',
    'prompts',
    'none came',
    'until asked',
    'then until answered',
    'then until painted',
    'own',
    '90th percentile of own',
  ],
  [row('floor', result), row('everpair', result)],
)}

Everpair's own time: **${ms(everpairMs)} ms** (goal: under ${allowedMs} ms): ${isFast ? 'met' : 'not met'}. Everpair less the floor, prompt by prompt: ${ms(overFloor.ms)} ms
(95 % interval ${ms(overFloor.low)} to ${ms(overFloor.high)}).

The very first prompt of a window, which waits for code to load and for a connection (one of each): ${result.first.map((sample) => `${nameOf(sample.arm)} ${ms(own(sample))} ms`).join(', ')}.
`;
}

function nameOf(arm: Arm): string {
  return arm === 'floor' ? 'floor' : 'Everpair';
}

function row(arm: Arm, { samples, missed }: Result): readonly string[] {
  const of = samples.filter((sample) => sample.arm === arm);
  const middle = (value: (sample: Sample) => number): string => median(of.map(value)).toFixed(1);
  return [
    nameOf(arm),
    String(of.length),
    String(missed[arm]),
    middle(({ asked }) => asked),
    middle(({ asked, answered }) => answered - asked),
    middle(({ answered, painted }) => painted - answered),
    middle(own),
    quantile(of.map(own), 0.9).toFixed(1),
  ];
}
