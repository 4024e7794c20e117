import assert from 'node:assert/strict';
import { Download, type DownloadTarget } from '../../../../src/engine/localModel/download/download';
import { silentLog as log } from '../../../../src/engine/model/log';
import { virtualClock } from '../failover/fixtures';
import { DownloadHost, type Fate, MemoryPart, sha256Of } from './downloadHost';

const file = new TextEncoder().encode('The weights of a model, 40 bytes of them');
const sha256 = sha256Of(file);
const etag = '"v1"';
const url = 'https://host.example/model.gguf';
const target: DownloadTarget = { url, name: 'model.gguf', bytes: file.length, sha256 };
const note = { url, sha256, etag };

interface Run {
  readonly host: DownloadHost;
  readonly part: MemoryPart;
  /** `done`, or the kind of the problem. */
  readonly outcome: string;
  /** Virtual milliseconds. */
  readonly tookMs: number;
}

async function run(
  fates: Fate[],
  more: { part?: MemoryPart; target?: DownloadTarget; host?: DownloadHost; signal?: AbortSignal } = {},
): Promise<Run> {
  const clock = virtualClock();
  const host = more.host ?? new DownloadHost(file, etag, fates);
  const part = more.part ?? new MemoryPart();
  const download = new Download(more.target ?? target, part, { fetch: host.fetch, clock, log });
  let outcome = '';
  const signal = more.signal ?? new AbortController().signal;
  void download
    .run(signal, () => undefined)
    .then(
      () => (outcome = 'done'),
      (error: unknown) => (outcome = error instanceof Error && 'kind' in error ? String(error.kind) : String(error)),
    );
  await clock.runUntil(() => outcome !== '', 10 * 60_000);
  assert.equal(part.closed, 1);
  return { host, part, outcome, tookMs: clock.monotonicMs() };
}

function assertWhole({ outcome, part }: Run): void {
  assert.equal(outcome, 'done');
  assert.deepEqual(part.finished, file);
}

const sentBy = ({ host }: Run): number => host.seen.reduce((sum, { sent }) => sum + sent, 0);

describe('a download', () => {
  it('keeps a file whose hash is right, and asks once', async () => {
    const done = await run([]);
    assertWhole(done);
    assert.deepEqual(done.host.seen, [{ range: null, ifRange: null, sent: file.length }]);
  });

  it('goes on at the byte where the line broke, whichever it is, and fetches none twice', async () => {
    for (let after = 1; after < file.length; after += 1) {
      const done = await run([{ type: 'cut', after }]);
      assertWhole(done);
      assert.equal(sentBy(done), file.length);
      assert.deepEqual(done.host.seen[1], { range: `bytes=${after}-`, ifRange: etag, sent: file.length - after });
    }
  });

  it('goes on at the byte where its process was killed, whichever it is', async () => {
    for (let bytes = 1; bytes <= file.length; bytes += 1) {
      const done = await run([], { part: new MemoryPart(file.subarray(0, bytes), note) });
      assertWhole(done);
      assert.equal(sentBy(done), file.length - bytes);
    }
  });

  it('begins anew where the host has another version by now', async () => {
    const old = new TextEncoder().encode('Other weights, of last week.');
    const done = await run([], { part: new MemoryPart(old, { ...note, etag: '"v0"' }) });
    assertWhole(done);
    assert.equal(sentBy(done), file.length);
  });

  it('begins anew where the host knows no ranges', async () => {
    assertWhole(await run([{ type: 'cut', after: 10 }, { type: 'no-ranges' }]));
  });

  it('begins anew where nothing says whose bytes are there', async () => {
    const done = await run([], { part: new MemoryPart(file.subarray(0, 10)) });
    assertWhole(done);
    assert.equal(done.host.seen[0]?.range, null);
  });

  it('goes on with the bytes of another address for the same file, and does not trust its mark', async () => {
    const there = new MemoryPart(file.subarray(0, 10), { url: 'https://mirror.example/m', sha256, etag: '"x"' });
    const done = await run([], { part: there });
    assertWhole(done);
    assert.deepEqual(done.host.seen, [{ range: 'bytes=10-', ifRange: null, sent: file.length - 10 }]);
  });

  it('fetches the whole once more where parts do not fit together', async () => {
    const done = await run([], { part: new MemoryPart(Uint8Array.from(file.subarray(0, 10)).fill(0), note) });
    assertWhole(done);
    assert.equal(done.host.seen.length, 2);
  });

  it('keeps nothing of a file with another hash, and does not ask again', async () => {
    const other = Uint8Array.from(file).fill(65);
    const done = await run([], { host: new DownloadHost(other, etag) });
    assert.equal(done.outcome, 'wrong-hash');
    assert.equal(done.host.seen.length, 1);
    assert.deepEqual([done.part.finished, done.part.bytes.length, done.part.note], [undefined, 0, undefined]);
  });

  it('keeps nothing of a file with another length, and reads none of it', async () => {
    for (const length of [file.length - 1, file.length + 1]) {
      const done = await run([], { host: new DownloadHost(new Uint8Array(length), etag) });
      assert.equal(done.outcome, 'wrong-size');
      assert.deepEqual([done.part.finished, done.part.bytes.length], [undefined, 0]);
    }
  });

  it('hangs up on a host with a file of another length', async () => {
    const host = new DownloadHost(file, etag);
    let isLeft = false;
    const body = new ReadableStream<Uint8Array>({ cancel: () => void (isLeft = true) });
    const headers = { 'Content-Length': String(file.length + 1) };
    const longer = Object.assign(host, { fetch: () => Promise.resolve(new Response(body, { headers })) });
    assert.equal((await run([], { host: longer })).outcome, 'wrong-size');
    assert.ok(isLeft);
  });

  it('checks what is whole already without a request', async () => {
    const done = await run([], { part: new MemoryPart(file, note) });
    assertWhole(done);
    assert.deepEqual(done.host.seen, []);
  });

  it('takes "nothing behind that" for the end where only the host knows the length', async () => {
    const unsized = { url, name: 'model.gguf' };
    const done = await run([], { part: new MemoryPart(file, { url, etag }), target: unsized });
    assertWhole(done);
    assert.deepEqual(done.host.seen, [{ range: `bytes=${file.length}-`, ifRange: etag, sent: 0 }]);
  });

  it('begins anew where the part is longer than the file', async () => {
    const long = Uint8Array.from([...file, 1, 2, 3]);
    assertWhole(await run([], { part: new MemoryPart(long, note) }));
    assertWhole(await run([], { part: new MemoryPart(long, { url, etag }), target: { url, name: 'model.gguf' } }));
  });

  it('takes a line without a byte for half a minute for dead, and goes on with another', async () => {
    const done = await run([{ type: 'silent', after: 12 }]);
    assertWhole(done);
    assert.ok(done.tookMs >= 30_000 && done.tookMs < 40_000, String(done.tookMs));
    assert.equal(done.host.seen[1]?.range, 'bytes=12-');
  });

  it('waits as long as a busy host says, and no longer', async () => {
    const done = await run([{ type: 'status', status: 503, headers: { 'Retry-After': '20' } }]);
    assertWhole(done);
    assert.equal(done.tookMs, 20_000);
  });

  it('gives up after five requests in a row without a byte, and keeps what is there', async () => {
    const vain: Fate[] = [{ type: 'cut', after: 9 }, ...Array.from({ length: 5 }, (): Fate => ({ type: 'refused' }))];
    const done = await run(vain);
    assert.equal(done.outcome, 'unreachable');
    assert.equal(done.part.bytes.length, 9);
    assert.deepEqual(done.part.note, note);
    assertWhole(await run([], { part: new MemoryPart(done.part.bytes, done.part.note) }));
  });

  it('does not give up as long as bytes come', async () => {
    assertWhole(await run(Array.from({ length: 20 }, (): Fate => ({ type: 'cut', after: 2 }))));
  });

  it('does not ask again a host that refuses', async () => {
    for (const status of [401, 403, 404, 410]) {
      const done = await run([{ type: 'status', status }]);
      assert.equal(done.outcome, 'refused');
      assert.equal(done.host.seen.length, 1);
    }
  });

  for (const [from, to] of [
    ['https://host.example', 'http://elsewhere.example'],
    ['https://host.example', 'http://10.0.0.7'],
    ['http://10.0.0.7', 'http://elsewhere.example'],
  ] as const) {
    it(`refuses to be led from ${from} to ${to}`, async () => {
      const host = new DownloadHost(file, etag);
      const { fetch } = host;
      const leaving = Object.assign(host, {
        fetch: async (...call: Parameters<typeof fetch>) =>
          Object.defineProperty(await fetch(...call), 'url', { value: `${to}/model.gguf` }),
      });
      const done = await run([], { host: leaving, target: { ...target, url: `${from}/model.gguf` } });
      assert.equal(done.outcome, 'not-secure');
      assert.equal(done.part.finished, undefined);
    });
  }

  it('does not ask again a host that sends more than it has to, and tells no length', async () => {
    const host = new DownloadHost(Uint8Array.from([...file, 1, 2, 3]), etag, [{ type: 'no-length' }]);
    const done = await run([], { host });
    assert.equal(done.outcome, 'wrong-size');
    assert.equal(host.seen.length, 1);
    assert.deepEqual([done.part.finished, done.part.bytes.length], [undefined, 0]);
  });

  it('does not ask without end a host whose lines break and whose ranges are wrong', async () => {
    const cuts = Array.from({ length: 40 }, (): Fate[] => [{ type: 'cut', after: 20 }, { type: 'wrong-range' }]);
    const done = await run(cuts.flat());
    assert.equal(done.outcome, 'wrong-hash');
    assert.equal(done.host.seen.length, 4);
  });

  it('keeps what is there where the user cancels', async () => {
    const controller = new AbortController();
    const part = new MemoryPart();
    const append = part.append.bind(part);
    part.append = async (chunk) => {
      await append(chunk);
      if (part.bytes.length >= 15) controller.abort();
    };
    const done = await run([], { part, signal: controller.signal });
    assert.match(done.outcome, /abort/i);
    assert.deepEqual(done.part.bytes, file.subarray(0, 15));
    assertWhole(await run([], { part: new MemoryPart(part.bytes, part.note) }));
  });

  it('says that the disk is full, and keeps what is there', async () => {
    const part = new MemoryPart();
    const append = part.append.bind(part);
    part.append = (chunk) =>
      part.bytes.length < 15
        ? append(chunk)
        : Promise.reject(Object.assign(new Error('ENOSPC'), { code: 'ENOSPC', syscall: 'write' }));
    const done = await run([], { part });
    assert.equal(done.outcome, 'no-room-left');
    assert.equal(done.part.bytes.length, 15);
  });
});
