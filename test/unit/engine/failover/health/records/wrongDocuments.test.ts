import assert from 'node:assert/strict';
import { CompletionStatistics } from '../../../../../../src/engine/completion/statistics/completionStatistics';
import type { AttemptRecord } from '../../../../../../src/engine/failover/api/answer';
import { createLatency } from '../../../../../../src/engine/failover/health/latency';
import { LearnedFacts } from '../../../../../../src/engine/failover/learned/learnedFacts';
import type { Disposable } from '../../../../../../src/engine/model/async/event';
import type { Log } from '../../../../../../src/engine/model/log';
import { route } from '../../fixtures';
import { type HandClock, handClock } from '../../handClock';
import { breakDown, fail, healthFixture, recordedLog, settled, type SharedText, sharedText } from '../healthFixtures';

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
type Path = readonly (string | number)[];

const wrong: readonly (Json | undefined)[] = [null, true, -1, 0.5, 1e308, 'x', [], [7], {}, { x: 'x' }, undefined];

/** The value with each part of it replaced by each wrong one; undefined takes it away. */
function* mutations(
  value: Json,
  path: Path = [],
): Generator<{ readonly path: Path; readonly value: Json | undefined }> {
  for (const other of wrong) yield { path, value: other };
  if (typeof value !== 'object' || value === null) return;
  for (const [key, each] of Object.entries<Json>(value)) {
    const at = Array.isArray(value) ? Number(key) : key;
    for (const inner of mutations(each, [...path, at])) {
      const copy = structuredClone(value) as Record<string | number, Json | undefined>;
      copy[at] = inner.value;
      yield { path: inner.path, value: copy as Json };
    }
  }
}

/** Everything of a document that can be kept alone, by its place. */
type Pieces = ReadonlyMap<string, string>;

interface Store {
  readonly open: (
    clock: HandClock,
    log: Log,
    shared: SharedText,
  ) => Disposable & { readonly add: (name: string) => void };
  readonly pieces: (data: Json) => Pieces;
}

const attempt = (name: string): AttemptRecord =>
  ({ route: route(name), outcome: 'served', usage: { inputTokens: 5, outputTokens: 7 } }) as unknown as AttemptRecord;

function listed(data: Json, inner?: string): Pieces {
  return new Map(
    (data as readonly { readonly [key: string]: Json }[]).flatMap((record, index): [string, string][] => {
      if (inner === undefined) return [[`/${index}`, JSON.stringify(record)]];
      const list = record[inner] as readonly Json[];
      return list.map((each, at) => [`/${index}/${inner}/${at}`, JSON.stringify([record['key'], each])]);
    }),
  );
}

function counted(data: Json): Pieces {
  const { days } = data as unknown as { days: Record<string, { windows: string[]; rows: Record<string, object> }[]> };
  return new Map(
    Object.entries(days).flatMap(([day, shares]) =>
      shares.flatMap(({ windows, rows }, share) =>
        Object.entries(rows).flatMap(([row, counts]) =>
          Object.entries(counts).map(([name, count]): [string, string] => [
            `/days/${day}/${share}/rows/${row}/${name}`,
            JSON.stringify([day, windows, row, name, count]),
          ]),
        ),
      ),
    ),
  );
}

const stores: Readonly<Record<string, Store>> = {
  'provider health': {
    open: (clock, log, shared) => {
      const { health } = healthFixture({ clock, log, store: shared.window() });
      return {
        add: (name) => (name === 'down' ? breakDown(health, route(name)) : fail(health, route(name), 'auth')),
        dispose: () => health.dispose(),
      };
    },
    pieces: (data) => listed(data),
  },
  'response times': {
    open: (clock, log, shared) => {
      const latency = createLatency({ clock, log, store: shared.window() });
      return {
        add: (name) => [1, 2].forEach((ms) => latency.record(route(name), 'chat', ms)),
        dispose: () => latency.dispose(),
      };
    },
    pieces: (data) => listed(data, 'samples'),
  },
  'knowledge of models': {
    open: (clock, log, shared) => {
      const facts = new LearnedFacts({ clock, log, store: shared.window() });
      return { add: (name) => facts.set(route(name), 'window', 7), dispose: () => facts.dispose() };
    },
    pieces: (data) => listed(data),
  },
  'completion statistics': {
    open: (clock, log, shared) => {
      const windowId = shared.text === undefined ? 'first' : 'next';
      const feedback = new CompletionStatistics({ clock, log, windowId, store: shared.window() });
      return { add: (name) => feedback.attempted('go', attempt(name)), dispose: () => feedback.dispose() };
    },
    pieces: counted,
  },
};

async function written(clock: HandClock): Promise<void> {
  for (let round = 0; round < 3; round += 1) {
    clock.advance(30_000);
    await settled();
  }
}

function dataOf({ text }: SharedText): Json {
  return (JSON.parse(text ?? '{}') as { data: Json }).data;
}

describe('a document in which one value is of another type', () => {
  for (const [name, { open, pieces }] of Object.entries(stores)) {
    it(`costs the ${name} that value alone, and one line of the log at most`, async () => {
      const clock = handClock();
      const shared = sharedText();
      const first = open(clock, recordedLog(), shared);
      await settled();
      for (const each of ['down', 'one', 'two']) first.add(each);
      await written(clock);
      first.dispose();
      const data = dataOf(shared);
      const before = pieces(data);
      assert.ok(before.size >= 3, JSON.stringify(data));
      const { version } = JSON.parse(shared.text ?? '') as { version: number };
      let kept = 0;
      for (const { path, value } of mutations(data)) {
        const what = `${path.join('/')} = ${JSON.stringify(value)}`;
        const later = sharedText(JSON.stringify({ version, data: value }));
        const now = handClock();
        const log = recordedLog();
        const next = open(now, log, later);
        await settled();
        next.add('new');
        await written(now);
        next.dispose();
        assert.ok(log.warnings.length <= 1, `${what}: ${log.warnings.join()}`);
        const after = new Set(pieces(dataOf(later)).values());
        const place = path.map((step) => `/${step}`).join('');
        // A count belongs to the windows that made it, a time to the key of its route.
        const owner = place.replace(/\/(?:windows|key)(?:\/.*)?$/, '');
        const lost = [...before].filter(
          ([at, piece]) => !after.has(piece) && !at.startsWith(owner) && !owner.startsWith(at),
        );
        assert.deepEqual(lost, [], what);
        kept += [...before.values()].filter((piece) => after.has(piece)).length;
      }
      assert.ok(kept > 0);
    });
  }
});
