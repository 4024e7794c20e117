import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { StoreFile } from '../../../../src/engine/storage/storeFile';
import { SharedDocument } from '../../../../src/engine/storage/sharedDocument';
import { recordedLog } from '../failover/health/healthFixtures';
import { virtualClock } from '../failover/fixtures';

describe('StoreFile', () => {
  let folder: string;
  let windows: StoreFile[];

  beforeEach(async () => {
    folder = path.join(await mkdtemp(path.join(tmpdir(), 'everpair-store-')), 'storage');
    windows = [];
  });
  afterEach(async () => {
    for (const window of windows) window.dispose();
    await rm(path.dirname(folder), { recursive: true });
  });

  function open(ready = Promise.resolve()): StoreFile {
    const window = new StoreFile(folder, 'health.json', ready);
    windows.push(window);
    return window;
  }

  function changeIn(window: StoreFile): Promise<void> {
    return new Promise((resolve) => window.onDidChange(() => resolve()));
  }

  it('is undefined before the first save', async () => {
    assert.equal(await open().load(), undefined);
  });

  it('holds the last save, and nothing else is left in the folder', async () => {
    const window = open();
    for (const text of ['one', 'a longer two', '3']) await window.save(text);
    assert.equal(await open().load(), '3');
    assert.deepEqual(await readdir(folder), ['health.json']);
  });

  it('can be read by its user alone', async function () {
    if (process.platform === 'win32') this.skip();
    await open().save('text');
    assert.equal((await stat(path.join(folder, 'health.json'))).mode & 0o777, 0o600);
  });

  it('is kept where the system has no watch left', async () => {
    const window = new StoreFile(folder, 'health.json', Promise.resolve(), () => {
      throw Object.assign(new Error('ENOSPC: System limit for number of file watchers reached'), { code: 'ENOSPC' });
    });
    windows.push(window);
    await window.save('text');
    assert.equal(await window.load(), 'text');
  });

  it('touches nothing on disk before it may', async () => {
    let begin: () => void = () => undefined;
    const window = open(new Promise((resolve) => (begin = resolve)));
    const saved = window.save('text');
    const loaded = window.load();
    await new Promise((resolve) => setImmediate(resolve));
    await assert.rejects(stat(folder), { code: 'ENOENT' });
    begin();
    await Promise.all([saved, loaded]);
    assert.equal(await window.load(), 'text');
  });

  it('is whole at every moment while many windows write it at once', async () => {
    const texts = Array.from({ length: 6 }, (_, index) => String(index).repeat(100_000));
    await open().save(texts[0]!);
    const written = new AbortController();
    const reader = open();
    const reading = (async () => {
      let reads = 0;
      while (!written.signal.aborted) {
        assert.ok(texts.includes((await reader.load()) ?? ''));
        reads += 1;
      }
      return reads;
    })();
    await Promise.all(texts.map((text) => open().save(text)));
    written.abort();
    assert.ok((await reading) > 0);
    assert.deepEqual(await readdir(folder), ['health.json']);
  });

  it('notifies the other windows when one writes', async () => {
    const [one, two] = [open(), open()];
    await two.load();
    const changed = changeIn(two);
    await one.save('text');
    await changed;
    assert.equal(await two.load(), 'text');
  });

  it('says so when its place is taken by something else', async () => {
    await mkdir(path.join(folder, 'health.json'), { recursive: true });
    await assert.rejects(open().load(), { code: 'EISDIR' });
    await assert.rejects(open().save('text'));
  });

  it('logs a damaged document once and replaces it', async () => {
    await mkdir(folder);
    await writeFile(path.join(folder, 'health.json'), '{"version":1,"data":[{]}');
    const clock = virtualClock();
    const log = recordedLog();
    const store = open();
    const saved = new Promise<void>((resolve) => {
      const save = store.save.bind(store);
      store.save = (text) => save(text).then(resolve);
    });
    const document = new SharedDocument(
      { name: 'provider health', version: 1, collect: () => ['known'], absorb: () => 'same' },
      { clock, log, store, delayMs: 1_000 },
    );
    document.changed();
    await clock.advance(1_000);
    await saved;
    document.dispose();
    assert.equal(await readFile(path.join(folder, 'health.json'), 'utf8'), '{"version":1,"data":["known"]}');
    assert.deepEqual(log.warnings, ['The remembered provider health could not be understood and begins anew.']);
  });
});
