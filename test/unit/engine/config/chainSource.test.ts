import assert from 'node:assert/strict';
import { labels, signal, world } from './chainWorld';

describe('the chain without a setting', () => {
  it('is what can be used: Anthropic and OpenAI with a key, in that order', async () => {
    const made = world({ keys: { openai: 'environment', anthropic: 'stored' } });
    await made.source.rebuild();
    assert.deepEqual(labels(made), ['Anthropic', 'OpenAI']);
    assert.equal(made.chains[0]!.firstVendor?.vendor, 'Anthropic');
    assert.deepEqual(made.chains[0]!.listed, []);
  });

  it('makes no request until something is asked, then finds a local Ollama and its best models', async () => {
    const made = world({ models: ['llama3.2:3b', 'nomic-embed-text', 'qwen2.5-coder:1.5b', 'qwen2.5-coder:14b'] });
    await made.source.rebuild();
    assert.deepEqual(made.asked, []);
    assert.deepEqual(labels(made), []);
    await made.source.prepare(signal);
    const link = made.chains.at(-1)!.links[0]!;
    assert.equal(link.chat.model, 'qwen2.5-coder:14b');
    assert.equal(link.completion.model, 'qwen2.5-coder:1.5b');
    assert.equal(link.chat.trust, 'local');
  });

  it('looks once for many requests, and again after a while when Ollama was not there', async () => {
    const made = world({});
    await Promise.all([made.source.prepare(signal), made.source.prepare(signal)]);
    await made.source.prepare(signal);
    assert.equal(made.asked.length, 3);
    made.now += 61_000;
    await made.source.prepare(signal);
    assert.equal(made.asked.length, 6);
  });
});

describe('what is found without a setting', () => {
  it('takes no vendor for agreed to by a key in an environment that a repository may have written', async () => {
    const made = world({ keys: { anthropic: 'environment' }, environmentIsUsers: false });
    await made.source.rebuild();
    assert.equal(made.chains[0]!.firstVendor, undefined);
    const stored = world({ keys: { anthropic: 'stored' }, environmentIsUsers: false });
    await stored.source.rebuild();
    assert.equal(stored.chains[0]!.firstVendor?.vendor, 'Anthropic');
  });

  it('takes no Ollama for agreed to by its address', async () => {
    const made = world({ models: ['m'], ollamaUrl: 'http://ollama.lan:11434' });
    await made.source.prepare(signal);
    assert.deepEqual([labels(made), made.chains.at(-1)!.firstVendor], [['Ollama'], undefined]);
  });

  for (const name of ['qwen3-coder:480b-cloud', 'gpt-oss:120b-Cloud', 'GLM-4.6:CLOUD']) {
    it(`leaves out ${name}, which Ollama hands on to its cloud`, async () => {
      const made = world({ models: ['llama3.2:3b', name] });
      await made.source.prepare(signal);
      const { chat, completion } = made.chains.at(-1)!.links[0]!;
      assert.deepEqual([chat.model, completion.model], ['llama3.2:3b', 'llama3.2:3b']);
    });
  }

  for (const told of [
    { remote_host: 'https://ollama.com:443', remote_model: 'gpt-oss:120b' },
    { remote_model: 'gpt-oss:120b' },
    { remote_host: { nested: 1 } },
  ]) {
    it(`leaves out a model of which Ollama tells ${JSON.stringify(told)}, whatever its name`, async () => {
      const made = world({ models: ['fast', 'llama3.2:3b'], told: { fast: told } });
      await made.source.prepare(signal);
      assert.equal(made.chains.at(-1)!.links[0]!.chat.model, 'llama3.2:3b');
    });
  }

  it('leaves an Ollama out that has no model of its own', async () => {
    const made = world({ models: ['fast:cloud'] });
    await made.source.prepare(signal);
    assert.deepEqual(labels(made), []);
  });

  it('does not contact an Ollama on the public internet without encryption, and says so', async () => {
    const made = world({ models: ['m'], ollamaUrl: 'http://gpu.example.com:11434' });
    await made.source.prepare(signal);
    assert.deepEqual(made.asked, []);
    assert.match(made.problems.join(), /OLLAMA_HOST names gpu\.example\.com:11434 .* not used/);
  });
});

describe('the chain of the setting', () => {
  const entry = { type: 'ollama', model: 'm' };

  it('has its order, leaves out what is switched off, and is agreed to as a whole', async () => {
    const setting = [
      { ...entry, id: 'b' },
      { ...entry, id: 'off', enabled: false },
      { id: 'a', type: 'openai', model: 'm' },
    ];
    const made = world({ setting, keys: { anthropic: 'stored' } });
    await made.source.rebuild();
    assert.deepEqual(
      made.chains[0]!.links.map((link) => link.provider.id),
      ['b', 'a'],
    );
    assert.deepEqual([...new Set(made.chains[0]!.listed.map((route) => route.providerId))], ['b', 'a']);
  });

  it('keeps Everpair from looking around, and an empty one means none', async () => {
    const made = world({ setting: [], models: ['x'] });
    await made.source.rebuild();
    await made.source.prepare(signal);
    assert.deepEqual(made.asked, []);
    assert.deepEqual(labels(made), []);
  });
});
