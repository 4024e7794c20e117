/**
 * What it costs a window to share what it learns: to write what waits, to hear of another window's writes, to start with what is kept.
 * All of it runs on the thread of the extension's host.
 *
 *   npm run bench:records [-- --runs 1000 --folder /tmp]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { SharedCounts } from '../../src/engine/completion/statistics/sharedCounts';
import { healthRecordTable } from '../../src/engine/failover/health/records/healthRecordTable';
import { latencySampleTable } from '../../src/engine/failover/health/records/latencySampleTable';
import { learnedFactTable } from '../../src/engine/failover/learned/learnedFactTable';
import { systemClock as clock } from '../../src/engine/model/async/clock';
import { silentLog as log } from '../../src/engine/model/log';
import { LateDatabase } from '../../src/engine/storage/lateDatabase';
import { RecordDatabase } from '../../src/engine/storage/records/recordDatabase';
import { median } from '../report/median';

const day = '2026-11-26';

async function openWindow(folder: string) {
  const database = new LateDatabase({ file: { folder, name: 'everpair.db' }, clock, log }, Promise.resolve());
  const records = new RecordDatabase({ database, folder, clock, log });
  const health = records.of(healthRecordTable);
  const latency = records.of(latencySampleTable);
  const facts = records.of(learnedFactTable);
  const counts = new SharedCounts(records);
  let heard = 0;
  for (const channel of [health, latency, facts]) channel.onDidRead((read) => (heard += read.length));
  await records.ready;
  const close = (): void => {
    records.dispose();
    database.dispose();
  };
  return { records, health, latency, counts, close, heard: () => heard };
}

type Window = Awaited<ReturnType<typeof openWindow>>;

/** What a second of an outage changes: the circuits of an endpoint and of its model. */
function learnOutage({ health }: Window, run: number): void {
  const [now, kind] = [Date.now() + run, 'server'] as const;
  const failure = { kind, scope: 'endpoint', message: 'First is overloaded (503).' } as const;
  const window = Array.from({ length: 5 }, () => ({ attempt: 0, at: now, kind, weight: 1 }));
  const down = { since: now, downSince: now, until: now + 10_000, level: 0 };
  for (const name of ['endpoint', 'model']) {
    const entry = { kind: 'circuit', circuit: { state: 'soft-open', window, failure, ...down } } as const;
    health.write({ key: `${name} ${run % 5}`, changedAt: now, providers: ['first'], entry });
  }
}

/** What half a minute of typing leaves: thirty completions of a route. */
function learnTyping({ latency, counts }: Window, run: number): void {
  for (let each = 0; each < 30; each += 1) {
    const series = `completion ${run % 3}`;
    latency.write({ series, id: `w-${run}-${each}`, at: Date.now(), ms: 100 + each });
    for (const name of ['requests', 'inputTokens', 'outputTokens', 'offered', `ms${each % 10}`]) {
      counts.add({ day, language: 'typescript', route: 'first/model', name, count: 1 });
    }
  }
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { runs: { type: 'string', default: '1000' }, folder: { type: 'string', default: tmpdir() } },
  });
  const folder = mkdtempSync(path.join(values.folder, 'everpair-bench-records-'));
  const times = new Map<string, number[]>();
  const timed = async (what: string, step: () => unknown): Promise<void> => {
    const started = performance.now();
    await step();
    times.set(what, [...(times.get(what) ?? []), performance.now() - started]);
  };
  try {
    await timed('start: the first window, which makes the database', async () => (await openWindow(folder)).close());
    const [one, other] = [await openWindow(folder), await openWindow(folder)];
    for (let run = 0; run < Number(values.runs); run += 1) {
      learnOutage(one, run);
      await timed('write: a second of an outage', () => one.records.flush());
      learnTyping(one, run);
      await timed('write: half a minute of typing', () => one.records.flush());
      // A write of its own makes the other window read first.
      learnOutage(other, run);
      await timed('read and write: another window in the same outage', () => other.records.flush());
    }
    await timed('read: the counts of all days', () => one.counts.between('2000-01-01', '2099-12-31'));
    if (other.heard() === 0) throw new Error('The other window has heard nothing.');
    one.close();
    other.close();
    for (let run = 0; run < 20; run += 1) {
      await timed('start: a later window, until it knows all', async () => (await openWindow(folder)).close());
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  const table = [...times].map(([what, all]) => {
    const sorted = all.sort((a, b) => a - b);
    const rounded = (ms = 0): number => Number(ms.toFixed(2));
    const p99 = sorted[Math.ceil(sorted.length * 0.99) - 1];
    return { what, 'median ms': rounded(median(all)), 'p99 ms': rounded(p99), 'worst ms': rounded(sorted.at(-1)) };
  });
  console.table(table);
  console.log(JSON.stringify({ node: process.version, runs: Number(values.runs), records: table }));
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
