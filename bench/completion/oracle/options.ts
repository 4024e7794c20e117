import { parseArgs } from 'node:util';
import { models } from './models';
import { type PlaceKind, placeKinds } from './place';
import { type Verdict, verdicts } from './verdict';

export const usage = `Usage: npm run bench:oracle [-- options]

  --language A,B     VS Code language ids (all of the corpus)
  --model A,B        ${models.map(({ id }) => id).join(', ')}
  --kind A,B         kinds of places: ${placeKinds.join(', ')}
  --seed N           which lines and places (7)
  --lines N          lines of each file (200)
  --cases N          how many answers that did not come out right are printed (20)
  --verdict A,B      of these verdicts (wrong, doubled)
  --only everpair    leave out the others' rules; \`files\`: leave out the infilling sets; both: everpair,files
  --out PATH         write PATH.json and PATH.md`;

export interface Options {
  readonly languages: readonly string[] | undefined;
  readonly models: readonly string[];
  readonly kinds: readonly PlaceKind[];
  readonly seed: number;
  readonly lines: number;
  readonly cases: number;
  readonly verdicts: readonly Verdict[];
  readonly withPeers: boolean;
  readonly withInfilling: boolean;
  readonly out: string | undefined;
}

/** What to run. Throws with the usage when something is not known; undefined when only the usage is wanted. */
export function readOptions(): Options | undefined {
  const { values } = parseArgs({
    options: {
      language: { type: 'string' },
      model: { type: 'string' },
      kind: { type: 'string' },
      seed: { type: 'string', default: '7' },
      lines: { type: 'string', default: '200' },
      cases: { type: 'string', default: '20' },
      verdict: { type: 'string', default: 'wrong,doubled' },
      only: { type: 'string', default: '' },
      out: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return undefined;
  const only = values.only.split(',');
  return {
    languages: values.language?.split(','),
    models: listIn(
      values.model,
      models.map(({ id }) => id),
    ),
    kinds: listIn(values.kind, placeKinds),
    seed: numberIn(values.seed),
    lines: numberIn(values.lines),
    cases: numberIn(values.cases),
    verdicts: listIn(values.verdict, verdicts),
    withPeers: !only.includes('everpair'),
    withInfilling: !only.includes('files'),
    out: values.out,
  };
}

function listIn<Known extends string>(text: string | undefined, known: readonly Known[]): readonly Known[] {
  const list = text?.split(',') ?? known;
  const strange = list.find((each) => !known.includes(each as Known));
  if (strange !== undefined) throw new Error(`"${strange}" is not known.\n\n${usage}`);
  return list as readonly Known[];
}

function numberIn(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 0) throw new Error(`"${text}" is not a whole number.\n\n${usage}`);
  return number;
}
