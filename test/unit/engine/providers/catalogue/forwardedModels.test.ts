import assert from 'node:assert/strict';
import { trustOf } from '../../../../../src/engine/providers/catalogue/trust';
import { forwardedBy, forwardedByName } from '../../../../../src/engine/providers/catalogue/forwardedModels';

describe('forwardedModels', () => {
  for (const name of ['gpt-oss:120b-cloud', 'qwen3-coder:480B-CLOUD', 'glm-4.6:Cloud', ' kimi-k2:cloud ']) {
    it(`is known by the name ${name}`, () => assert.equal(forwardedByName(name), 'ollama.com'));
  }

  for (const name of ['fast', 'cloudy:7b', 'my-cloud-model:7b', 'cloud', 'llama3.2:3b']) {
    it(`is not known by the name ${name}`, () => assert.equal(forwardedByName(name), undefined));
  }

  for (const [told, host] of [
    [{ remote_host: 'https://ollama.com:443', remote_model: 'gpt-oss:120b' }, 'ollama.com'],
    [{ remote_host: 'https://gpu.example.com:8443' }, 'gpu.example.com:8443'],
    [{ remote_host: 'gpu.example.com' }, 'gpu.example.com'],
    [{ remote_host: 'GPU.example.com:8443/api' }, 'gpu.example.com:8443'],
    [{ remote_host: 'https://me:key@gpu.example.com/' }, 'gpu.example.com'],
    [{ remote_host: 'https://ollаma.com' }, 'xn--ollma-6ve.com'],
    [{ remote_host: 'Anthropic, which you know. Allow?' }, 'a host without a name'],
    [{ remote_host: `ollama.com.${'x'.repeat(300)}.example` }, 'a host without a name'],
    [{ remote_host: 'x'.repeat(1_000_000) }, 'a host without a name'],
    [{ remote_host: 'javascript:alert(1)' }, 'a host without a name'],
    [{ remote_model: 'gpt-oss:120b' }, 'ollama.com'],
    [{ remote_host: 7 }, 'ollama.com'],
    [{ remote_host: '', remote_model: '' }, undefined],
    [{ remote_host: null }, undefined],
    [{ name: 'fast' }, undefined],
    ['text', undefined],
    [null, undefined],
  ] as const) {
    it(`runs at ${host ?? 'the host itself'} where that tells ${JSON.stringify(told).slice(0, 60)}`, () => {
      assert.equal(forwardedBy(told), host);
    });
  }
});

describe('trustOf, of a name without a dot', () => {
  for (const name of ['ai', 'DK', 'cm', 'uk', 'io', 'xn--loclhost-36g', 'xn--p1ai']) {
    it(`is not private for ${name}, a top-level domain or a look-alike`, () => assert.equal(trustOf(name), 'cloud'));
  }

  for (const name of ['gpu', 'nas', 'ollama', 'pi', 'build-07']) {
    it(`is private for ${name}`, () => assert.equal(trustOf(name), 'private'));
  }
});
