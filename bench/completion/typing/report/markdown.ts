import { format, resolveConfig } from 'prettier';
import { counted, percent } from '../../../report/numbers';
import { table } from '../../../report/table';
import { backEnds } from '../model/backEnds';
import { limits } from '../limits';
import type { Strength } from '../model/oracle';
import { policies } from '../policies';
import type { Result, Row } from '../trial/result';

/** The result for people. */
export async function markdownOf(result: Result): Promise<string> {
  const { rows, seeds, node, isQuick } = result;
  const places = [...new Map(rows.map((row) => [`${row.backEnd} ${row.strength}`, row])).values()];
  const text = [
    '# Inline completions while someone types',
    `Written by \`npm run bench:typing\`; do not edit. Node ${node}, seeds ${seeds.join(', ')}${isQuick ? ', every third file' : ''}.`,
    'Everpair is its completion engine itself; the others are models of their rules, told below. Person, model and hosts are simulated, in virtual time; all of it rests on the assumptions at the end, and no table here is a measurement of another product.',
    ...places.flatMap(({ backEnd, strength }) => sectionOf(rows, backEnd, strength)),
    '## Words',
    words,
    '## Limits',
    limits,
    '## Policies',
    policies
      .filter(({ id }) => rows.some(({ policy }) => policy === id))
      .map(({ title, rules }) => `- **${title}**: ${rules}`)
      .join('\n'),
    '## Files',
    result.corpus.map(({ path, origin }) => `- \`${path}\` (${origin})`).join('\n'),
    '## Assumptions',
    result.assumptions.map((assumption) => `- ${assumption}`).join('\n'),
  ].join('\n\n');
  return format(text, { ...(await resolveConfig(__filename)), parser: 'markdown' });
}

const words = [
  '- **pauses shown**: of the pauses over 300 ms after a change of the text, those by whose end a suggestion was in view; **right**: one that begins with at least three right characters.',
  '- **until shown**: from the last key to ghost text, over the pauses that show it; 0 where it was typed along and still in view. **waiting**: the same over all pauses, with the whole length of a pause that shows none.',
  '- **requests** are counted whether or not they were cancelled; **tokens** are those sent, and those written until the request was cancelled.',
  '- **flicker**: what was in view was replaced by another text or vanished while all that was typed agreed with it, for each hundred suggestions. **stale**: no answer given for this place says what is shown. **doubled**: taking it would write something that stands behind the cursor already.',
  '- **keys saved**: of the keys that the same person presses without completions.',
].join('\n');

function sectionOf(rows: readonly Row[], backEnd: string, strength: Strength): readonly string[] {
  const own = rows.filter((row) => row.backEnd === backEnd && row.strength === strength);
  const host = backEnds.find(({ id }) => id === backEnd)?.title ?? backEnd;
  return [`## ${capital(host)}, a ${strength} model`, timeTable(own), costTable(own)];
}

function timeTable(rows: readonly Row[]): string {
  const head = [
    'policy',
    'pauses shown',
    'right',
    'until shown: median',
    'mean',
    'p90',
    'waiting: median',
    'mean',
    'p90',
    'flicker',
    'stale',
    'doubled',
  ];
  return table(
    head,
    rows.map((row) => [
      titleOf(row),
      percent(row.shareShown, 1),
      percent(row.shareRight, 1),
      ...[row.untilShown, row.waiting].flatMap((spread) => [ms(spread.median), ms(spread.mean), ms(spread.p90)]),
      row.flickerPer100Shown.toFixed(1),
      counted(row.stale),
      counted(row.doubled),
    ]),
  );
}

function costTable(rows: readonly Row[]): string {
  const head = [
    'policy',
    'requests for 100 keys',
    'for 1,000 characters',
    'for each shown',
    'tokens in',
    'out',
    'tokens for each shown',
    'for each taken',
    'shown',
    'taken',
    'keys saved',
  ];
  return table(
    head,
    rows.map((row) => [
      titleOf(row),
      row.requestsPer100Keys.toFixed(1),
      row.requestsPer1000Written.toFixed(0),
      (row.requests / Math.max(1, row.shown)).toFixed(2),
      counted(row.inputTokens),
      counted(row.outputTokens),
      counted(Math.round(row.tokensPerShown)),
      counted(Math.round(row.tokensPerAccepted)),
      counted(row.shown),
      counted(row.accepted),
      percent(row.keysSaved, 1),
    ]),
  );
}

function titleOf({ policy }: Row): string {
  return policies.find(({ id }) => id === policy)?.title ?? policy;
}

function ms(time: number): string {
  return `${Math.round(time)} ms`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
