import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { LocalModelRecord } from '../../../src/engine/localModel/install/localModelRecord';
import { isAlive } from '../../../src/engine/localModel/server/isAlive';
import { LocalServer } from '../../../src/engine/localModel/server/localServer';
import { serverFetch } from '../../../src/engine/localModel/server/serverFetch';
import { type SharedServer, SharedServerFile } from '../../../src/engine/localModel/server/sharedServer';
import { type Clock, systemClock } from '../../../src/engine/model/async/clock';
import { silentLog as log } from '../../../src/engine/model/log';
import { guardBundle } from '../../real/support/localRuntime';
import { fakeLlama, Stranger } from './support/fakeLlama';

const gb = 1e9;

describe('the server that all windows share', () => {
  let storage: string;
  let record: LocalModelRecord;
  let atEnd: (() => void)[];
  let left: Omit<SharedServer, 'port' | 'proofPort'>;
  beforeEach(() => {
    storage = mkdtempSync(path.join(tmpdir(), 'shared-server-'));
    atEnd = [];
    record = {
      name: 'Test',
      weights: path.join(storage, 'test.gguf'),
      weightsBytes: gb,
      licence: 'none',
      contextTokens: 1,
      contextBytes: 1,
      isOurs: true,
      server: fakeLlama(storage),
      serverVersion: 'test',
    };
    left = { token: 'secret', weights: record.weights, server: record.server, serverPid: 4_000_000 };
  });
  afterEach(() => {
    for (const end of atEnd.reverse()) end();
    rmSync(storage, { recursive: true });
  });

  function openWindow(clock: Clock = systemClock): LocalServer {
    const memory = (): { totalBytes: number; availableBytes: number } => ({
      totalBytes: 64 * gb,
      availableBytes: 64 * gb,
    });
    const deps = { storage, guard: guardBundle(), fetch, clock, log, memory };
    const server = new LocalServer({ ...deps, installed: () => record, onToken: () => undefined });
    atEnd.push(() => server.dispose());
    return server;
  }

  const file = (): string => path.join(storage, 'server.json');
  const shared = (): SharedServer => JSON.parse(readFileSync(file(), 'utf8')) as SharedServer;
  const find = (): Promise<SharedServer | undefined> => new SharedServerFile(storage, fetch).find(record);

  /** The processes that would be ended where nothing is found: one of these numbers would be this test's own. */
  async function killedByFinding(): Promise<readonly number[]> {
    const killed: number[] = [];
    const kill = process.kill.bind(process);
    process.kill = (pid) => {
      killed.push(pid);
      return true;
    };
    try {
      assert.equal(await find(), undefined);
    } finally {
      process.kill = kill;
    }
    return killed;
  }

  async function stranger(port: number, statusOf: (authorization: string) => number): Promise<Stranger> {
    const started = await Stranger.start(port, statusOf);
    atEnd.push(() => started.close());
    return started;
  }

  /** A process that counts as ended may still have a thread that holds its port for a moment. */
  async function takeOver(port: number): Promise<Stranger> {
    for (;;) {
      try {
        return await stranger(port, () => 200);
      } catch (error) {
        if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error;
        await wait(10);
      }
    }
  }

  async function until(condition: () => boolean): Promise<void> {
    while (!condition()) await wait(10);
  }

  it('is found by another window, and ended where it has other weights', async () => {
    const { port, token } = await openWindow().address();
    const { serverPid } = shared();
    assert.deepEqual(await find(), { ...shared(), port, token });
    record = { ...record, weights: path.join(storage, 'other.gguf') };
    assert.equal(await find(), undefined);
    await until(() => !isAlive(serverPid));
  });

  it('is not what answers everything at the port of a file that was left, and nobody is ended for it', async () => {
    const { port } = await stranger(0, () => 200);
    // The numbers of the guard's port and of the process, too, are others' by now.
    writeFileSync(file(), JSON.stringify({ ...left, port, proofPort: port }));
    assert.deepEqual(await killedByFinding(), []);
  });

  it('is not what takes any first token and refuses the next', async () => {
    let asked = 0;
    const { port } = await stranger(0, () => (asked++ % 2 === 0 ? 200 : 401));
    const proof = await stranger(0, () => 200);
    writeFileSync(file(), JSON.stringify({ ...left, port, proofPort: proof.port }));
    await killedByFinding();
  });

  it('sends no prompt to who has taken the port since the window that owned it ended', async () => {
    const owner = openWindow();
    await owner.address();
    const window = openWindow();
    const ask = serverFetch(window, fetch, (problem) => assert.fail(problem.message));
    const post = async (): Promise<string> =>
      (await ask('http://local-model.localhost/completion', { method: 'POST', body: 'my prompt' })).text();
    assert.equal(await post(), 'ours');
    const { port, serverPid } = shared();
    owner.dispose();
    await until(() => !isAlive(serverPid));
    const taken = await takeOver(port);
    assert.equal(await post(), 'ours');
    assert.deepEqual(taken.heard, []);
    assert.notEqual(shared().port, port);
  });

  it('is told of a request of another window that was over before the next look', async () => {
    await openWindow().address();
    const looks: (() => void)[] = [];
    const window = openWindow({ ...systemClock, setTimeout: (callback) => looks.push(callback) });
    await window.address();
    utimesSync(file(), 1, 1);
    window.use()();
    looks.at(-1)?.();
    await until(() => looks.length > 1);
    assert.ok(statSync(file()).mtimeMs > 1_000);
  });

  for (const [what, more] of [
    ['process 0, which is all of a group', { serverPid: 0 }],
    ['a negative process, which is a group too', { serverPid: -1 }],
    ['a port as a text', { port: '80' }],
    ['no guard', { proofPort: undefined }],
  ] as const) {
    it(`is not one with ${what} in its file`, async () => {
      await openWindow().address();
      const before = shared();
      writeFileSync(file(), JSON.stringify({ ...before, ...more }));
      record = { ...record, weights: 'other' };
      assert.deepEqual(await killedByFinding(), []);
      assert.ok(isAlive(before.serverPid));
    });
  }
});
