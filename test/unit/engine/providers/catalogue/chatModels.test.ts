import assert from 'node:assert/strict';
import { isForChat } from '../../../../../src/engine/providers/catalogue/chatModels';

describe('isForChat', () => {
  for (const id of [
    'gpt-5.6-terra',
    'claude-sonnet-5-5',
    'qwen2.5-coder:7b',
    'o4-mini',
    'mistralai/devstral-small',
    'gemma3:4b',
    'sonar-reasoning',
    'llama-3.3-70b-instruct',
  ]) {
    it(`is true for ${id}`, () => assert.equal(isForChat(id, { id }), true));
  }

  for (const id of [
    'text-embedding-3-large',
    'nomic-embed-text:latest',
    'whisper-1',
    'gpt-4o-transcribe',
    'gpt-realtime-2',
    'tts-1-hd',
    'gpt-4o-mini-tts',
    'dall-e-3',
    'gpt-image-1',
    'omni-moderation-latest',
    'sora-2',
    'davinci-002',
    'gpt-3.5-turbo-instruct',
    'all-minilm:33m',
    'BAAI/bge-m3',
  ]) {
    it(`is false for ${id} by its name`, () => assert.equal(isForChat(id, { id }), false));
  }

  for (const [listed, expected] of [
    [{ capabilities: { completion_chat: false } }, false],
    [{ capabilities: { completion_chat: true } }, true],
    [{ capabilities: ['completion'] }, true],
    [{ architecture: { output_modalities: ['image'] } }, false],
    [{ architecture: { output_modalities: ['image', 'text'] } }, true],
    [{ type: 'embeddings' }, false],
    [{ type: 'vlm' }, true],
    [{ type: 7, architecture: 'x', capabilities: null }, true],
    [null, true],
  ] as const) {
    it(`believes the host that tells ${JSON.stringify(listed)}`, () => assert.equal(isForChat('m', listed), expected));
  }
});
