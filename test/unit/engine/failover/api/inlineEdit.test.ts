import assert from 'node:assert/strict';
import type { ChainLink, Consent } from '../../../../../src/engine/failover/api/providerManager';
import {
  chatProfile,
  completionProfile,
  type RequestProfile,
} from '../../../../../src/engine/failover/api/requestProfile';
import { counts } from '../engine';
import { ask, chain, hangs, world } from './profileWorld';

describe('an inline edit, as a third profile', () => {
  const inlineEdit: RequestProfile = {
    ...chatProfile,
    name: 'inline edit',
    deadlines: {
      ...chatProfile.deadlines,
      hosted: {
        ...chatProfile.deadlines.hosted,
        firstContentMs: { floor: 1_000, initial: 2_000, longest: 2_000, last: 4_000 },
      },
    },
    maxAttempts: 3,
    mayAskUser: false,
    mayComeBack: false,
  };

  it('waits as long as its own bounds say, for a route before others and for the last one', async () => {
    const { attempts, last, ms } = await ask(world(), chain(hangs, hangs), inlineEdit);
    assert.deepEqual({ attempts, last, ms }, { attempts: ['a failed', 'b failed'], last: 'failed', ms: 6_000 });
    assert.equal((await ask(world(), chain(hangs, counts), chatProfile)).ms, 7_500);
    assert.equal((await ask(world(), chain(hangs, counts), inlineEdit)).ms, 2_000);
  });

  it('passes a route over whose consent is missing, without a question', async () => {
    const asked: string[] = [];
    const consent: Consent = {
      decided: ({ providerId }) => (providerId === 'a' ? undefined : true),
      ask: ({ providerId }) => {
        asked.push(providerId);
        return Promise.resolve(true);
      },
    };
    assert.deepEqual((await ask(world({ consent }), chain(counts, counts), inlineEdit)).attempts, ['b served']);
    assert.deepEqual(asked, []);
  });

  it('shares health and response times with chats, not with completions', async () => {
    const { clock, deps } = world();
    const links = chain(counts);
    for (let times = 0; times < 10; times += 1) await ask({ clock, deps }, links, inlineEdit);
    const [{ chat }] = links as [ChainLink];
    assert.notEqual(deps.latency.p95(chat, chatProfile.lane), undefined);
    assert.equal(deps.latency.p95(chat, completionProfile.lane), undefined);
  });
});
