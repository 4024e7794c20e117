import assert from 'node:assert/strict';
import type { Consent } from '../../../../../src/engine/failover/api/providerManager';
import { counts, engine, fails, link, scripted } from '../engine';
import { failure } from '../fixtures';
import { answeredBy } from './answerEvents';

describe('FailoverRequest: where code may go', () => {
  it('is never beyond the boundary, even with everything else down', async () => {
    const cloud = scripted('cloud', counts);
    const local = scripted('local', fails(failure('connect', 'endpoint')));
    const { ask } = engine([link(local, { trust: 'local' }), link(cloud)], { policy: { boundary: 'local' } });
    for (let i = 0; i < 3; i += 1) {
      const last = (await ask()).at(-1);
      assert.ok(last?.type === 'failed');
      assert.ok(last.failure.skipped.some((skipped) => skipped.reason === 'boundary'));
    }
    assert.equal(cloud.requests.length, 0);
  });

  it('is asked once for a new vendor, before anything is sent', async () => {
    const asked: string[] = [];
    const agreed = new Set<string>(['a']);
    const consent: Consent = {
      decided: (route) => (agreed.has(route.vendor) ? true : undefined),
      ask: (route) => {
        asked.push(route.vendor);
        agreed.add(route.vendor);
        return Promise.resolve(true);
      },
    };
    const a = scripted('a', fails(failure('overloaded')));
    const { ask } = engine([link(a), link(scripted('b', counts))], { consent });
    assert.equal(answeredBy(await ask()), 'b');
    assert.equal(answeredBy(await ask()), 'b');
    assert.deepEqual(asked, ['b']);
  });

  it('is respected when the user refuses', async () => {
    const consent: Consent = {
      decided: (route) => (route.vendor === 'a' ? true : undefined),
      ask: () => Promise.resolve(false),
    };
    const b = scripted('b', counts);
    const last = (await engine([link(scripted('a', fails(failure('server')))), link(b)], { consent }).ask()).at(-1);
    assert.ok(last?.type === 'failed');
    assert.deepEqual(
      last.failure.skipped.map((skipped) => skipped.reason),
      ['consent'],
    );
    assert.equal(b.requests.length, 0);
  });
});
