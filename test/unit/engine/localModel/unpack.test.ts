import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { zipSync } from 'fflate';
import { packTar, type TarEntry } from 'modern-tar';
import { unpack } from '../../../../src/engine/localModel/archive/unpack';

const program = '#!/bin/sh\necho hello\n';

function entry(name: string, more: Partial<TarEntry['header']> = {}): TarEntry {
  if (more.type !== undefined) return { header: { name, size: 0, mode: 0o755, ...more } };
  return { header: { name, size: program.length, mode: 0o755 }, body: program };
}

describe('unpack', () => {
  let root: string;
  beforeEach(() => (root = mkdtempSync(path.join(tmpdir(), 'unpack-'))));
  afterEach(() => rmSync(root, { recursive: true }));

  const folder = (): string => path.join(root, 'into', 'runtime');

  async function untar(entries: readonly TarEntry[]): Promise<void> {
    const archive = path.join(root, 'archive.tar.gz');
    writeFileSync(archive, gzipSync(await packTar([...entries])));
    await unpack(archive, folder());
  }

  async function unzip(files: Readonly<Record<string, string>>): Promise<void> {
    const archive = path.join(root, 'archive.zip');
    const bytes = Object.entries(files).map(([name, text]) => [name, new TextEncoder().encode(text)] as const);
    writeFileSync(archive, zipSync(Object.fromEntries(bytes)));
    await unpack(archive, folder());
  }

  /** Every path below the root but those of the archive itself. */
  const written = (): readonly string[] =>
    (readdirSync(root, { recursive: true }) as string[]).filter(
      (name) => !name.startsWith('archive.') && name !== 'into',
    );

  it('writes programs that may run, and links between them', async () => {
    await untar([
      entry('llama/llama-server'),
      entry('llama/lib.so.1.2'),
      entry('llama/lib.so', { type: 'symlink', linkname: 'lib.so.1.2' }),
    ]);
    assert.equal(readFileSync(path.join(folder(), 'llama/lib.so'), 'utf8'), program);
    assert.equal(statSync(path.join(folder(), 'llama/llama-server')).mode & 0o777, 0o700);
    assert.deepEqual(readdirSync(path.join(root, 'into')), ['runtime']);
  });

  it('reads a zip too', async () => {
    await unzip({ 'llama-server.exe': program, 'deep/ggml.dll': 'library' });
    assert.equal(readFileSync(path.join(folder(), 'llama-server.exe'), 'utf8'), program);
    assert.equal(readFileSync(path.join(folder(), 'deep/ggml.dll'), 'utf8'), 'library');
  });

  it('takes the place of what was there', async () => {
    await untar([entry('old')]);
    await untar([entry('new')]);
    assert.deepEqual(readdirSync(folder()), ['new']);
  });

  const hostile: Readonly<Record<string, readonly TarEntry[]>> = {
    'a path upwards': [entry('../../outside')],
    'a path upwards in its middle': [entry('llama/../../../outside')],
    'a whole path': [entry('/tmp/everpair-outside')],
    'a backslash': [entry('..\\outside')],
    'a link out, and a file behind it': [entry('link', { type: 'symlink', linkname: '../..' }), entry('link/outside')],
    'a link to a whole path': [entry('link', { type: 'symlink', linkname: '/etc/passwd' })],
    'a link out alone': [entry('link', { type: 'symlink', linkname: '../../../../../etc/passwd' })],
    'a hard link out': [entry('link', { type: 'link', linkname: '../../outside' })],
  };
  for (const [what, entries] of Object.entries(hostile)) {
    it(`refuses ${what} in a tar, and leaves nothing`, async () => {
      await assert.rejects(untar([entry('llama-server'), ...entries]), { kind: 'wrong-archive' });
      assert.deepEqual(written(), []);
      assert.equal(existsSync('/tmp/everpair-outside'), false);
    });
  }

  for (const name of ['../outside', 'a/../../outside', '/tmp/everpair-outside', 'C:/outside', '..\\outside']) {
    it(`refuses ${name} in a zip, and leaves nothing`, async () => {
      await assert.rejects(unzip({ 'llama-server.exe': program, [name]: 'x' }), { kind: 'wrong-archive' });
      assert.deepEqual(written(), []);
      assert.equal(existsSync('/tmp/everpair-outside'), false);
    });
  }

  it('refuses what ends early or is no archive', async () => {
    for (const [name, bytes] of [
      ['archive.tar.gz', gzipSync(await packTar([entry('llama-server')])).subarray(0, 60)],
      ['archive.tar.gz', Buffer.from('<html>')],
      ['archive.zip', Buffer.from('<html>')],
    ] as const) {
      const archive = path.join(root, name);
      writeFileSync(archive, bytes);
      await assert.rejects(unpack(archive, folder()), { kind: 'wrong-archive' });
    }
    assert.deepEqual(written(), []);
  });
});
