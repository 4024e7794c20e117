import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { takeLock } from '../../../src/engine/localModel/download/windowLock';
import type { LocalModelRecord } from '../../../src/engine/localModel/install/localModelRecord';
import { isAlive } from '../../../src/engine/localModel/server/isAlive';
import { LocalServer } from '../../../src/engine/localModel/server/localServer';
import type { SharedServer } from '../../../src/engine/localModel/server/sharedServer';
import { type Clock, systemClock } from '../../../src/engine/model/async/clock';
import { silentLog as log } from '../../../src/engine/model/log';
import { guardBundle } from '../../real/support/localRuntime';
import { fakeLlama } from './support/fakeLlama';

const gb = 1e9;

describe('a local server that is stopped while it starts', () => {
  let storage: string;
  let record: LocalModelRecord | undefined;
  let server: LocalServer;
  let other: LocalModelRecord;
  /** Timers that were set. */
  let waits: number;
  beforeEach(() => {
    storage = mkdtempSync(path.join(tmpdir(), 'stopped-start-'));
    other = {
      name: 'Other',
      weights: path.join(storage, 'other.gguf'),
      weightsBytes: gb,
      licence: 'none',
      contextTokens: 1,
      contextBytes: 1,
      isOurs: true,
      server: fakeLlama(storage),
      serverVersion: 'test',
    };
    record = { ...other, name: 'First', weights: path.join(storage, 'first.gguf') };
    waits = 0;
    const clock: Clock = {
      ...systemClock,
      setTimeout: (...timer) => {
        waits += 1;
        return systemClock.setTimeout(...timer);
      },
    };
    const memory = () => ({ totalBytes: 64 * gb, availableBytes: 64 * gb });
    const deps = { storage, guard: guardBundle(), fetch, clock, log, memory, onToken: () => undefined };
    server = new LocalServer({ ...deps, installed: () => record });
  });
  afterEach(() => {
    server.dispose();
    rmSync(storage, { recursive: true });
  });

  const shared = (): SharedServer =>
    JSON.parse(readFileSync(path.join(storage, 'server.json'), 'utf8')) as SharedServer;
  const pidFile = (): string => path.join(storage, 'pid');

  /** A server that loads its model for ever, and says who it is. */
  function neverLoaded(): string {
    const file = path.join(storage, 'slow-server');
    const note = `require('node:fs').writeFileSync(${JSON.stringify(pidFile())}, String(process.pid));`;
    writeFileSync(file, `#!/usr/bin/env node\n${note}\nsetInterval(() => undefined, 1000);\n`);
    chmodSync(file, 0o700);
    return file;
  }

  async function until(condition: () => boolean): Promise<void> {
    while (!condition()) await wait(10);
  }

  it('starts anew with the model that is set up by then, for who waits and for who comes next', async () => {
    record = { ...record!, server: neverLoaded() };
    const waiting = server.address();
    await until(() => existsSync(pidFile()) && readFileSync(pidFile(), 'utf8') !== '');
    const pid = Number(readFileSync(pidFile(), 'utf8'));
    record = other;
    await server.stop();
    const next = await server.address();
    assert.deepEqual(await waiting, next);
    assert.equal(shared().weights, other.weights);
    await until(() => !isAlive(pid));
  });

  it('does not go on with the old model where it still waited for another window', async () => {
    const lock = (await takeLock(path.join(storage, 'server.lock')))!;
    const waiting = server.address();
    // It waits for the lock.
    await until(() => waits > 0);
    record = other;
    await server.stop();
    await lock.release();
    assert.deepEqual(await server.address(), await waiting);
    assert.equal(shared().weights, other.weights);
  });

  it('starts nothing where no model is left', async () => {
    record = { ...record!, server: neverLoaded() };
    const waiting = server.address();
    const refused = assert.rejects(waiting, { kind: 'not-set-up' });
    await until(() => existsSync(pidFile()));
    record = undefined;
    await server.stop();
    await assert.rejects(server.address(), { kind: 'not-set-up' });
    await refused;
    assert.ok(!existsSync(path.join(storage, 'server.json')));
  });
});
