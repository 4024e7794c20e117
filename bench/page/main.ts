/**
 * What one update of the chat page takes at most, in a browser, with the page's own bundle: answers that are made to take
 * long, arriving in pieces and all at once. A task of the page's thread is script, style, layout and painting together.
 *
 *   npm run bench:page [-- --runs 3] [--only list] [--out docs/benchmarks/page]
 */
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { format, resolveConfig } from 'prettier';
import { ensureBrowser, launchBrowser } from '../../scripts/host/browser';
import { run } from '../../scripts/host/childProcess';
import { root } from '../../scripts/host/folders';
import { type Input, inputs } from './inputs';
import { measure, type Measured, arrivals } from './measure';

/** Milliseconds that an update may take. */
const limitMs = 30;

interface Row {
  readonly input: string;
  readonly characters: number;
  /** Milliseconds of the longest task, in the run in which it was shortest. */
  readonly pieces: number;
  readonly atOnce: number;
  readonly isWhole: boolean;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      runs: { type: 'string', default: '3' },
      only: { type: 'string', default: '' },
      built: { type: 'boolean', default: false },
      out: { type: 'string' },
    },
  });
  if (!values.built) await run(process.execPath, ['scripts/build.mjs'], { cwd: root });
  const browser = await launchBrowser(await ensureBrowser(console.log));
  const version = browser.version();
  const rows: Row[] = [];
  try {
    for (const input of inputs.filter(({ name }) => name.includes(values.only))) {
      const runs: Record<(typeof arrivals)[number], Measured[]> = { pieces: [], 'at once': [] };
      for (let index = 0; index < Number(values.runs); index += 1) {
        for (const arrival of arrivals) runs[arrival].push(await measure(browser, input, arrival));
      }
      const row = rowOf(input, runs.pieces, runs['at once']);
      console.error(
        `${row.pieces.toFixed(1).padStart(7)} ${row.atOnce.toFixed(1).padStart(7)}  ${row.isWhole ? '' : 'NOT WHOLE '}${row.input}`,
      );
      rows.push(row);
    }
  } finally {
    await browser.close();
  }
  const machine = {
    chromium: version,
    cpu: `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}`,
    runs: Number(values.runs),
  };
  const json = `${JSON.stringify({ ...machine, limitMs, rows }, undefined, 2)}\n`;
  const markdown = markdownOf(rows, machine);
  console.log(values.out === undefined ? json : '');
  console.log(markdown);
  if (values.out === undefined) return;
  const out = path.resolve(values.out);
  writeFileSync(`${out}.json`, json);
  writeFileSync(`${out}.md`, await format(markdown, { ...(await resolveConfig(root)), filepath: `${out}.md` }));
}

function rowOf(input: Input, pieces: readonly Measured[], atOnce: readonly Measured[]): Row {
  const least = (runs: readonly Measured[]): number => Math.min(...runs.map(({ longestTaskMs }) => longestTaskMs));
  return {
    input: input.name,
    characters: input.text.length,
    pieces: least(pieces),
    atOnce: least(atOnce),
    isWhole: [...pieces, ...atOnce].every(({ isWhole }) => isWhole),
  };
}

function markdownOf(
  rows: readonly Row[],
  machine: { readonly chromium: string; readonly cpu: string; readonly runs: number },
): string {
  const worst = Math.max(...rows.flatMap(({ pieces, atOnce }) => [pieces, atOnce]));
  return [
    '# What one update of the chat page takes',
    '',
    `Chromium ${machine.chromium}, ${machine.cpu}; the page's own bundle in a view of 420 by 800 pixels. An answer comes in pieces of drawn size, and all at once, as when a`,
    'conversation is opened again. Given is the longest task of the page’s thread until everything is drawn, script, style, layout and painting together, in',
    `milliseconds of processor time: the least of ${machine.runs} runs, because what else the machine does comes on top.`,
    `An update is to take ${limitMs} ms at most; the longest took ${worst.toFixed(1)} ms.`,
    '',
    '| Answer | Characters | In pieces | At once |',
    '|---|--:|--:|--:|',
    ...rows.map(
      ({ input, characters, pieces, atOnce }) =>
        `| ${input.replace(/[\\|*_`[\]<&~#]/g, '\\$&')} | ${characters.toLocaleString('en')} | ${pieces.toFixed(1)} | ${atOnce.toFixed(1)} |`,
    ),
    '',
  ].join('\n');
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
