import assert from 'node:assert/strict';
import { requestUsageOf } from '../../../../../src/engine/chat/conversation/requestUsage';
import { attempt, beta, failure, route } from '../fixtures';

describe('requestUsageOf', () => {
  it('is the sum over all attempts', () => {
    const { attempts, inputTokens, outputTokens, cost, isCostPartial } = requestUsageOf([
      attempt({ outcome: 'failed', usage: { inputTokens: 100, outputTokens: 5 }, cost: 0.25 }),
      attempt({ usage: { inputTokens: 110 }, cost: 0.5 }),
    ]);
    assert.deepEqual([attempts, inputTokens, outputTokens, cost, isCostPartial], [2, 210, 5, 0.75, false]);
  });

  it('leaves out counts that no provider sent', () => {
    const { inputTokens, outputTokens, cost } = requestUsageOf([attempt()]);
    assert.deepEqual([inputTokens, outputTokens, cost], [undefined, undefined, undefined]);
  });

  it('is partial when an attempt that may be charged has no price', () => {
    const free = route('Ollama', { trust: 'local' });
    const refused = attempt({ outcome: 'failed', failure: failure('overloaded') });
    assert.equal(requestUsageOf([attempt()]).isCostPartial, true);
    assert.equal(requestUsageOf([attempt({ cost: 1 }), { ...refused, maybeBilled: true }]).isCostPartial, true);
    assert.equal(requestUsageOf([attempt({ cost: 1 }), refused, attempt({ route: free })]).isCostPartial, false);
  });

  it('names each attempt with its outcome, its cost and whether it may have been billed', () => {
    const { tries } = requestUsageOf([
      attempt({ outcome: 'failed', failure: failure('overloaded', { status: 529 }) }),
      attempt({ outcome: 'failed', failure: failure('stream-cut'), maybeBilled: true, cost: 0.0042 }),
      attempt({ route: beta, outcome: 'hedge-lost', maybeBilled: true }),
      attempt({ route: beta, outcome: 'cancelled', maybeBilled: true, cost: 0.00001 }),
      attempt({ route: route('Ollama', { trust: 'local' }), cost: 0 }),
      attempt({ route: beta, cost: 0.0123 }),
    ]);
    assert.deepEqual(tries, [
      'Alpha is overloaded (529)',
      'The connection to Alpha broke off, may have been billed, about $0.0042',
      'Beta (beta-model) was slower and was stopped, may have been billed, price not known',
      'Beta (beta-model) was stopped, may have been billed, less than $0.0001',
      'Ollama (ollama-model) answered',
      'Beta (beta-model) answered, about $0.012',
    ]);
  });
});
