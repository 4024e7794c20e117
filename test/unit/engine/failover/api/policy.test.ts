import assert from 'node:assert/strict';
import { isWithin, outsideInWords, type Reach } from '../../../../../src/engine/failover/api/policy';
import { routesOf } from '../../../../../src/engine/providers/registry/routes';

describe('where code may go', () => {
  const ollama = { id: 'ollama', type: 'ollama', label: 'Ollama', headers: {}, enabled: true };
  const { chat: here } = routesOf({ ...ollama, model: 'gpt-oss:120b' });
  const { chat: forwarded } = routesOf({ ...ollama, model: 'gpt-oss:120b-cloud' });
  const reach = (...hosts: readonly string[]): Reach => ({ boundary: 'any', allowedHosts: [hosts] });

  it('is a host that a model is handed on to only where it is among the allowed ones itself', () => {
    assert.ok(isWithin(here, reach('127.0.0.1:11434')));
    assert.ok(!isWithin(forwarded, reach('127.0.0.1:11434')));
    assert.ok(!isWithin(forwarded, reach('ollama.com')));
    assert.ok(isWithin(forwarded, reach('127.0.0.1:11434', 'ollama.com')));
    assert.ok(isWithin(forwarded, { boundary: 'any' }));
  });

  it('names the host of them that is not allowed', () => {
    const words = outsideInWords(forwarded, reach('127.0.0.1'));
    assert.equal(words, 'ollama.com is not among the allowed hosts');
    assert.equal(outsideInWords(forwarded, reach('ollama.com')), '127.0.0.1:11434 is not among the allowed hosts');
  });

  it('is no host whose name Ollama keeps to itself', () => {
    const { chat } = routesOf({ ...ollama, model: 'm' }, { forwardedTo: () => 'a host without a name' });
    assert.ok(!isWithin(chat, reach('127.0.0.1', 'a')));
  });
});
