import assert from 'node:assert/strict';
import { defaultChain, type Usable } from '../../../../src/engine/config/defaultChain';
import { readProviders } from '../../../../src/engine/config/settings/providerSettings';

/** What there is: keys, by the type of their provider, and an Ollama with models. */
function usable(keys: readonly string[], models?: readonly string[], baseUrl?: string): Usable {
  return { keys: new Set(keys), servers: new Map(models && [['ollama', { baseUrl, models }]]) };
}

function ollamaOf(...models: string[]): readonly (string | undefined)[] {
  const [config] = defaultChain(usable([], models));
  return [config?.model, config?.completionModel];
}

describe('the chain of who has set nothing', () => {
  it('is empty when nothing can be used', () => {
    assert.deepEqual(defaultChain(usable([])), []);
    assert.deepEqual(defaultChain(usable([], [])), []);
  });

  it('is Anthropic, OpenAI, Ollama, in this order, each when it can be used', () => {
    const ids = (...given: Parameters<typeof usable>): string[] => defaultChain(usable(...given)).map(({ id }) => id);
    const models = ['llama3.2:3b'];
    assert.deepEqual(ids(['openai', 'anthropic'], models), ['anthropic', 'openai', 'ollama']);
    assert.deepEqual(ids(['openai'], models), ['openai', 'ollama']);
    assert.deepEqual(ids(['anthropic', 'openai']), ['anthropic', 'openai']);
  });

  it('is what the setting would take', () => {
    const chain = defaultChain(usable(['anthropic', 'openai'], ['qwen2.5-coder:7b'], 'http://127.0.0.1:9999'));
    assert.deepEqual(readProviders(chain), { configs: chain, problems: [] });
  });

  const picks: readonly [installed: readonly string[], chat: string, completion: string][] = [
    [['llama3.2:3b', 'qwen2.5-coder:7b', 'qwen2.5-coder:14b'], 'qwen2.5-coder:14b', 'qwen2.5-coder:7b'],
    [['qwen3-coder:30b', 'qwen2.5-coder:1.5b'], 'qwen3-coder:30b', 'qwen2.5-coder:1.5b'],
    [['mistral:7b', 'codestral:22b'], 'codestral:22b', 'codestral:22b'],
    [['starcoder2:3b', 'mistral:7b'], 'mistral:7b', 'starcoder2:3b'],
    [['qwen2.5-coder:1.5b-base', 'llama3.1:8b'], 'llama3.1:8b', 'qwen2.5-coder:1.5b-base'],
    [['codellama:7b-code', 'granite-code:8b'], 'granite-code:8b', 'granite-code:8b'],
    [['starcoder2:3b'], 'starcoder2:3b', 'starcoder2:3b'],
    [['mistral:7b'], 'mistral:7b', 'mistral:7b'],
    [['nomic-embed-text', 'bge-reranker', 'mistral:7b'], 'mistral:7b', 'mistral:7b'],
  ];
  for (const [installed, chat, completion] of picks) {
    it(`chats with ${chat} and completes with ${completion} of ${installed.join(', ')}`, () => {
      assert.deepEqual(ollamaOf(...installed), [chat, completion]);
    });
  }

  it('never asks a model that can only embed', () => {
    assert.deepEqual(ollamaOf('nomic-embed-text'), [undefined, undefined]);
  });

  it('asks Ollama where the environment says it is', () => {
    const [config] = defaultChain(usable([], ['a'], 'http://gpu.local:11434'));
    assert.equal(config?.baseUrl, 'http://gpu.local:11434');
  });
});
