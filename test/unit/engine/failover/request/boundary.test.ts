import assert from 'node:assert/strict';
import type { Policy } from '../../../../../src/engine/failover/api/policy';
import type { Consent, ProviderTest } from '../../../../../src/engine/failover/api/providerManager';
import { count, counts, engine, fails, link, scripted, textShown } from '../engine';
import { collect, failure } from '../fixtures';
import { watched } from '../watched';

const down = fails(failure('server'));

describe('ChainAllowance: the boundary', () => {
  it('leaves a provider outside untested and says so', async () => {
    const [local, cloud] = [watched('local'), watched('cloud')];
    const { manager } = engine([local.link, cloud.link], { policy: { boundary: 'local' } });
    const results = await collect(manager.test(new AbortController().signal));
    const words = (result: ProviderTest): string => (result.ok ? 'ok' : 'off' in result ? result.off : 'failed');
    assert.deepEqual(Object.fromEntries(results.map((result) => [result.link.label, words(result)])), {
      LOCAL: 'ok',
      CLOUD: 'outside your boundary',
    });
  });

  it('that is narrowed while an answer is written holds for its next attempt', async () => {
    const policy: { boundary: Policy['boundary'] } = { boundary: 'any' };
    const cloud = watched('cloud');
    const narrowing = scripted('first', async function* () {
      await Promise.resolve();
      policy.boundary = 'local';
      yield { type: 'failed', failure: failure('server') };
    });
    const events = await engine([link(narrowing), cloud.link], { policy }).ask();
    assert.equal(events.at(-1)?.type, 'failed');
    assert.deepEqual(cloud.contacts, []);
  });

  it('that is narrowed while the user is asked for consent holds although they agree', async () => {
    const policy: { boundary: Policy['boundary'] } = { boundary: 'any' };
    const cloud = watched('cloud');
    const consent: Consent = {
      decided: () => undefined,
      ask: () => {
        policy.boundary = 'local';
        return Promise.resolve(true);
      },
    };
    const events = await engine([cloud.link], { policy, consent }).ask();
    assert.equal(events.at(-1)?.type, 'failed');
    assert.deepEqual(cloud.contacts, []);
  });

  it('turns providers off in the status, with the reason, and on again', () => {
    const policy: { boundary: Policy['boundary'] } = { boundary: 'local' };
    const { manager } = engine([watched('cloud').link, watched('local').link], { policy });
    const [cloud] = manager.status().providers;
    assert.equal(cloud?.state, 'off');
    assert.equal(cloud.offReason, 'Outside your boundary: code stays on this machine.');
    assert.equal(manager.status().next?.link.label, 'LOCAL');
    policy.boundary = 'any';
    assert.equal(manager.status().next?.link.label, 'CLOUD');
  });

  it('keeps a model of somebody else from being warmed up, though its server is here', async () => {
    const warmed: string[] = [];
    const local = scripted('here', counts);
    local.warmUp = (model) => {
      warmed.push(model);
      return Promise.resolve(true);
    };
    const here = link(local, { trust: 'local', model: 'qwen' });
    const elsewhere = link(local, { trust: 'cloud', model: 'qwen-cloud' }).completion;
    const { ask } = engine([link(scripted('a', down)), { ...here, completion: elsewhere }]);
    assert.equal(textShown(await ask()), count(1, 40));
    assert.deepEqual(warmed, ['qwen']);
  });
});
