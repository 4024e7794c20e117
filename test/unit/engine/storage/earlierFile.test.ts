import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { EarlierFile, FileTooLarge } from '../../../../src/engine/storage/earlierFile';

describe('EarlierFile', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'everpair-earlier-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const open = (longestBytes?: number): EarlierFile => new EarlierFile(folder, 'chat.json', longestBytes);
  const place = (): string => path.join(folder, 'chat.json');

  it('is undefined where there is none', async () => {
    assert.equal(await open().read(), undefined);
    assert.equal(await new EarlierFile(path.join(folder, 'nowhere'), 'chat.json').read(), undefined);
  });

  it('is closed to other users when it is set aside', async function () {
    if (process.platform === 'win32') this.skip();
    await writeFile(place(), 'old', { mode: 0o644 });
    const aside = await open().setAside('imported');
    assert.equal(aside, 'chat.imported-1.json');
    assert.equal((await stat(path.join(folder, aside))).mode & 0o777, 0o600);
  });

  it('leaves the modes of the target of a link alone', async function () {
    if (process.platform === 'win32') this.skip();
    const target = path.join(folder, 'target');
    await writeFile(target, 'theirs', { mode: 0o644 });
    await symlink(target, place());
    assert.equal(await open().read(), 'theirs');
    await open().setAside('imported');
    assert.equal((await stat(target)).mode & 0o777, 0o644);
  });

  it('is not read where it is a device, which may have no end', async function () {
    if (process.platform === 'win32') this.skip();
    await symlink('/dev/zero', place());
    await assert.rejects(open().read(), /is no file/);
  });

  it('is not read where it is a folder', async () => {
    await mkdir(place());
    await assert.rejects(open().read());
  });

  it('is set aside under a name of its own each time', async () => {
    const names: string[] = [];
    for (const text of ['one', 'two', 'three']) {
      await writeFile(place(), text);
      names.push(await open().setAside('unreadable'));
    }
    const kept = await Promise.all(names.map((name) => readFile(path.join(folder, name), 'utf8')));
    assert.deepEqual(kept, ['one', 'two', 'three']);
    assert.equal(await open().read(), undefined);
    await assert.rejects(open().setAside('unreadable'), { code: 'ENOENT' });
    assert.equal((await readdir(folder)).length, 3);
  });

  it('is not read when it is larger than any file of ours', async () => {
    await writeFile(place(), '');
    await truncate(place(), 5_000);
    await assert.rejects(open(4_999).read(), FileTooLarge);
    assert.equal((await open(5_000).read())?.length, 5_000);
  });
});
