import assert from 'node:assert/strict';
import { countTable } from '../../../../../../src/engine/completion/statistics/countTable';
import { healthRecordTable } from '../../../../../../src/engine/failover/health/records/healthRecordTable';
import { latencySampleTable } from '../../../../../../src/engine/failover/health/records/latencySampleTable';
import { learnedFactTable } from '../../../../../../src/engine/failover/learned/learnedFactTable';
import type { RecordTable } from '../../../../../../src/engine/storage/records/recordStore';
import { failure } from '../../fixtures';
import { start } from '../../handClock';

type Json = null | boolean | number | string | undefined | readonly Json[] | { readonly [key: string]: Json };
type Path = readonly (string | number)[];

const wrong: readonly Json[] = [null, true, -1, 0.5, 1e308, 'x', [], [7], {}, { x: 'x' }, undefined];

/** The value with each part of it replaced by each wrong one; undefined takes it away. */
function* mutations(value: Json, path: Path = []): Generator<{ readonly path: Path; readonly value: Json }> {
  for (const other of wrong) yield { path, value: other };
  if (typeof value !== 'object' || value === null) return;
  for (const [key, each] of Object.entries<Json>(value)) {
    const at = Array.isArray(value) ? Number(key) : key;
    for (const inner of mutations(each, [...path, at])) {
      const copy = structuredClone(value) as Record<string | number, Json>;
      copy[at] = inner.value;
      yield { path: inner.path, value: copy };
    }
  }
}

const seen = { failure: failure('server'), since: start, until: start + 1 };
const circuit = { state: 'open', downSince: start, level: 1, ...seen };
const parking = { state: 'parked', strikes: 1, needsUser: true, ...seen };

/** What versions without a database have written, and where each of its records stands. */
const documents: readonly (readonly [RecordTable<unknown>, data: Json, places: readonly string[]])[] = [
  [
    healthRecordTable,
    JSON.parse(
      JSON.stringify([
        { key: 'a', changedAt: start, providers: ['p'], cell: { kind: 'circuit', circuit } },
        { key: 'b', changedAt: start, providers: [], cell: { kind: 'parking', parking } },
        { key: 'c', changedAt: start, providers: ['p', 'q'], cell: { kind: 'served', served: { goodAt: start } } },
      ]),
    ) as Json,
    ['/0', '/1', '/2'],
  ],
  [
    latencySampleTable,
    [
      {
        key: 'a',
        samples: [
          [start, 1],
          [start + 1, 2],
        ],
      },
      { key: 'b', samples: [[start, 3]] },
    ],
    ['/0/samples/0', '/0/samples/1', '/1/samples/0'],
  ],
  [
    learnedFactTable,
    [
      { key: 'a', name: 'window', value: 7, at: start },
      { key: 'b', name: 'limit', value: 0, at: start },
    ],
    ['/0', '/1'],
  ],
  [
    countTable,
    {
      resets: 0,
      days: {
        '2026-11-26': [
          { windows: ['w1'], rows: { 'go a/b': { requests: 3, ms12: 1 } } },
          { windows: ['w2'], rows: { 'rust a/b c': { offered: 1 } } },
        ],
      },
    },
    [
      '/days/2026-11-26/0/rows/go a/b/requests',
      '/days/2026-11-26/0/rows/go a/b/ms12',
      '/days/2026-11-26/1/rows/rust a/b c/offered',
    ],
  ],
];

describe('a document of an earlier version in which one value is of another type', () => {
  for (const [{ name, earlier }, data, places] of documents) {
    it(`costs the ${name} that value alone`, () => {
      const textsOf = (value: Json, onLost: () => void): readonly string[] =>
        (earlier!.recordsOf(value, onLost) ?? []).map((record) => JSON.stringify(record));
      const whole = textsOf(data, () => assert.fail('nothing of it is lost'));
      assert.equal(whole.length, places.length);
      let kept = 0;
      for (const { path, value } of mutations(data)) {
        let lost = 0;
        const found = new Set(textsOf(value, () => (lost += 1)));
        const missing = whole.filter((text) => !found.has(text));
        const place = path.map((step) => `/${step}`).join('');
        // A time belongs to the key of its route.
        const owner = place.replace(/\/key(?:\/.*)?$/, '');
        const unharmed = whole.filter((_, index) => {
          const at = places[index] ?? '';
          return !at.startsWith(owner) && !owner.startsWith(at);
        });
        const what = `${place} = ${JSON.stringify(value)}`;
        assert.deepEqual(
          unharmed.filter((text) => missing.includes(text)),
          [],
          what,
        );
        // What cannot be understood is told, so that it is logged.
        if (found.size < whole.length && path.length > 0 && value !== undefined) kept += lost;
      }
      assert.ok(kept > 0, 'the loss is told');
    });
  }
});
