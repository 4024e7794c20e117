import { format, resolveConfig } from 'prettier';
import { counted, percent } from '../../report/numbers';
import { table } from '../../report/table';
import type { Case, Count, Outcome } from './job';
import { models } from './models';
import type { Options } from './options';
import { method } from './method';
import { peers } from './peers';
import { placeKinds } from './place';
import { type Result, sharesOf } from './result';
import { verdicts } from './verdict';

/** The result for people. */
export async function markdownOf(result: Result): Promise<string> {
  const { files, infilling, skipped, seed, lines, places, node } = result;
  const everpair = files.filter(({ rules }) => rules === 'everpair');
  const modelIds = models.map(({ id }) => id).filter((id) => files.some(({ model }) => model === id));
  const languages = [...new Set(files.map(({ languageId }) => languageId))].sort();
  const text = [
    '# Inline completions against the files themselves',
    `Written by \`npm run bench:oracle -- --out docs/benchmarks/oracle\`; do not edit. Node ${node}, seed ${seed}, ${lines} lines of each file, ${counted(places)} places.`,
    '## Method',
    method,
    '## Figures',
    ...skipped.map((reason) => `Left out: ${reason}`),
    '### By model',
    verdictTable('model', modelIds, (id) => everpair.filter(({ model }) => model === id), titleOf),
    '### By language: right or short, %',
    byTable('language', languages, modelIds, everpair, 'languageId'),
    '### By kind of place: right or short, %',
    byTable('place', placeKinds, modelIds, everpair, 'kind'),
    '### The same answers by other rules: right or short (doubled or wrong), %',
    rulesTable(modelIds, files),
    ...infilling.flatMap(({ set, holes, counts }) => [
      `### HumanEval infilling, ${set}: ${counted(holes)} holes`,
      verdictTable(
        'model and rules',
        counts
          .map(({ model, rules }) => `${model}, ${rules}`)
          .filter((each, index, all) => all.indexOf(each) === index),
        (id) => counts.filter(({ model, rules }) => `${model}, ${rules}` === id),
        (id) => id,
      ),
    ]),
    '## Files',
    'Fetched when the benchmark runs, pinned by their hashes, and kept in `.cache/oracle`.',
    table(
      ['language', 'file', 'package', 'licence'],
      [...result.corpus]
        .sort((a, b) => a.languageId.localeCompare(b.languageId))
        .map((row) => [row.languageId, `\`${row.file}\``, row.package, row.licence]),
    ),
  ].join('\n\n');
  return format(text, { ...(await resolveConfig(__filename)), parser: 'markdown' });
}

function titleOf(id: string): string {
  return models.find((model) => model.id === id)?.title ?? id;
}

function verdictTable(
  head: string,
  ids: readonly string[],
  of: (id: string) => readonly Count[],
  title: (id: string) => string,
): string {
  return table(
    [head, 'answers', ...verdicts],
    ids.map((id) => {
      const shares = sharesOf(of(id));
      return [title(id), counted(shares.answers), ...verdicts.map((verdict) => percent(shares[verdict], 1))];
    }),
  );
}

function byTable(
  head: string,
  rows: readonly string[],
  modelIds: readonly string[],
  counts: readonly Count[],
  key: 'languageId' | 'kind',
): string {
  return table(
    [head, ...modelIds],
    rows.map((row) => [
      row,
      ...modelIds.map((id) => {
        const { answers, right, short } = sharesOf(counts.filter((each) => each[key] === row && each.model === id));
        return answers === 0 ? '' : ((right + short) * 100).toFixed(1);
      }),
    ]),
  );
}

function rulesTable(modelIds: readonly string[], counts: readonly Count[]): string {
  const rules = ['everpair', ...peers.map(({ id }) => id)].filter((id) => counts.some((count) => count.rules === id));
  return table(
    ['model', ...rules],
    modelIds.map((id) => [
      titleOf(id),
      ...rules.map((each) => {
        const shares = sharesOf(counts.filter((count) => count.model === id && count.rules === each));
        const good = (shares.right + shares.short) * 100;
        const bad = (shares.doubled + shares.wrong) * 100;
        return `${good.toFixed(1)} (${bad.toFixed(1)})`;
      }),
    ]),
  );
}

/** So many answers that did not come out right, spread over the files and models. */
export function casesOf(outcomes: readonly Outcome[], { cases, verdicts: wanted }: Options): string {
  const all = outcomes.flatMap((outcome) => outcome.cases).filter(({ verdict }) => wanted.includes(verdict));
  const step = Math.max(1, all.length / Math.max(1, cases));
  const chosen = Array.from({ length: Math.min(cases, all.length) }, (_, index) => all[Math.floor(index * step)]!);
  return [
    `${all.length} answers came out ${wanted.join(' or ')}; ${chosen.length} of them:`,
    ...chosen.map(caseText),
  ].join('\n\n');
}

function caseText({ file, languageId, line, kind, model, verdict, around, raw, shown, meant }: Case): string {
  return [
    `=== ${verdict}: ${languageId}, ${kind}, ${model}, ${file}:${line}`,
    around,
    '--- raw',
    raw,
    '--- shown',
    shown,
    '--- meant',
    meant,
  ].join('\n');
}
