import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { diskProbe } from '../../../../../src/engine/privacy/exclusions/diskProbe';

describe('a file on this machine, for the rules that exclude files,', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'everpair-probe-'));
  mkdirSync(path.join(folder, '.git'));
  writeFileSync(path.join(folder, '.gitignore'), 'dist/\n');
  after(() => rmSync(folder, { recursive: true }));

  const probe = diskProbe((name) => path.join(folder, name));

  it('is read, or known to be there', async () => {
    assert.equal(await probe.read('.gitignore'), 'dist/\n');
    assert.deepEqual([await probe.exists('.gitignore'), await probe.exists('.git')], [true, true]);
  });

  it('is read without the mark of its encoding', async () => {
    writeFileSync(path.join(folder, 'marked'), '\ufeffdist/\n');
    assert.equal(await probe.read('marked'), 'dist/\n');
  });

  it('is nothing where there is none, or something else', async () => {
    for (const missing of ['none', '.git', '.gitignore/below']) assert.equal(await probe.read(missing), undefined);
    for (const missing of ['none', '.gitignore/below']) assert.equal(await probe.exists(missing), false);
  });

  it('cannot be told of where the disk fails', async () => {
    const longerThanAnyName = 'n'.repeat(5_000);
    await assert.rejects(probe.read(longerThanAnyName));
    await assert.rejects(probe.exists(longerThanAnyName));
  });
});
