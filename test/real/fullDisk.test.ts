import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PrivateFile } from '../../src/engine/storage/privateFile';

/** Bytes of a disk that holds one chat and not two. */
const diskBytes = 128 * 1024;

describe('a file on a full disk', () => {
  let disk: string;
  let isMounted = false;

  before(function () {
    disk = mkdtempSync(path.join(tmpdir(), 'everpair-full-'));
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${diskBytes}`, 'tmpfs', disk], { stdio: 'ignore' });
      isMounted = true;
    } catch {
      console.log('      A disk of its own cannot be mounted here: that takes Linux and its root.');
      this.skip();
    }
  });

  after(() => {
    if (isMounted) execFileSync('umount', [disk]);
    rmSync(disk, { recursive: true });
  });

  it('stays as it was saved last, leaves nothing behind, and is saved as soon as there is room', async () => {
    const folder = path.join(disk, 'storage');
    const file = new PrivateFile(folder, 'chat.json');
    const saved = 'a'.repeat(diskBytes / 2);
    await file.write(saved);
    for (let turn = 0; turn < 3; turn += 1) {
      await assert.rejects(file.write('b'.repeat(diskBytes)), { code: 'ENOSPC' });
    }
    assert.deepEqual(readdirSync(folder), ['chat.json']);
    assert.equal(await file.read(), saved);
    await file.write('small');
    assert.equal(await new PrivateFile(folder, 'chat.json').read(), 'small');
  });
});
