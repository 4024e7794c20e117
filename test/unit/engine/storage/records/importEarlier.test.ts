import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { SharedCounts } from '../../../../../src/engine/completion/statistics/sharedCounts';
import { createHealth } from '../../../../../src/engine/failover/health/healthRegistry';
import { createLatency } from '../../../../../src/engine/failover/health/latency';
import { LearnedFacts } from '../../../../../src/engine/failover/learned/learnedFacts';
import { silentLog } from '../../../../../src/engine/model/log';
import { describeWithSqlite } from '../../../../../tools/test/withSqlite';
import { failure, route } from '../../failover/fixtures';
import { handClock, start } from '../../failover/handClock';
import { RecordFolder, type RecordWindowOptions } from './recordWindows';

const first = route('first');

/** As earlier versions have written them. */
const documents: Readonly<Record<string, { readonly version: number; readonly data: unknown }>> = {
  'health.json': {
    version: 2,
    data: [
      {
        key: JSON.stringify(['endpoint', first.endpoint]),
        changedAt: start,
        providers: ['first'],
        cell: {
          kind: 'circuit',
          circuit: {
            ...{ state: 'open', since: start, downSince: start, until: start + 20_000, level: 1 },
            failure: { ...failure('server'), message: 'First is overloaded. It said: the prompt', code: 'the_code' },
          },
        },
      },
    ],
  },
  'latency.json': {
    version: 1,
    data: [
      {
        key: JSON.stringify(['chat', first.endpoint, first.model]),
        samples: [1, 2, 3, 4, 5].map((ms) => [start - ms, ms]),
      },
    ],
  },
  'learned.json': {
    version: 1,
    data: [
      {
        key: JSON.stringify(['first', first.type, first.endpoint, first.model]),
        ...{ name: 'window', value: 8_000, at: start },
      },
    ],
  },
  'completions.json': {
    version: 1,
    data: {
      resets: 2,
      days: {
        '2023-11-14': [
          { windows: ['a'], rows: { 'go a/b': { requests: 3 } } },
          { windows: ['b'], rows: { 'go a/b': { requests: 4 }, 'rust a/b': { requests: 10 } } },
        ],
      },
    },
  },
};
const names = Object.keys(documents);

describeWithSqlite('Files of earlier versions', () => {
  let place: RecordFolder;
  beforeEach(() => {
    place = new RecordFolder();
    mkdirSync(place.folder, { recursive: true });
  });
  afterEach(() => place.dispose());

  const write = (name: string, text = JSON.stringify(documents[name])): void =>
    writeFileSync(path.join(place.folder, name), text);
  const files = (): readonly string[] =>
    readdirSync(place.folder)
      .filter((name) => name.endsWith('.json'))
      .sort();

  /** All that a window knows. */
  function open(options: RecordWindowOptions = {}) {
    const window = place.window(options);
    const { records, clock } = window;
    const latency = createLatency({ clock, records });
    const health = createHealth({ clock, random: () => 0.5, log: silentLog, records });
    const facts = new LearnedFacts({ clock, records });
    const counts = new SharedCounts(records);
    const known = () => ({
      health: health.view(first).state,
      latency: latency.p50(first, 'chat'),
      facts: facts.get(first, 'window')?.value,
      counts: counts.between('2023-11-14', '2023-11-14').reduce((sum, { count }) => sum + count, 0),
    });
    return { ...window, known };
  }
  const everything = { health: 'down', latency: 3, facts: 8_000, counts: 17 };
  const nothing = { health: 'healthy', latency: undefined, facts: undefined, counts: 0 };

  it('are taken over and moved aside', async () => {
    for (const name of names) write(name);
    const window = open();
    await window.records.ready;
    assert.deepEqual(window.known(), everything);
    assert.deepEqual(files(), names.map((name) => name.replace('.json', '.imported-1.json')).sort());
    assert.deepEqual(window.log.warnings, []);
    for (const name of names) {
      const aside = readFileSync(path.join(place.folder, name.replace('.json', '.imported-1.json')), 'utf8');
      assert.equal(aside, JSON.stringify(documents[name]));
    }
    const later = open();
    await later.records.ready;
    assert.deepEqual(later.known(), everything);
  });

  it('are taken over once by many windows at a time', async () => {
    for (const name of names) write(name);
    const clock = handClock();
    const windows = Array.from({ length: 20 }, () => open({ clock }));
    await Promise.all(windows.map(({ records }) => records.ready));
    clock.advance(5_000);
    for (const { known, log } of windows) {
      assert.deepEqual(known(), everything);
      assert.deepEqual(log.warnings, []);
    }
    assert.equal(files().length, 4);
  });

  it('are taken over once, also where a window was killed before it moved them', async () => {
    write('completions.json');
    await open().records.ready;
    // As if it had not come to that.
    write('completions.json');
    const window = open();
    await window.records.ready;
    assert.equal(window.known().counts, 17);
    assert.deepEqual(files(), ['completions.imported-1.json', 'completions.imported-2.json']);
  });

  it('leave no words of a host in the database', async () => {
    write('health.json');
    await open().records.ready;
    const rows = JSON.stringify(place.connection().all('SELECT * FROM provider_health'));
    assert.match(rows, /First is overloaded\./);
    assert.doesNotMatch(rows, /It said|the prompt|the_code/);
  });

  it('win over nothing that was learned later', async () => {
    write('learned.json');
    const window = place.window();
    const facts = new LearnedFacts({ clock: window.clock, records: window.records });
    window.clock.advance(10);
    facts.set(first, 'window', 4_000);
    await window.records.ready;
    assert.equal(facts.get(first, 'window')?.value, 4_000);
    assert.equal(place.connection().get('SELECT value FROM learned_fact')?.['value'], 4_000);
  });

  it('stay where they are as long as nothing can be kept', async () => {
    for (const name of names) write(name);
    mkdirSync(place.file);
    const window = open();
    await window.records.ready;
    assert.deepEqual(window.known(), nothing);
    assert.deepEqual(files(), [...names].sort());
  });

  const unreadable: Readonly<Record<string, string>> = {
    'is no JSON': '{"version":1,"data":[',
    'is empty': '',
    'is null': 'null',
    'has no version': '{"data":[]}',
    'has a version of another kind': '{"version":"1","data":[]}',
    'is of another version': '{"version":0,"data":[]}',
    'has other data': '{"version":1,"data":7}',
    'is enormous': JSON.stringify({ version: 1, data: 'x'.repeat(5_000_000) }),
  };
  for (const [what, text] of Object.entries(unreadable)) {
    it(`cost themselves alone, with one line in the log: one ${what}`, async () => {
      for (const name of names) write(name);
      write('learned.json', text);
      const window = open();
      await window.records.ready;
      assert.deepEqual(window.known(), { ...everything, facts: undefined });
      assert.deepEqual(window.log.warnings, [
        'The remembered knowledge of models could not be understood and begins anew.',
      ]);
      assert.ok(files().includes('learned.unreadable-1.json'));
      const later = open();
      await later.records.ready;
      assert.deepEqual(later.log.warnings, []);
    });
  }

  it('are logged by one window alone where they cannot be read', async () => {
    write('learned.json', 'no JSON');
    const windows = [open(), open(), open()];
    await Promise.all(windows.map(({ records }) => records.ready));
    assert.equal(windows.flatMap(({ log }) => log.warnings).length, 1);
    assert.deepEqual(files(), ['learned.unreadable-1.json']);
  });

  it('lose only the part that cannot be read', async () => {
    const { version, data } = documents['latency.json']!;
    const [series] = data as readonly [{ readonly samples: readonly unknown[] }];
    const broken = [{ ...series, samples: [...series.samples, ['now', 'slow']] }, 7];
    write('latency.json', JSON.stringify({ version, data: broken }));
    const window = open();
    await window.records.ready;
    assert.equal(window.known().latency, 3);
    assert.equal(window.log.warnings.length, 1);
  });

  it('are left where they are when what lies there is no file', async () => {
    mkdirSync(path.join(place.folder, 'learned.json'));
    write('latency.json');
    const window = open();
    await window.records.ready;
    assert.deepEqual(window.known(), { ...nothing, latency: 3 });
    assert.equal(window.log.warnings.length, 1);
  });
});
