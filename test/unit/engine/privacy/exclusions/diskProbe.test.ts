import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { diskProbe } from '../../../../../src/engine/privacy/exclusions/diskProbe';

describe('diskProbe', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'everpair-probe-'));
  mkdirSync(path.join(folder, '.git'));
  writeFileSync(path.join(folder, '.gitignore'), 'dist/\n');
  after(() => rmSync(folder, { recursive: true }));

  const probe = diskProbe((name) => path.join(folder, name));

  it('reads a file, and finds that it exists', async () => {
    assert.equal(await probe.read('.gitignore'), 'dist/\n');
    assert.deepEqual([await probe.exists('.gitignore'), await probe.exists('.git')], [true, true]);
  });

  it('reads a file without its byte order mark', async () => {
    writeFileSync(path.join(folder, 'marked'), '\ufeffdist/\n');
    assert.equal(await probe.read('marked'), 'dist/\n');
  });

  it('finds nothing where there is no file', async () => {
    for (const missing of ['none', '.git', '.gitignore/below']) assert.equal(await probe.read(missing), undefined);
    for (const missing of ['none', '.gitignore/below']) assert.equal(await probe.exists(missing), false);
  });

  it('rejects where the disk fails', async () => {
    const longerThanAnyName = 'n'.repeat(5_000);
    await assert.rejects(probe.read(longerThanAnyName));
    await assert.rejects(probe.exists(longerThanAnyName));
  });
});
