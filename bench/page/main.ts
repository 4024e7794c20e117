/**
 * What one update of the chat page takes at most, in a browser, with the page's own bundle: answers that are made to take
 * long, arriving in pieces and all at once, while somebody types. A task of the page's thread is script, style, layout and
 * painting together. What was measured is written after each input.
 *
 *   npm run bench:page [-- --all] [--quick] [--runs 3] [--only list]… [--resume] [--parts] [--out docs/benchmarks/page]
 *
 * A sample of each kind, or `--all`. An arrival over the limit is measured twice more, and the median counts.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Browser } from 'playwright-core';
import { format, resolveConfig } from 'prettier';
import { ensureBrowser, launchBrowser } from '../../tools/vscode/browser';
import { run } from '../../tools/vscode/childProcess';
import { resultsFolder, root } from '../../tools/vscode/folders';
import type { Input } from './input';
import { inputs, sample } from './inputs';
import { type Arrival, arrivals, measure, type Measured } from './measure';
import { limitMs, type Report, reportOf, type Row, rowOf } from './report';

/** Milliseconds that one measurement may take; drawing is waited for some of them. */
const patienceMs = 90_000;

/** Measurements of what is over the limit in the first. */
const runsOverLimit = 3;

/** Characters of the largest inputs where only a glance is wanted. */
const quickSizeChars = 12_000;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      all: { type: 'boolean', default: false },
      quick: { type: 'boolean', default: false },
      runs: { type: 'string' },
      only: { type: 'string', multiple: true },
      resume: { type: 'boolean', default: false },
      built: { type: 'boolean', default: false },
      parts: { type: 'boolean', default: false },
      out: { type: 'string', default: path.join(resultsFolder, 'page') },
    },
  });
  const runs = Number(values.runs ?? 1);
  const out = path.resolve(values.out);
  if (!values.built) await run(process.execPath, ['scripts/build.mjs'], { cwd: root });
  const chosen = inputs(values.quick ? quickSizeChars : undefined).filter(({ name }) =>
    values.only ? values.only.some((part) => name.includes(part)) : values.all || sample.has(name),
  );
  if (chosen.length === 0) throw new Error(`No input is called ${values.only?.join(' or ')}.`);
  const page = await Bench.open();
  const machine = { chromium: page.version, cpu: `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}`, runs };
  const before = values.resume && existsSync(`${out}.json`) ? readReport(`${out}.json`).rows : [];
  const rows: Row[] = [];
  try {
    for (const [index, input] of chosen.entries()) {
      const known = before.find((row) => row.input === input.name && row.characters === input.text.length);
      const row = known ?? (await rowFor(page, input, runs));
      rows.push(row);
      await save(out, { ...machine, load: load(), limitMs, rows });
      console.error(`${String(index + 1).padStart(3)}/${chosen.length} ${told(row)}`);
      if (values.parts) for (const name of arrivals) console.error(row[name] ? partsOf(row[name].parts) : '');
    }
  } finally {
    await page.close();
  }
  const report = { ...machine, load: load(), limitMs, rows };
  console.log(reportOf(report));
  console.log(`Written to ${out}.json and ${out}.md.`);
}

/** A browser that is put in the place of one that hangs. */
class Bench {
  private constructor(
    private readonly executable: string,
    private browser: Browser,
  ) {}

  static async open(): Promise<Bench> {
    const executable = await ensureBrowser(console.log);
    return new Bench(executable, await launchBrowser(executable));
  }

  get version(): string {
    return this.browser.version();
  }

  /** Undefined when it took too long. */
  async measure(input: Input, arrival: Arrival): Promise<Measured | undefined> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<undefined>((resolve) => (timer = setTimeout(() => resolve(undefined), patienceMs)));
    const measuring = measure(this.browser, input, arrival);
    const measured = await Promise.race([measuring, late]).finally(() => clearTimeout(timer));
    if (measured) return measured;
    measuring.catch(() => undefined);
    await this.browser.close();
    this.browser = await launchBrowser(this.executable);
    return undefined;
  }

  async close(): Promise<void> {
    await this.browser.close();
  }
}

async function rowFor(bench: Bench, input: Input, runs: number): Promise<Row> {
  const measured: Record<Arrival, Measured[]> = { pieces: [], 'at once': [] };
  for (const arrival of arrivals) {
    const of = measured[arrival];
    const isOver = (): boolean => of.some(({ cpuMs }) => cpuMs > limitMs);
    while (of.length < runs || (of.length < runsOverLimit && isOver())) {
      const one = await bench.measure(input, arrival);
      if (!one) break;
      of.push(one);
    }
  }
  return rowOf(input, measured, runs);
}

const load = (): number => loadavg()[2] ?? 0;

function told(row: Row): string {
  const numbers = arrivals.map((arrival) => {
    const of = row[arrival];
    return of
      ? `${of.cpuMs.toFixed(1).padStart(6)} cpu ${of.wallMs.toFixed(0).padStart(4)} wall ${of.longestKeyMs.toFixed(0).padStart(4)} key ${String(of.updates).padStart(4)} updates`
      : 'too long'.padStart(42);
  });
  return `${numbers.join(' | ')} ${row.isWhole ? '' : 'NOT WHOLE '} ${row.input}`;
}

function partsOf(parts: Measured['parts']): string {
  return Object.entries(parts)
    .sort(([, a], [, b]) => b - a)
    .slice(0, 9)
    .map(([name, ms]) => `${name} ${ms.toFixed(1)}`)
    .join(', ');
}

function readReport(file: string): Report {
  return JSON.parse(readFileSync(file, 'utf8')) as Report;
}

async function save(out: string, report: Report): Promise<void> {
  mkdirSync(path.dirname(out), { recursive: true });
  writeFileSync(`${out}.json`, `${JSON.stringify(report, undefined, 2)}\n`);
  const options = { ...(await resolveConfig(root)), filepath: `${out}.md` };
  writeFileSync(`${out}.md`, await format(reportOf(report), options));
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
