import assert from 'node:assert/strict';
import {
  chmod,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  truncate,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { FileTooLarge, PrivateFile } from '../../../../src/engine/storage/privateFile';

const uuid = '0b1c2d3e-0000-4000-8000-000000000000';

describe('PrivateFile', () => {
  let folder: string;
  beforeEach(async () => {
    folder = path.join(await mkdtemp(path.join(tmpdir(), 'everpair-private-')), 'storage');
  });
  afterEach(() => rm(path.dirname(folder), { recursive: true }));

  const open = (longestBytes?: number): PrivateFile => new PrivateFile(folder, 'chat.json', longestBytes);

  it('and its folder are closed to other users, also those of an earlier version that were open', async function () {
    if (process.platform === 'win32') this.skip();
    await mkdir(folder, { mode: 0o755 });
    await writeFile(path.join(folder, 'chat.json'), 'old', { mode: 0o644 });
    await open().prepare();
    assert.equal((await stat(path.join(folder, 'chat.json'))).mode & 0o777, 0o600);
    await open().write('new');
    const modes = await Promise.all([folder, path.join(folder, 'chat.json')].map((each) => stat(each)));
    assert.deepEqual(
      modes.map(({ mode }) => mode & 0o777),
      [0o700, 0o600],
    );
  });

  it("is its user's to read, whatever the umask", async function () {
    if (process.platform === 'win32') this.skip();
    const before = process.umask(0o600);
    try {
      await mkdir(folder, { mode: 0o700 }).finally(() => chmod(folder, 0o700));
      await open().write('text');
    } finally {
      process.umask(before);
    }
    assert.equal((await stat(path.join(folder, 'chat.json'))).mode & 0o777, 0o600);
  });

  it('leaves the modes of the target of a link alone, and replaces the link', async function () {
    if (process.platform === 'win32') this.skip();
    const target = path.join(path.dirname(folder), 'target');
    await mkdir(folder);
    await writeFile(target, 'theirs', { mode: 0o644 });
    await symlink(target, path.join(folder, 'chat.json'));
    await open().write('ours');
    assert.equal((await stat(target)).mode & 0o777, 0o644);
    assert.equal(await readFile(target, 'utf8'), 'theirs');
    assert.equal(await open().read(), 'ours');
  });

  it('is not read where it is a device, which may have no end', async function () {
    if (process.platform === 'win32') this.skip();
    await mkdir(folder);
    await symlink('/dev/zero', path.join(folder, 'chat.json'));
    await assert.rejects(open().read(), /is no file/);
  });

  it('leaves nothing of a write that failed', async () => {
    await mkdir(path.join(folder, 'chat.json', 'in the way'), { recursive: true });
    const file = open();
    for (let turn = 0; turn < 3; turn += 1) await assert.rejects(file.write('text'));
    assert.deepEqual(await readdir(folder), ['chat.json']);
  });

  it('removes the half-written file of a window that has ended, and none of a window that writes now', async () => {
    await mkdir(folder);
    const [old, fresh, other] = [`chat.json.${uuid}`, `chat.json.${uuid.replace('0b', '1b')}`, 'chat.json.notes'];
    for (const name of [old, fresh, other]) await writeFile(path.join(folder, name), 'half');
    for (const name of [old, other]) await utimes(path.join(folder, name), 0, 0);
    await open().prepare();
    assert.deepEqual((await readdir(folder)).sort(), [other, fresh].sort());
  });

  it('is set aside under a name of its own each time', async () => {
    const names: string[] = [];
    for (const text of ['one', 'two', 'three']) {
      const file = open();
      await file.write(text);
      names.push(await file.setAside());
    }
    const kept = await Promise.all(names.map((name) => readFile(path.join(folder, name), 'utf8')));
    assert.deepEqual(kept, ['one', 'two', 'three']);
    assert.equal(await open().read(), undefined);
  });

  it('is not read when it is larger than any file of ours', async () => {
    await open().write('');
    await truncate(path.join(folder, 'chat.json'), 5_000);
    await assert.rejects(open(4_999).read(), FileTooLarge);
    assert.equal((await open(5_000).read())?.length, 5_000);
  });

  it('is written although its folder was removed meanwhile', async () => {
    const file = open();
    await file.write('one');
    await rm(folder, { recursive: true });
    await file.write('two');
    assert.equal(await open().read(), 'two');
  });

  it('knows whether another window has written', async () => {
    const [one, two] = [open(), open()];
    await one.write('one');
    assert.equal(await one.changedElsewhere(), false);
    await two.write('two');
    assert.equal(await one.changedElsewhere(), true);
    await one.read();
    assert.equal(await one.changedElsewhere(), false);
  });
});
