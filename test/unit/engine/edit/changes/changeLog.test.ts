import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { NewChange } from '../../../../../src/engine/edit/changes/change';
import { ChangeLog, type ChangeLimits, changeLimits } from '../../../../../src/engine/edit/changes/changeLog';
import { Database } from '../../../../../src/engine/storage/database';
import { describeWithSqlite } from '../../../../../tools/test/withSqlite';
import { recordedLog } from '../../failover/health/healthFixtures';
import { handClock } from '../../failover/handClock';

const day = 24 * 60 * 60 * 1000;

const change = (label: string, changes: Partial<NewChange> = {}): NewChange => ({
  label,
  files: [{ uri: 'file:///w/a.ts', before: 'one\n', after: 'two\n' }],
  ...changes,
});

describeWithSqlite('ChangeLog', () => {
  const clock = handClock();
  let folder: string;
  let opened: Database[];
  let alive: Set<string>;

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'everpair-changes-'));
    opened = [];
    alive = new Set(['first', 'second']);
  });
  afterEach(() => {
    for (const database of opened) database.dispose();
    rmSync(folder, { recursive: true });
  });

  function open(owner = 'first', limits?: ChangeLimits): ChangeLog {
    const database = Database.open({ file: { folder, name: 'everpair.db' }, clock, log: recordedLog() });
    opened.push(database);
    let ids = 0;
    const newId = (): string => `${owner}-${(ids += 1)}`;
    return new ChangeLog({
      database,
      clock,
      newId,
      owner,
      isAlive: (other) => alive.has(other),
      ...(limits ? { limits } : {}),
    });
  }

  function made(log: ChangeLog, what: NewChange): string {
    const id = log.begin(what);
    log.finish(
      id,
      what.files.map(({ uri }) => ({ uri, state: 'written' })),
    );
    return id;
  }

  const everything = (): boolean => true;

  it('shows a change to all windows from before its first file is touched, in a file for its user alone', () => {
    const [log, other] = [open(), open('second')];
    const files = [
      { uri: 'file:///w/new.ts', before: undefined, after: 'new\r\n' },
      { uri: 'file:///w/old.ts', before: 'old', after: undefined },
    ];
    const id = log.begin(change('Answer', { conversationId: 'c', turnId: 't', files }));
    assert.deepEqual(other.get(id), {
      ...{ id, at: clock.now(), label: 'Answer', conversationId: 'c', turnId: 't', isFinished: false },
      files: files.map((file) => ({ ...file, state: 'planned' })),
    });
    log.finish(id, [
      { uri: 'file:///w/new.ts', state: 'written', after: 'formatted' },
      { uri: 'file:///w/old.ts', state: 'unwritten' },
    ]);
    const found = other.get(id);
    assert.equal(found?.isFinished, true);
    assert.deepEqual(
      found.files.map(({ state, after }) => [state, after]),
      [
        ['written', 'formatted'],
        ['unwritten', undefined],
      ],
    );
    if (process.platform !== 'win32') assert.equal(statSync(path.join(folder, 'everpair.db')).mode & 0o777, 0o600);
  });

  it('lists the latest first, without those that touched nothing', () => {
    const log = open();
    made(log, change('one'));
    const nothing = log.begin(change('nothing'));
    log.finish(nothing, [{ uri: 'file:///w/a.ts', state: 'unwritten' }]);
    made(log, change('two'));
    assert.deepEqual(
      log.list().map(({ label }) => label),
      ['two', 'one'],
    );
  });

  it('knows what was taken back, also when that was taken back in its turn', () => {
    const log = open();
    const first = made(log, change('first'));
    const taken = (): readonly string[] => log.list().flatMap(({ id, isTakenBack }) => (isTakenBack ? [id] : []));
    assert.deepEqual(taken(), []);
    const back = made(log, change('back', { takesBack: first }));
    assert.deepEqual(taken(), [first]);
    const again = made(log, change('again', { takesBack: back }));
    assert.deepEqual(taken(), [back]);
    made(log, change('and back', { takesBack: again }));
    assert.deepEqual(taken(), [again, first]);
  });

  it('counts a change as taken back when all of that is done, and not before', () => {
    const log = open();
    const first = made(log, change('first'));
    const back = log.begin(change('back', { takesBack: first }));
    assert.equal(log.list().at(-1)?.isTakenBack, false);
    log.finish(back, [{ uri: 'file:///w/a.ts', state: 'unwritten' }]);
    assert.equal(log.list().at(-1)?.isTakenBack, false);
  });

  it('gives a change that was cut short to one window, and only once its window is gone', () => {
    const [log, other, third] = [open(), open('second'), open('third')];
    const id = log.begin(change('cut'));
    made(log, change('whole'));
    assert.deepEqual(other.claimInterrupted(everything), []);
    alive.delete('first');
    assert.deepEqual(
      other.claimInterrupted((uris) => uris.includes('file:///elsewhere')),
      [],
    );
    assert.deepEqual(
      other.claimInterrupted(everything).map((found) => [found.id, found.files[0]?.after]),
      [[id, 'two\n']],
    );
    assert.deepEqual(third.claimInterrupted(everything), []);
    alive.delete('second');
    assert.equal(third.claimInterrupted(everything).length, 1);
  });

  it('forgets what is older than thirty days, with the texts', () => {
    const log = open();
    const old = made(log, change('old'));
    clock.setTo(clock.now() + 30 * day);
    const kept = made(log, change('kept'));
    assert.ok(log.get(old));
    clock.setTo(clock.now() + 1);
    const latest = made(log, change('latest'));
    assert.deepEqual(
      [old, kept, latest].map((id) => log.get(id)?.label),
      [undefined, 'kept', 'latest'],
    );
    assert.deepEqual(
      opened[0]?.all('SELECT count(*) AS files FROM change_file').map(({ files }) => files),
      [2],
    );
  });

  it('forgets the oldest where there are too many', () => {
    const log = open('first', { ...changeLimits, changes: 3 });
    for (let index = 0; index < 5; index += 1) made(log, change(`change ${index}`));
    assert.deepEqual(
      log.list().map(({ label }) => label),
      ['change 4', 'change 3', 'change 2'],
    );
  });

  it('forgets the oldest where the texts are too long together, and never the latest', () => {
    const log = open('first', { ...changeLimits, chars: 50 });
    const long = (label: string, chars: number): NewChange =>
      change(label, { files: [{ uri: 'file:///w/long', before: undefined, after: 'x'.repeat(chars) }] });
    made(log, long('first', 20));
    made(log, long('second', 20));
    made(log, long('third', 20));
    assert.deepEqual(
      log.list().map(({ label }) => label),
      ['third', 'second'],
    );
    made(log, long('huge', 51));
    assert.deepEqual(
      log.list().map(({ label }) => label),
      ['huge'],
    );
  });

  it('forgets what it is told to, but not what is under way', () => {
    const log = open();
    const [first, second] = [made(log, change('first')), made(log, change('second'))];
    const running = log.begin(change('running'));
    log.forget(first);
    assert.deepEqual([log.get(first), log.get(second)?.label], [undefined, 'second']);
    log.forgetAll();
    assert.deepEqual([log.get(second), log.get(running)?.label], [undefined, 'running']);
  });
});
