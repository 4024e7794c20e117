import assert from 'node:assert/strict';
import type { ProviderConfig } from '../../../../../src/engine/model/provider/providerConfig';
import type { ImageLimits } from '../../../../../src/engine/model/request/image';
import type { ProviderType } from '../../../../../src/engine/providers/registry/descriptors';
import { routesOf } from '../../../../../src/engine/providers/registry/routes';

function limitsOf(type: ProviderType, baseUrl?: string): ImageLimits | undefined {
  const config: ProviderConfig = { id: 'a', type, model: 'm', label: 'A', headers: {}, enabled: true };
  return routesOf({ ...config, ...(baseUrl === undefined ? {} : { baseUrl }) }).chat.server?.images;
}

describe('what a host takes of images', () => {
  it("is known of the vendors' protocols, wherever they are spoken", () => {
    assert.equal(limitsOf('anthropic')?.maxBase64Chars, 5_242_880);
    assert.equal(limitsOf('anthropic', 'https://gateway.example')?.maxCount, 100);
    assert.ok(limitsOf('openai')?.mediaTypes?.includes('image/gif'));
    assert.ok(!limitsOf('ollama')?.mediaTypes?.includes('image/gif'));
  });

  it('is known of some compatible hosts by their names, and of no other', () => {
    assert.deepEqual(limitsOf('openai-compatible', 'https://api.x.ai/v1'), { mediaTypes: ['image/png', 'image/jpeg'] });
    assert.equal(limitsOf('openai-compatible', 'https://api.openai.com/v1'), limitsOf('openai'));
    for (const url of ['https://llm.example/v1', 'http://127.0.0.1:8000/v1', 'https://notx.ai/v1']) {
      assert.equal(limitsOf('openai-compatible', url), undefined, url);
    }
  });
});
