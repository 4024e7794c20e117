import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sourceReader, thereBelow } from '../../../../src/editor/setup/sourceFiles';

describe('a file of another tool’s settings', () => {
  let folder: string;
  const read = sourceReader(
    (file) => path.basename(file),
    () => 'too large',
  );
  const at = (name: string): string => path.join(folder, name);

  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'everpair-sources-'));
    writeFileSync(at('plain'), 'a: 1\n');
    writeFileSync(at('large'), 'x'.repeat(1_000_001));
    mkdirSync(at('folder'));
    symlinkSync(at('plain'), at('link'));
    symlinkSync(folder, at('linked'));
    symlinkSync(folder, at('folder/linked'));
    symlinkSync('/dev/zero', at('endless'));
    symlinkSync(at('nowhere'), at('dangling'));
  });
  after(() => rmSync(folder, { recursive: true }));

  it('is read as it is, and shown by the name that people know', async () => {
    assert.deepEqual(await read(at('plain')), { path: 'plain', text: 'a: 1\n' });
    assert.deepEqual(await read(at('plain'), folder), { path: 'plain', text: 'a: 1\n' });
  });

  it('that is not there is none, without a word', async () => {
    for (const name of ['nothing', 'plain/below', 'folder', 'dangling'])
      assert.equal(await read(at(name)), undefined, name);
  });

  it('that is larger than settings are is not read', async () => {
    assert.deepEqual(await read(at('large')), { problem: 'too large' });
  });

  it('may be a link where the user put it, and not in a workspace', async () => {
    for (const name of ['link', 'linked/plain', 'folder/linked/plain']) {
      assert.deepEqual(await read(at(name)), { path: path.basename(name), text: 'a: 1\n' });
      const found = await read(at(name), folder);
      assert.match(found && 'problem' in found ? found.problem : '', /link/, name);
    }
    assert.deepEqual(await read(at('linked/plain'), at('linked')), { path: 'plain', text: 'a: 1\n' });
  });

  it('that never ends is not waited for', async function () {
    if (process.platform === 'win32') this.skip();
    assert.equal(await read(at('endless')), undefined);
    execFileSync('mkfifo', [at('pipe')]);
    assert.equal(await read(at('pipe')), undefined);
    assert.equal(await read(at('pipe'), folder), undefined);
  });

  it('is one of those that are there below a folder', async () => {
    assert.deepEqual(await thereBelow(folder, ['nothing', 'folder', 'plain', 'dangling']), ['folder', 'plain']);
  });
});
