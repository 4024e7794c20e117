import assert from 'node:assert/strict';
import { systemClock } from '../../../src/engine/model/async/clock';
import { type PullOutcome, pullModel } from '../../../src/engine/providers/ollama/ollamaPull';
import type { PullProgress } from '../../../src/engine/providers/ollama/pullProgress';
import { PullingOllama } from '../../../tools/lab/pullingOllama';
import { RawServer } from '../providers/support/rawServer';

const model = 'qwen2.5-coder:1.5b';

/** Waits between tries pass at once; what is measured passes as it does. */
const hasty = {
  ...systemClock,
  setTimeout: (callback: () => void, ms: number) => setTimeout(callback, ms > 20_000 ? ms : 0),
};

const { signal } = new AbortController();

interface Pulled {
  readonly outcome: PullOutcome;
  readonly seen: readonly PullProgress[];
}

async function pull(
  { url }: Pick<PullingOllama, 'url'>,
  controller = new AbortController(),
  onProgress: (progress: PullProgress) => void = () => undefined,
): Promise<Pulled> {
  const seen: PullProgress[] = [];
  const outcome = await pullModel(url, model, { fetch, clock: hasty }, controller.signal, (progress) => {
    seen.push(progress);
    onProgress(progress);
  });
  return { outcome, seen };
}

describe('a model that Ollama loads', () => {
  let ollama: PullingOllama;

  beforeEach(async () => (ollama = await PullingOllama.start(1_000, 100)));
  afterEach(() => ollama.close());

  it('is told of with its size, what has come and what is left, and is there in the end', async () => {
    const { outcome, seen } = await pull(ollama);
    assert.deepEqual(outcome, { type: 'loaded' });
    assert.ok(ollama.installed.has(model));
    const last = seen.at(-1)!;
    assert.deepEqual([last.step, last.loadedBytes, last.totalBytes], ['checking', 13_345, 13_345]);
    const loaded = seen.map(({ loadedBytes }) => loadedBytes);
    assert.deepEqual(
      loaded,
      loaded.toSorted((a, b) => a - b),
    );
  });

  it('is not lost where the line breaks, at whichever byte of the stream', async () => {
    const lines = [
      { status: 'pulling manifest' },
      ...[0, 500, 1_000].map((completed) => ({ status: 'pulling 00', digest: 'sha256:00', total: 1_000, completed })),
      { status: 'verifying sha256 digest' },
      { status: 'success' },
    ];
    const whole = Buffer.from(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    for (let bytes = 0; bytes < whole.length - 1; bytes += 1) {
      let asked = 0;
      const breaking: typeof fetch = () => {
        asked += 1;
        const pieces = asked > 1 ? [whole] : [whole.subarray(0, bytes)];
        const body = new ReadableStream<Uint8Array>({
          pull: (controller) => {
            const piece = pieces.shift();
            if (piece) controller.enqueue(piece);
            else if (asked > 1) controller.close();
            else controller.error(new TypeError('terminated'));
          },
        });
        return Promise.resolve(new Response(body));
      };
      const outcome = await pullModel(
        'http://127.0.0.1:1',
        model,
        { fetch: breaking, clock: hasty },
        signal,
        () => undefined,
      );
      assert.deepEqual([outcome, asked], [{ type: 'loaded' }, 2], `cut after ${bytes} bytes`);
    }
  });

  it('is not lost where its sockets are closed, in the middle of lines and between them', async () => {
    ollama.cutsAfter = [0, 40, 600, 27, 900, 150, 700, 1_200];
    const { outcome } = await pull(ollama);
    assert.deepEqual([outcome, ollama.cutsAfter], [{ type: 'loaded' }, []]);
  });

  it('goes on from what has come, and is not loaded again', async () => {
    ollama.limitBytes = 400;
    const controller = new AbortController();
    const stopped = await pull(ollama, controller, ({ loadedBytes }) => {
      if (loadedBytes === 400) controller.abort();
    });
    assert.deepEqual(stopped.outcome, { type: 'cancelled' });
    assert.equal(ollama.loadedBytes(model), 400);
    ollama.limitBytes = Infinity;
    const second = await pull(ollama);
    assert.deepEqual(second.outcome, { type: 'loaded' });
    const first = second.seen.find(({ step }) => step === 'loading');
    assert.ok(first!.loadedBytes >= 400, `${first!.loadedBytes}`);
  });

  it('is given up after three lines that brought nothing', async () => {
    ollama.cutsAfter = [0, 0, 0, 0, 0];
    const { outcome } = await pull(ollama);
    assert.equal(outcome.type, 'failed');
    assert.equal(ollama.asked.length, 3);
    const { url } = ollama;
    await ollama.close();
    const gone = await pull({ url });
    assert.match(gone.outcome.type === 'failed' ? gone.outcome.message : '', /connection to Ollama broke off/);
    ollama = await PullingOllama.start();
  });

  it('is waited for while Ollama reads it to check it, without a line for minutes', async () => {
    const timers = new Map<unknown, { readonly callback: () => void; readonly ms: number }>();
    const clock = {
      ...systemClock,
      setTimeout: (callback: () => void, ms: number): unknown => {
        const timer = {};
        timers.set(timer, { callback, ms });
        return timer;
      },
      clearTimeout: (timer: unknown) => void timers.delete(timer),
    };
    let asked = 0;
    let say: (line: object) => void = () => undefined;
    const checking: typeof fetch = (_, init) => {
      asked += 1;
      const body = new ReadableStream<Uint8Array>({
        start: (controller) => {
          say = (line) => controller.enqueue(Buffer.from(`${JSON.stringify(line)}\n`));
          init?.signal?.addEventListener('abort', () => controller.error(new Error('aborted')));
          say({ status: 'pulling 00', digest: 'sha256:00', total: 1_000, completed: 1_000 });
          say({ status: 'verifying sha256 digest' });
        },
      });
      return Promise.resolve(new Response(body));
    };
    const outcome = pullModel('http://127.0.0.1:1', model, { fetch: checking, clock }, signal, ({ step }) => {
      if (step !== 'checking') return;
      setImmediate(() => {
        for (const { callback, ms } of [...timers.values()]) if (ms <= 300_000) callback();
        setImmediate(() => say({ status: 'success' }));
      });
    });
    assert.deepEqual(await outcome, { type: 'loaded' });
    assert.equal(asked, 1);
  });

  const refusals: readonly (readonly [said: string, told: RegExp])[] = [
    ['pull model manifest: file does not exist', /registry has no model qwen2\.5-coder:1\.5b/],
    ['write /root/.ollama/models/blobs/sha256-0-partial: no space left on device', /disk of Ollama is full/],
    ['pull model manifest: 412: The model requires a newer version of Ollama', /needs a newer Ollama/],
    [
      'Get "https://registry.ollama.ai/v2/": dial tcp: lookup registry.ollama.ai: no such host',
      /cannot reach its registry/,
    ],
    ['open /usr/share/ollama/.ollama/models/blobs: permission denied', /may not write/],
    ['digest mismatch, file must be downloaded again: want sha256:0, got sha256:1', /damaged/],
    ['something that nobody has said before', /It said: something that nobody has said before/],
  ];
  for (const [said, told] of refusals) {
    it(`is refused in words where Ollama says "${said.slice(0, 40)}…"`, async () => {
      ollama.refusals.set(model, said);
      const { outcome } = await pull(ollama);
      assert.match(outcome.type === 'failed' ? outcome.message : '', told);
      assert.equal(ollama.asked.length, 1);
    });
  }

  it('is asked for again where Ollama itself lost its registry for a while', async () => {
    ollama.refusals.set(model, 'max retries exceeded: read tcp: i/o timeout');
    const { outcome } = await pull(ollama);
    assert.match(outcome.type === 'failed' ? outcome.message : '', /cannot reach its registry/);
    assert.equal(ollama.asked.length, 3);
  });

  it('is asked of no other host that an answer redirects to', async () => {
    const redirecting = await RawServer.start((response) =>
      response.writeHead(307, { location: `${ollama.url}/api/pull`, 'content-type': 'application/json' }).end('{}'),
    );
    const { outcome } = await pull(redirecting);
    await redirecting.close();
    assert.match(outcome.type === 'failed' ? outcome.message : '', /307/);
    assert.equal(redirecting.requests.length, 1);
    assert.deepEqual(ollama.asked, []);
  });

  it('is shared by two windows, and goes on in one where the other leaves', async () => {
    ollama.limitBytes = 300;
    const leaving = new AbortController();
    let reach: () => void = () => undefined;
    const reached = new Promise<void>((resolve) => (reach = resolve));
    const a = pull(ollama, leaving);
    const b = pull(ollama, undefined, ({ loadedBytes }) => {
      if (loadedBytes === 300) reach();
    });
    await reached;
    leaving.abort();
    assert.deepEqual((await a).outcome, { type: 'cancelled' });
    ollama.limitBytes = Infinity;
    assert.deepEqual((await b).outcome, { type: 'loaded' });
    assert.equal(ollama.loadedBytes(model), 13_345);
  });
});
