import assert from 'node:assert/strict';
import type { ProviderConfig } from '../../../../../src/engine/model/provider/providerConfig';
import type { Route } from '../../../../../src/engine/model/route/route';
import type { ProviderType } from '../../../../../src/engine/providers/registry/descriptors';
import { vendorPrice } from '../../../../../src/engine/providers/catalogue/models';
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

  it('takes two regions of one vendor for two endpoints of it', () => {
    const [east, west] = ['us-east-1', 'us-west-2'].map((region) => chatOf('bedrock', { region }));
    assert.deepEqual(
      [east?.endpoint, west?.endpoint],
      ['https://bedrock-runtime.us-east-1.amazonaws.com', 'https://bedrock-runtime.us-west-2.amazonaws.com'],
    );
    assert.deepEqual([east?.vendor, west?.vendor], ['Amazon Bedrock', 'Amazon Bedrock']);
    assert.notEqual(east?.configuration, west?.configuration);
    const [dev, ops] = ['dev', 'ops'].map((profile) => chatOf('bedrock', { profile }).configuration);
    assert.notEqual(dev, ops);
  });

  it('begins anew with the region that requests to a gateway are signed for', () => {
    const baseUrl = 'https://bedrock.corp.example';
    const [east, west] = ['us-east-1', 'us-west-2'].map((region) => chatOf('bedrock', { baseUrl, region }));
    assert.equal(east?.endpoint, west?.endpoint);
    assert.notEqual(east?.configuration, west?.configuration);
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

  it('has the listed price for the vendors alone', () => {
    const model = 'claude-sonnet-5-5';
    assert.deepEqual(chatOf('anthropic', { model }).traits.price, vendorPrice(model));
    assert.equal(compatible('https://openrouter.ai/api/v1', model).traits.price, undefined);
    assert.equal(compatible('http://gpu.lan:8000/v1', model).traits.price, undefined);
    assert.equal(chatOf('anthropic').traits.price, undefined);
  });

  it('costs nothing on this machine, and has no known price where an Ollama hands it on', () => {
    const free = { input: 0, output: 0 };
    assert.deepEqual(chatOf('ollama', { model: 'qwen3' }).traits.price, free);
    assert.deepEqual(compatible('http://127.0.0.1:8000/v1').traits.price, free);
    assert.equal(compatible('http://127.0.0.1:4000/v1', 'claude-sonnet-5-5').traits.price, undefined);
    assert.equal(chatOf('ollama', { model: 'gpt-oss:120b-cloud' }).traits.price, undefined);
    assert.equal(chatOf('ollama', { baseUrl: 'https://ollama.com' }).traits.price, undefined);
  });

  it("has the user's own price before all others", () => {
    const own = { input: 7, output: 8 };
    const config = { id: 'a', type: 'anthropic', model: 'claude-sonnet-5-5', label: 'A', headers: {}, enabled: true };
    const { chat, routeFor } = routesOf(config, { priceOf: (model) => (model === 'mine' ? own : undefined) });
    assert.deepEqual(chat.traits.price, vendorPrice(chat.model));
    assert.deepEqual(routeFor('mine').settings?.price, own);
    assert.equal(chat.settings, undefined);
    const local = routesOf({ ...config, type: 'ollama' }, { priceOf: () => own });
    assert.deepEqual(local.chat.settings?.price, own);
    const models = [{ pattern: 'mine', price: { input: 1, output: 2 } }];
    const entry = routesOf({ ...config, models }, { priceOf: () => own });
    assert.deepEqual(entry.routeFor('mine').settings?.price, { input: 1, output: 2 });
    assert.deepEqual(entry.chat.settings?.price, own);
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
