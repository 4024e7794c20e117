import assert from 'node:assert/strict';
import type { HealthEntry } from '../../../../../../src/engine/failover/health/records/healthRecords';
import { entryText, parseRecords } from '../../../../../../src/engine/failover/health/records/savedRecords';
import { failure } from '../../fixtures';
import { start } from '../../handClock';

const seen = failure('server', 'endpoint');
const down = { failure: seen, since: start, downSince: start - 1, until: start + 1, level: 2 };
const savedDown = { state: 'open', ...down };
const outcome = { attempt: 0, at: start, kind: 'server', weight: 1 } as const;
const past = { level: 1, closedAt: start };
const rest = { failure: seen, since: start, until: start + 1, needsUser: true };

/** Each state of an entry with the words of the database, which other versions of Everpair read, too. */
const pairs: readonly (readonly [title: string, entry: HealthEntry, saved: object])[] = [
  [
    'a closed circuit',
    { kind: 'circuit', circuit: { state: 'closed', window: [], past } },
    { kind: 'circuit', circuit: { state: 'closed', outcomes: [], past } },
  ],
  [
    'a soft-open circuit',
    { kind: 'circuit', circuit: { state: 'soft-open', window: [outcome], past, ...down } },
    { kind: 'circuit', circuit: { state: 'cooling', outcomes: [outcome], past, ...down } },
  ],
  [
    'an open circuit',
    { kind: 'circuit', circuit: { state: 'open', ...down } },
    { kind: 'circuit', circuit: savedDown },
  ],
  [
    'a half-open circuit after an open one',
    { kind: 'circuit', circuit: { state: 'half-open', after: { state: 'open', ...down }, evidence: [outcome] } },
    { kind: 'circuit', circuit: { state: 'half-open', after: savedDown, evidence: [outcome] } },
  ],
  [
    'a half-open circuit after a soft-open one',
    {
      kind: 'circuit',
      circuit: { state: 'half-open', after: { state: 'soft-open', window: [], ...down }, evidence: [outcome] },
    },
    {
      kind: 'circuit',
      circuit: { state: 'half-open', after: { state: 'cooling', outcomes: [], ...down }, evidence: [outcome] },
    },
  ],
  [
    'an active thing with repeats',
    { kind: 'cooldown', cooldown: { state: 'active', repeats: 3 } },
    { kind: 'parking', parking: { state: 'free', strikes: 3 } },
  ],
  [
    'a cooldown',
    { kind: 'cooldown', cooldown: { state: 'cooling-down', repeats: 2, ...rest } },
    { kind: 'parking', parking: { state: 'parked', strikes: 2, ...rest } },
  ],
  [
    'what served lately',
    { kind: 'served', served: { goodAt: start, refusedSince: start + 1 } },
    { kind: 'served', served: { goodAt: start, refusedSince: start + 1 } },
  ],
];

describe('savedRecords', () => {
  for (const [title, entry, cell] of pairs) {
    it(`keeps the words of the database for ${title}`, () => {
      const record = { key: 'k', changedAt: start, providers: ['a'] };
      assert.deepEqual(JSON.parse(entryText(entry)), cell);
      const lost: unknown[] = [];
      const parsed = parseRecords(JSON.parse(JSON.stringify([{ ...record, cell }])), () => lost.push(1));
      assert.deepEqual([parsed, lost], [[{ ...record, entry }], []]);
    });
  }

  it('reads no data that is no list', () => {
    assert.equal(
      parseRecords({ cells: [] }, () => assert.fail('a list is lost')),
      undefined,
    );
  });

  it('loses only the record that cannot be read', () => {
    const record = { key: 'k', changedAt: start, providers: [], cell: { kind: 'served', served: {} } };
    let lost = 0;
    const parsed = parseRecords([{ ...record, cell: { kind: 'cooldown' } }, record], () => (lost += 1));
    assert.deepEqual([parsed?.length, lost], [1, 1]);
  });

  it('keeps no words of a host that an older document holds', () => {
    const said = { ...seen, message: 'It failed. It said: no', code: 'c', requestId: 'r' };
    const cell = { kind: 'circuit', circuit: { ...savedDown, failure: said } };
    const parsed = parseRecords([{ key: 'k', changedAt: start, providers: [], cell }], () => assert.fail());
    const entry: HealthEntry = {
      kind: 'circuit',
      circuit: { state: 'open', ...down, failure: { ...seen, message: 'It failed.' } },
    };
    assert.deepEqual(parsed?.[0]?.entry, entry);
  });

  it('writes the same facts as the same text', () => {
    const [first, other] = [
      { state: 'open', ...down },
      { ...down, state: 'open' },
    ] as const;
    assert.notEqual(JSON.stringify(first), JSON.stringify(other));
    assert.equal(entryText({ kind: 'circuit', circuit: first }), entryText({ circuit: other, kind: 'circuit' }));
  });
});
