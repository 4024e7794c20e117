import assert from 'node:assert/strict';
import type { ProviderConfig } from '../../../../../src/engine/model/providerConfig';
import type { Route } from '../../../../../src/engine/model/route';
import type { ProviderType } from '../../../../../src/engine/providers/registry/descriptors';
import { routesOf } from '../../../../../src/engine/providers/registry/routes';

function chatOf(type: ProviderType, changes: Partial<ProviderConfig> = {}): Route {
  return routesOf({ id: 'a', type, model: 'm', label: 'A', headers: {}, enabled: true, ...changes }).chat;
}

const compatible = (baseUrl: string, model = 'm'): Route => chatOf('openai-compatible', { baseUrl, model });

describe('routesOf', () => {
  it('names a vendor at its own host, and every other host by its address', () => {
    assert.equal(chatOf('anthropic').vendor, 'Anthropic');
    assert.equal(chatOf('openai').vendor, 'OpenAI');
    assert.equal(chatOf('openai', { baseUrl: 'https://gateway.example/v1' }).vendor, 'gateway.example');
    assert.equal(chatOf('ollama').vendor, '127.0.0.1:11434');
    assert.equal(compatible('https://llm.example/v1').vendor, 'llm.example');
  });

  it('knows which servers send headers before a model has thought: those of the vendors, and public gateways to them', () => {
    for (const type of ['anthropic', 'openai'] as const) {
      assert.equal(chatOf(type).server?.headersBeforeThinking, true);
      assert.equal(chatOf(type, { baseUrl: 'https://gateway.example' }).server?.headersBeforeThinking, true);
      assert.equal(chatOf(type, { baseUrl: 'https://gateway.corp' }).server?.headersBeforeThinking, false);
    }
    assert.equal(chatOf('ollama').server?.headersBeforeThinking, false);
    assert.equal(compatible('https://api.openai.com/v1').server?.headersBeforeThinking, false);
  });

  it('knows that an Ollama loads models on demand, but for one in the cloud and a model that it forwards there', () => {
    assert.equal(chatOf('ollama').server?.loadsOnDemand, true);
    assert.equal(chatOf('ollama', { baseUrl: 'http://gpu.lan:11434' }).server?.loadsOnDemand, true);
    assert.equal(chatOf('ollama', { baseUrl: 'https://ollama.com' }).server?.loadsOnDemand, false);
    assert.equal(chatOf('ollama', { model: 'gpt-oss:120b-cloud' }).server?.loadsOnDemand, false);
    assert.equal(compatible('http://127.0.0.1:11434/v1').server?.loadsOnDemand, false);
  });

  it('knows that an Ollama puts text into the template, and how a model is installed there', () => {
    for (const baseUrl of ['http://127.0.0.1:11434', 'https://ollama.com']) {
      const { server } = chatOf('ollama', { baseUrl, model: 'qwen' });
      assert.deepEqual([server?.putsTextIntoTemplate, server?.installCommand], [true, 'ollama pull qwen']);
    }
    const { server } = chatOf('anthropic');
    assert.deepEqual([server?.putsTextIntoTemplate, server?.installCommand], [false, undefined]);
  });

  it('has the price of the lists for the vendors alone, and none for what runs on an Ollama', () => {
    const model = 'claude-sonnet-5-5';
    assert.deepEqual(chatOf('anthropic', { model }).traits.price, { input: 2, output: 10 });
    assert.equal(compatible('https://openrouter.ai/api/v1', model).traits.price, undefined);
    assert.deepEqual(chatOf('ollama', { model }).traits.price, { input: 0, output: 0 });
    assert.equal(chatOf('anthropic').traits.price, undefined);
  });

  it('takes a model for one that goes on from a prefill as its host does', () => {
    assert.equal(compatible('http://127.0.0.1:8000/v1').traits.prefill, true);
    assert.equal(compatible('https://llm.example/v1', 'codestral').traits.prefill, false);
    assert.equal(compatible('https://api.mistral.ai/v1', 'codestral').traits.prefill, true);
    assert.equal(compatible('https://api.openai.com/v1', 'codestral').traits.prefill, false);
    assert.equal(compatible('http://127.0.0.1:8000/v1', 'deepseek-r1').traits.prefill, false);
    assert.equal(chatOf('anthropic', { model: 'claude-sonnet-4-5' }).traits.prefill, true);
    assert.equal(chatOf('anthropic', { model: 'claude-sonnet-5-5' }).traits.prefill, false);
  });
});
