import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { takeLock, type WindowLock } from '../../../../src/engine/localModel/download/windowLock';

describe('a lock of one window', () => {
  let folder: string;
  let file: string;
  const held: WindowLock[] = [];
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'window-lock-'));
    file = path.join(folder, 'a.lock');
  });
  afterEach(async () => {
    for (const lock of held.splice(0)) await lock.release();
    rmSync(folder, { recursive: true });
  });

  async function take(): Promise<WindowLock | undefined> {
    const lock = await takeLock(file);
    if (lock) held.push(lock);
    return lock;
  }

  /** As if nobody had renewed any of them for half a minute. */
  function age(): void {
    const then = new Date(Date.now() - 30_000);
    for (const name of readdirSync(folder)) utimesSync(path.join(folder, name), then, then);
  }

  it('is held by one, and by the next when it is released', async () => {
    const first = await take();
    assert.ok(first);
    assert.equal(await take(), undefined);
    await first.release();
    assert.ok(await take());
    assert.equal(await take(), undefined);
  });

  it('is taken over by one alone of many who see at once that its holder is gone', async () => {
    await take();
    /** Each a little later than the one before, so that one sees what another is about to change. */
    const after = async (turns: number): Promise<WindowLock | undefined> => {
      for (let turn = 0; turn < turns; turn += 1) await new Promise((resolve) => setImmediate(resolve));
      return take();
    };
    for (let round = 0; round < 60; round += 1) {
      age();
      const taken = await Promise.all(Array.from({ length: 8 }, (_, place) => after(place * (round % 4))));
      assert.equal(taken.filter((lock) => lock !== undefined).length, 1, `round ${round}`);
    }
  });

  it('is not lost to a holder that was taken for gone, and releases what it held', async () => {
    const slow = await take();
    age();
    assert.ok(await take());
    await slow?.release();
    assert.equal(await take(), undefined);
  });

  it('leaves nothing behind when it is released, also after it was taken over', async () => {
    await take();
    age();
    const last = await take();
    await last?.release();
    assert.deepEqual(readdirSync(folder), []);
  });

  it('is another lock under another name', async () => {
    assert.ok(await take());
    writeFileSync(path.join(folder, 'a.lock.part'), '');
    const other = await takeLock(path.join(folder, 'a'));
    assert.ok(other);
    held.push(other);
    assert.equal(await take(), undefined);
  });
});
