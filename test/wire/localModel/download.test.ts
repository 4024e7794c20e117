import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Download } from '../../../src/engine/localModel/download/download';
import { PartFile } from '../../../src/engine/localModel/download/partFile';
import { systemClock } from '../../../src/engine/model/async/clock';
import { silentLog as log } from '../../../src/engine/model/log';
import { Mirror } from './support/mirror';

/** No two pieces of it are alike, so that each lost or repeated byte shows in its hash. */
const weights = Buffer.from(Array.from({ length: 300_000 }, (_, index) => `${index},`).join(''));

describe('a download over sockets', () => {
  let mirror: Mirror;
  let folder: string;
  let file: string;
  beforeEach(async () => {
    mirror = await Mirror.start();
    folder = mkdtempSync(path.join(tmpdir(), 'download-'));
    file = path.join(folder, 'model.gguf');
  });
  afterEach(async () => {
    await mirror.close();
    rmSync(folder, { recursive: true });
  });

  async function fetchIt(bytes: Buffer): Promise<void> {
    const { url, ...facts } = mirror.put('/model.gguf', bytes);
    const target = { ...facts, url: mirror.url + url, name: 'model.gguf' };
    // The waits between requests are not what is tried here.
    const clock = { ...systemClock, setTimeout: (run: () => void, ms: number) => systemClock.setTimeout(run, ms / 20) };
    const download = new Download(target, new PartFile(file), { fetch, clock, log });
    await download.run(new AbortController().signal, () => undefined);
  }

  it('goes on where the line was cut, at every byte of a small file', async () => {
    const small = weights.subarray(0, 60);
    for (let cut = 1; cut < small.length; cut += 1) {
      mirror.cuts.push(cut);
      await fetchIt(small);
      assert.ok(readFileSync(file).equals(small), String(cut));
      assert.deepEqual(readdirSync(folder), ['model.gguf']);
    }
    // What was not read when a line broke is lost with it, so that some begin anew; none is asked for more than it lacks.
    const again = mirror.asked.filter(({ range }) => range !== undefined);
    assert.ok(again.length > small.length / 2, String(again.length));
    assert.ok(again.every(({ ifRange }) => ifRange !== undefined));
    assert.equal(mirror.asked.length, 2 * (small.length - 1));
  });

  it('goes on where its process was killed, as often as that happens', async () => {
    mirror.paceMs = 2;
    const { url, bytes, sha256 } = mirror.put('/model.gguf', weights);
    const args = ['-r', 'tsx/cjs', 'test/wire/localModel/support/downloadProcess.ts'];
    const runs: number[] = [];
    for (let said = ''; !said.includes('done');) {
      const child = spawn(process.execPath, [...args, mirror.url + url, file, String(bytes), sha256], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const before = runs.length < 2 ? (runs.length + 1) * 0.3 * bytes : Infinity;
      said = '';
      child.stdout.on('data', (chunk: Buffer) => {
        said += chunk.toString();
        if (Number(said.trim().split('\n').at(-1)) > before) child.kill('SIGKILL');
      });
      await once(child, 'close');
      runs.push(Number(said.split('\n')[0]));
      assert.ok(runs.length <= 3, said.slice(-200));
    }
    assert.ok(readFileSync(file).equals(weights));
    assert.deepEqual(readdirSync(folder), ['model.gguf']);
    assert.equal(statSync(file).mode & 0o777, 0o600);
    // Each began with what the one before had kept.
    assert.deepEqual(
      runs.map((kept, index) => kept >= index * 0.3 * bytes),
      [true, true, true],
    );
    assert.deepEqual(
      mirror.asked.map(({ range }) => range),
      [undefined, ...runs.slice(1).map((kept) => `bytes=${kept}-`)],
    );
  });
});
