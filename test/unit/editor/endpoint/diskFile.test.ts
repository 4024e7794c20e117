import assert from 'node:assert/strict';
import {
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readText, writeText } from '../../../../src/editor/endpoint/tools/files/diskFile';

describe('a file of a tool on the disk', function () {
  if (process.platform === 'win32') return;
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'everpair-tool-'))));
  afterEach(() => rmSync(folder, { recursive: true }));
  const modeOf = (file: string): number => statSync(file).mode & 0o777;

  it('that is made is its user’s alone, with its folders, and is deleted again', async () => {
    const file = path.join(folder, 'a/b/config.yaml');
    await writeText(file, 'key: secret\n');
    assert.deepEqual([readFileSync(file, 'utf8'), modeOf(file)], ['key: secret\n', 0o600]);
    assert.deepEqual(readdirSync(path.dirname(file)), ['config.yaml']);
    await writeText(file, undefined);
    assert.equal(await readText(file), undefined);
  });

  it('stays a link, and keeps who may read it', async () => {
    const target = path.join(folder, 'dotfiles.json');
    const link = path.join(folder, 'settings.json');
    writeFileSync(target, '{}', { mode: 0o640 });
    symlinkSync(target, link);
    await writeText(link, '{"a":1}');
    assert.ok(lstatSync(link).isSymbolicLink());
    assert.deepEqual([readFileSync(target, 'utf8'), modeOf(target)], ['{"a":1}', 0o640]);
  });
});
