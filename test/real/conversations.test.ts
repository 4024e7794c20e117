import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ConversationStore } from '../../src/engine/chat/store/conversationStore';
import { emptyAnswer } from '../../src/engine/chat/conversation/answerState';
import { systemClock } from '../../src/engine/model/async/clock';
import { silentLog } from '../../src/engine/model/log';
import { Database } from '../../src/engine/storage/database';
import { StoreProblem } from '../../src/engine/storage/storeProblem';
import { describeWithSqlite } from '../../tools/test/withSqlite';
import { alpha, asks, done, says } from '../unit/engine/chat/fixtures';
import { chatWorld, tells } from '../unit/engine/chat/session/chatWorld';
import { bundleStore, node, writing } from './support/chatProcess';

interface Opened {
  readonly database: Database;
  readonly store: ConversationStore;
}

function open(folder: string): Opened {
  const database = Database.open({ file: { folder, name: 'everpair.db' }, clock: systemClock, log: silentLog });
  const newId = (): string => crypto.randomUUID();
  return { database, store: new ConversationStore({ database, clock: systemClock, log: silentLog, newId }) };
}

/** Everything that a process said was kept is there, and the file and its search index are whole. */
function assertKept(folder: string, said: string): void {
  const { database, store } = open(folder);
  try {
    assert.deepEqual([database.isKept, database.notice], [true, undefined]);
    assert.deepEqual(database.all('PRAGMA integrity_check').map(Object.values), [['ok']]);
    database.run("INSERT INTO search (search) VALUES ('integrity-check')");
    const turns = new Map(store.conversation('chat') ? store.turns('chat').map((turn) => [turn.id, turn]) : []);
    for (const line of said.split('\n').filter((each) => each !== '')) {
      const [what, id = '', length] = line.split(' ');
      const text = turns.get(id)?.answer.text;
      assert.ok(text !== undefined, line);
      if (what === 'piece') assert.ok(text.length >= Number(length), line);
      if (what === 'answer') assert.equal(turns.get(id)?.answer.state.type, 'done', line);
    }
    for (const { id, answer } of turns.values()) {
      const pieces = answer.text.match(/piece \d+ of [^.]*\. /g) ?? [];
      assert.deepEqual(
        pieces,
        pieces.map((_, index) => `piece ${index} of ${id}. `),
      );
      assert.equal(pieces.join(''), answer.text);
    }
  } finally {
    database.dispose();
  }
}

describeWithSqlite('conversations', function () {
  this.timeout(240_000);
  const place = mkdtempSync(path.join(tmpdir(), 'everpair-conversations-'));
  let bundle: string;
  before(() => (bundle = bundleStore(place)));
  after(() => rmSync(place, { recursive: true }));

  /** A disk of 2 MB that the test has to unmount; where there cannot be one the test is skipped. */
  function mountedDisk(test: Mocha.Context): string {
    const disk = path.join(place, 'disk');
    try {
      mkdirSync(disk, { recursive: true });
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', disk], { stdio: 'ignore' });
    } catch {
      console.log('      A disk of its own cannot be mounted here: that takes Linux and its root.');
      test.skip();
    }
    return disk;
  }

  it('hold all that was said to be kept, after the process was killed at each call', () => {
    const folder = path.join(place, 'each-call');
    // Two turns: a prompt, four pieces and the answer. All in one file, which so gets through every kill.
    for (let killAfter = 1; killAfter <= 12; killAfter += 1) {
      const script = writing({ bundle, folder, name: `k${killAfter}-`, turns: 2, pieces: 4, killAfter });
      const { stdout, signal } = spawnSync(node.path, [...node.options, '-e', script], { encoding: 'utf8' });
      assert.equal(signal, 'SIGKILL');
      assert.equal(stdout.split('\n').length - 1, killAfter);
      assertKept(folder, stdout);
    }
  });

  it('hold it after the process was killed in the middle of anything', async () => {
    const folder = path.join(place, 'any-moment');
    let said = '';
    for (let kill = 0; kill < 30; kill += 1) {
      const script = writing({ bundle, folder, name: `r${kill}-`, turns: 10_000, pieces: 20 });
      const child = spawn(node.path, [...node.options, '-e', script]);
      let lines = 0;
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        said += text;
        lines += text.split('\n').length - 1;
        // It goes on writing while the signal comes.
        if (lines > kill * 7) child.kill('SIGKILL');
      });
      const [, signal] = (await once(child, 'close')) as [number | null, string | null];
      assert.equal(signal, 'SIGKILL');
      // A line that was cut was not read by anybody.
      said = said.slice(0, said.lastIndexOf('\n') + 1);
      assertKept(folder, said);
    }
  });

  it('of two windows that write a thousand turns each at once are all there', async () => {
    const folder = path.join(place, 'two');
    const run = async (name: string): Promise<string> => {
      const script = writing({ bundle, folder, name, turns: 1000, pieces: 1 });
      const child = spawn(node.path, [...node.options, '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
      let said = '';
      child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
      const [code] = (await once(child, 'close')) as [number | null];
      assert.equal(code, 0);
      return said;
    };
    const said = await Promise.all([run('one-'), run('two-')]);
    assertKept(folder, said.join(''));
    const { database, store } = open(folder);
    assert.equal(store.turns('chat').length, 2000);
    database.dispose();
  });

  it('are written with all that was asked on a full disk, as soon as there is room', async function () {
    const disk = mountedDisk(this);
    const world = chatWorld(disk);
    try {
      const words = Array.from({ length: 50 }, (_, index) => says(`word ${index} `.repeat(40)));
      const window = await world.open((...asked) => tells(asks(alpha), ...words, done())(...asked));
      const ask = async (prompt: string): Promise<void> => {
        window.send(prompt);
        await world.clock.advance(1_000);
      };
      await ask('With room');
      const filler = path.join(disk, 'filler');
      assert.throws(() => writeFileSync(filler, Buffer.alloc(2 * 1024 * 1024)), { code: 'ENOSPC' });
      await ask('Without room');
      await ask('Still without');
      assert.deepEqual(window.warnings, [new StoreProblem('disk').message]);
      rmSync(filler);
      await world.clock.advance(20_000);
      assert.equal(window.conversations.notice, '');
      const other = await world.open();
      assert.deepEqual(other.lines(), window.lines());
      assert.equal(other.lines().length, 3);
    } finally {
      world.dispose();
      execFileSync('umount', [disk]);
    }
  });

  it('stay as they were on a full disk, and go on as soon as there is room', function () {
    const disk = mountedDisk(this);
    try {
      const folder = path.join(disk, 'storage');
      const { database, store } = open(folder);
      store.create({ id: 'chat', title: 'Chat', createdAt: 0 });
      const add = (id: string): void => {
        const answer = {
          ...emptyAnswer,
          text: 'word '.repeat(2_000),
          state: { type: 'done', reason: 'stop' },
        } as const;
        store.addTurn('chat', { id, askedAt: 1, prompt: id, attachments: [], images: [], answer });
      };
      const filler = path.join(disk, 'filler');
      writeFileSync(filler, Buffer.alloc(600_000));
      let kept = 0;
      const untilFull = (): void => {
        for (;;) {
          add(`t${kept}`);
          kept += 1;
        }
      };
      assert.throws(untilFull, (error: unknown) => error instanceof StoreProblem && error.kind === 'disk');
      assert.ok(kept > 5, String(kept));
      assert.equal(store.turns('chat').length, kept);
      assert.throws(() => add('again'), { kind: 'disk' });
      rmSync(filler);
      add('after');
      assert.equal(store.turns('chat').length, kept + 1);
      database.dispose();
      const next = open(folder);
      assert.deepEqual([next.database.notice, next.store.turns('chat').length], [undefined, kept + 1]);
      next.database.dispose();
    } finally {
      execFileSync('umount', [disk]);
    }
  });
});
