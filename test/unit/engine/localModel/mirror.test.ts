import assert from 'node:assert/strict';
import { addressProblem } from '../../../../src/engine/providers/http/fetchAddress';
import { codingModels } from '../../../../src/engine/localModel/catalogue/codingModels';
import { mirroredOffer, type Offer, usualOffer } from '../../../../src/engine/localModel/catalogue/mirror';
import { runtimeBuildFor } from '../../../../src/engine/localModel/catalogue/runtimeBuilds';

function fail(platform: string): never {
  throw new Error(`There is no runtime for ${platform}.`);
}

const platforms = ['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64', 'win32-x64', 'win32-arm64'];
const sha256 = 'ab'.repeat(32);

function offerOf(answer: unknown, status = 200, mirror = 'https://mirror.example/ai'): Promise<Offer> {
  const text = typeof answer === 'string' ? answer : JSON.stringify(answer);
  const fetch = (url: unknown): Promise<Response> => {
    assert.equal(url, 'https://mirror.example/ai/everpair-local-models.json');
    return Promise.resolve(new Response(text, { status }));
  };
  return mirroredOffer(mirror, 'linux-x64', fetch, new AbortController().signal);
}

describe('what can be set up', () => {
  it('is pinned by size and hash, for each platform of VS Code that llama.cpp is published for', () => {
    const artifacts = [...platforms.map((platform) => runtimeBuildFor(platform) ?? fail(platform)), ...codingModels];
    for (const { url, file, bytes, sha256: hash, licence } of artifacts) {
      assert.match(hash, /^[0-9a-f]{64}$/);
      assert.ok(bytes > 10_000_000, file);
      assert.ok(url.startsWith('https://') && url.endsWith(`/${file}`), url);
      assert.ok(['MIT', 'Apache-2.0'].includes(licence), licence);
    }
    assert.equal(new Set(artifacts.map(({ sha256: hash }) => hash)).size, artifacts.length);
    assert.equal(usualOffer('linux-musl-x64').runtime, undefined);
  });

  it('has the same paths, sizes and hashes at a mirror without a list', async () => {
    for (const mirror of ['https://mirror.example/ai', 'https://mirror.example/ai/']) {
      const { runtime, models } = await offerOf('', 404, mirror);
      const usual = usualOffer('linux-x64');
      assert.deepEqual({ ...runtime, url: '' }, { ...usual.runtime, url: '' });
      assert.ok(runtime?.url.startsWith('https://mirror.example/ai/ggml-org/llama.cpp/releases/download/'));
      assert.deepEqual(
        models.map(({ url }) => url),
        usual.models.map(({ url }) => `https://mirror.example/ai${new URL(url).pathname}`),
      );
    }
  });

  it('is what a mirror lists, at addresses that may be relative to the list', async () => {
    const runtime = { platform: 'linux-x64', version: 'b1', url: 'llama/b1.tar.gz', bytes: 7, sha256, licence: 'MIT' };
    const model = { name: 'Ours', url: '/models/ours.gguf', bytes: 8, sha256: sha256.toUpperCase(), licence: 'ours' };
    const offer = await offerOf({ runtimes: [runtime], models: [model] });
    const shared = { sha256, bytes: 7, licence: 'MIT', version: 'b1' };
    assert.deepEqual(offer.runtime, { ...shared, url: 'https://mirror.example/ai/llama/b1.tar.gz', file: 'b1.tar.gz' });
    assert.deepEqual(offer.models, [
      {
        name: 'Ours',
        url: 'https://mirror.example/models/ours.gguf',
        file: 'ours.gguf',
        bytes: 8,
        sha256,
        licence: 'ours',
        chats: false,
      },
    ]);
  });

  const model = { name: 'Ours', url: 'ours.gguf', bytes: 8, sha256, licence: 'ours' };
  for (const [field, wrong] of [
    ['sha256', 'ab'],
    ['sha256', undefined],
    ['bytes', -1],
    ['bytes', '8'],
    ['url', 'http://elsewhere.example/ours.gguf'],
    ['url', 'ours.exe'],
    ['url', 'https://mirror.example/..%2f..%2fours.gguf'],
    ['name', ''],
    ['licence', 3],
  ] as const) {
    it(`is refused as a whole where a list has ${field} ${String(wrong)}`, async () => {
      await assert.rejects(offerOf({ models: [{ ...model, [field]: wrong }] }), {
        kind: 'wrong-list',
        message: new RegExp(`: ${field}`),
      });
    });
  }

  it('is not to be had from a list that is none, or a host that fails', async () => {
    for (const text of ['<html>', '[]', 'null', '{"models":[3]}']) {
      await assert.rejects(offerOf(text), { kind: 'wrong-list' });
    }
    await assert.rejects(offerOf('', 500), { kind: 'refused' });
  });

  it('is not to be had from a list without an end, or from one that was sent over an open line', async () => {
    const offerIn = (response: Response): Promise<Offer> => {
      const fetch = (): Promise<Response> => Promise.resolve(response);
      return mirroredOffer('https://mirror.example', 'linux-x64', fetch, new AbortController().signal);
    };
    let given = 0;
    const piece = new TextEncoder().encode(' '.repeat(100_000));
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        given += piece.length;
        // Behind so much it is read to its end.
        if (given > 100_000_000) controller.close();
        else controller.enqueue(piece);
      },
    });
    await assert.rejects(offerIn(new Response(endless)), { kind: 'wrong-list', message: /more than 1000000 bytes/ });
    assert.ok(given < 2_000_000, String(given));
    const open = Object.defineProperty(new Response('{}'), 'url', { value: 'http://mirror.example/list.json' });
    await assert.rejects(offerIn(open), { kind: 'not-secure' });
  });
});

describe('the address of a mirror', () => {
  it('may be http in one’s own network only, and holds no password', () => {
    for (const right of ['https://mirror.example', 'http://localhost:1/x', 'http://10.0.0.7', 'http://mirror.corp/']) {
      assert.equal(addressProblem(right), undefined, right);
    }
    for (const wrong of ['mirror', 'ftp://mirror.example', 'http://mirror.example', 'https://u:p@mirror.example']) {
      assert.notEqual(addressProblem(wrong), undefined, wrong);
    }
  });
});
