import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildSync } from 'esbuild';
import { PrivateFile } from '../../src/engine/storage/privateFile';

/** Texts as an answer grows. */
const texts = ['', 'one', 'one two', 'one two three'.repeat(2_000)];

/** Writes the texts and kills itself before the file-system call of the given number. Exits with the number of all calls. */
const script = (bundle: string, folder: string, at: number): string => `
  const fs = require('node:fs/promises');
  let calls = 0;
  const counted = (call) => (...args) => {
    calls += 1;
    if (calls === ${at}) process.kill(process.pid, 'SIGKILL');
    return call(...args);
  };
  const open = fs.open;
  for (const name of ['rename', 'rm', 'mkdir', 'chmod', 'readdir', 'stat']) fs[name] = counted(fs[name]);
  fs.open = counted(async (...args) => {
    const file = await open(...args);
    for (const name of ['writeFile', 'sync', 'close', 'stat']) file[name] = counted(file[name].bind(file));
    return file;
  });
  const { PrivateFile } = require(${JSON.stringify(bundle)});
  (async () => {
    const file = new PrivateFile(${JSON.stringify(folder)}, 'chat.json');
    for (const text of ${JSON.stringify(texts)}) {
      await file.write(text);
      process.stdout.write(text.length + '\\n');
    }
    process.exit(calls);
  })();
`;

describe('a process that is killed while it writes a private file', function () {
  this.timeout(120_000);
  const place = mkdtempSync(path.join(tmpdir(), 'everpair-killed-'));
  const bundle = path.join(place, 'privateFile.cjs');

  before(() => {
    buildSync({
      entryPoints: ['src/engine/storage/privateFile.ts'],
      outfile: bundle,
      bundle: true,
      platform: 'node',
      format: 'cjs',
    });
  });
  after(() => rmSync(place, { recursive: true }));

  const runUntil = (folder: string, at: number) =>
    spawnSync(process.execPath, ['-e', script(bundle, folder, at)], { encoding: 'utf8' });

  it('at each call to the disk leaves a whole text, no older than what was saved, and nothing behind', async () => {
    const calls = runUntil(path.join(place, 'whole'), 0).status ?? 0;
    assert.ok(calls > 4 * texts.length, `${calls} calls`);
    for (let at = 1; at <= calls; at += 1) {
      const folder = path.join(place, `at-${at}`);
      const { stdout, signal } = runUntil(folder, at);
      assert.equal(signal, 'SIGKILL');
      const acknowledged = stdout.split('\n').filter((line) => line !== '').length;
      const kept = await new PrivateFile(folder, 'chat.json').read();
      const saved = kept === undefined ? 0 : texts.indexOf(kept) + 1;
      assert.ok(saved === acknowledged || saved === acknowledged + 1, `call ${at}: text ${saved} of ${acknowledged}`);
      // The next window comes later than a minute.
      for (const name of safeList(folder)) utimesSync(path.join(folder, name), 0, 0);
      const next = new PrivateFile(folder, 'chat.json');
      await next.write('next');
      assert.deepEqual(readdirSync(folder), ['chat.json'], `call ${at}`);
      assert.equal(readFileSync(path.join(folder, 'chat.json'), 'utf8'), 'next');
    }
  });
});

function safeList(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
