import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { SharedCounts } from '../../../src/engine/completion/statistics/sharedCounts';
import { healthRecordTable } from '../../../src/engine/failover/health/records/healthRecordTable';
import { HealthTable } from '../../../src/engine/failover/health/records/healthTable';
import { createLatency } from '../../../src/engine/failover/health/latency';
import { LearnedFacts } from '../../../src/engine/failover/learned/learnedFacts';
import type { LearnedFact } from '../../../src/engine/failover/learned/learnedFactTable';
import type { RecordStore } from '../../../src/engine/storage/records/recordStore';
import { describeWithSqlite } from '../../../tools/test/withSqlite';
import { route } from '../../unit/engine/failover/fixtures';
import { handClock, start } from '../../unit/engine/failover/handClock';
import { RecordFolder } from '../../unit/engine/storage/records/recordWindows';

const first = route('first');
const today = '2023-11-14';
const names = ['a', 'b'];
/** Longer than every delay, and than the time between two looks. */
const longMs = 36_000;

interface Step {
  readonly window: 0 | 1;
  readonly what: 'fact' | 'health' | 'sample' | 'count' | 'tick' | 'reset' | 'settle' | 'reload';
  readonly name: string;
  readonly value: number;
}

const step: fc.Arbitrary<Step> = fc.record({
  window: fc.constantFrom(0, 1),
  what: fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom('fact', 'health', 'sample', 'count', 'tick') },
    { weight: 1, arbitrary: fc.constantFrom('reset', 'settle', 'settle', 'reload') },
  ),
  name: fc.constantFrom(...names),
  value: fc.nat(3),
});

/** Two windows on one database, and all that they have ever learned. */
class World {
  private readonly place = new RecordFolder();
  private readonly written: LearnedFact[] = [];
  private readonly samples: number[] = [];
  private readonly windows: Awaited<ReturnType<World['open']>>[] = [];
  /** Counts that wait in each window, and whether a reset has made them void. */
  private readonly waiting = [
    { count: 0, isVoid: false },
    { count: 0, isVoid: false },
  ];
  private kept = 0;

  async start(offsetsMs: readonly number[]): Promise<void> {
    for (const offsetMs of offsetsMs) this.windows.push(await this.open(start + offsetMs));
  }

  async do({ window: index, what, name, value }: Step): Promise<void> {
    const [window, waiting, others] = [this.windows[index]!, this.waiting[index]!, this.waiting[1 - index]!];
    switch (what) {
      case 'fact':
        window.facts.set(first, name, value);
        break;
      case 'health':
        window.health.set(name, { kind: 'cooldown', cooldown: { state: 'active', repeats: value } }, 'p');
        break;
      case 'sample':
        this.samples.push(value);
        window.latency.record(first, 'chat', value);
        break;
      case 'count':
        waiting.count += 1;
        window.counts.add({ day: today, language: 'go', route: 'r', name, count: 1 });
        break;
      case 'tick':
        window.clock.setTo(window.clock.now() + value);
        break;
      case 'reset':
        window.counts.reset();
        Object.assign(waiting, { count: 0, isVoid: false });
        others.isVoid = true;
        this.kept = 0;
        break;
      case 'settle':
        this.settle(index);
        break;
      case 'reload':
        window.dispose();
        this.countWaiting(index);
        this.windows[index] = await this.open(window.clock.now());
        break;
    }
  }

  /** Lets all timers of a window run, while the wall clocks of both stay as far apart as they are. */
  settle(index: number): void {
    const { clock } = this.windows[index]!;
    const before = clock.now();
    clock.advance(longMs);
    clock.setTo(before);
    this.countWaiting(index);
  }

  check(): void {
    const connection = this.place.connection();
    for (const name of names) {
      const latest = this.written
        .filter((fact) => fact.name === name)
        .sort((a, b) => b.at - a.at || b.value - a.value)[0]?.value;
      const row = connection.get('SELECT value FROM learned_fact WHERE name = ?', name);
      assert.equal(row?.['value'], latest, 'the fact that was written last');
      for (const { facts } of this.windows) assert.equal(facts.get(first, name)?.value ?? 0, latest ?? 0);
      const saved = connection.get('SELECT entry FROM provider_health WHERE key = ?', name);
      const strikes = Number(/"strikes":(\d)/.exec(String(saved?.['entry']))?.[1] ?? 0);
      for (const { health } of this.windows) {
        assert.deepEqual(
          health.cooldown(name),
          { state: 'active', repeats: strikes },
          'health is what the database has',
        );
      }
    }
    const sorted = [...this.samples].sort();
    const ms = connection.all('SELECT ms FROM latency_sample ORDER BY ms').map((row) => row['ms']);
    assert.deepEqual(ms, sorted, 'every sample once');
    for (const { latency, counts, log } of this.windows) {
      assert.equal(
        latency.p50(first, 'chat'),
        sorted.length < 5 ? undefined : sorted[Math.ceil(sorted.length / 2) - 1],
      );
      const sum = counts.between(today, today).reduce((total, { count }) => total + count, 0);
      assert.equal(sum, this.kept, 'counts are added up');
      assert.deepEqual(log.warnings, []);
    }
  }

  dispose(): void {
    this.place.dispose();
  }

  private countWaiting(index: number): void {
    const waiting = this.waiting[index]!;
    if (!waiting.isVoid) this.kept += waiting.count;
    Object.assign(waiting, { count: 0, isVoid: false });
  }

  private async open(now: number) {
    const clock = handClock();
    clock.setTo(now);
    const window = this.place.window({ clock });
    const { records } = window;
    const facts = new LearnedFacts({ clock, records: this.noting(records) });
    const latency = createLatency({ clock, records });
    const channel = records.of(healthRecordTable);
    const health = new HealthTable(clock, (record) => channel.write(record));
    channel.onDidRead((read) => health.learn(read));
    const counts = new SharedCounts(records);
    await records.ready;
    return { ...window, facts, latency, health, counts };
  }

  private noting(records: RecordStore): RecordStore {
    return {
      of: (table) => {
        const channel = records.of(table);
        const write: typeof channel.write = (fact) => {
          this.written.push(fact as LearnedFact);
          channel.write(fact);
        };
        return { onDidRead: channel.onDidRead, write };
      },
    };
  }
}

describeWithSqlite('records under any interleaving of two windows', () => {
  it('are those of the merged history, in the database and in both windows', async () => {
    const offset = fc.integer({ min: -25_000, max: 25_000 });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60 }), fc.tuple(offset, offset), async (steps, offsetsMs) => {
        const world = new World();
        try {
          await world.start(offsetsMs);
          for (const each of steps) await world.do(each);
          for (const index of [0, 1, 0]) world.settle(index);
          world.check();
        } finally {
          world.dispose();
        }
      }),
      { numRuns: 60 },
    );
  });
});
