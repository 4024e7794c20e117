import assert from 'node:assert/strict';
import type { Policy } from '../../../../../src/engine/failover/api/policy';
import { engine, fails, link, scripted } from '../engine';
import { failure, virtualClock } from '../fixtures';
import { answersAfter, complete } from '../typing';

function rig(policy: Partial<Policy> = {}, consent?: boolean) {
  const clock = virtualClock();
  const a = scripted('a', answersAfter(clock, 200));
  const b = scripted('b', answersAfter(clock, 300));
  const local = scripted('local', answersAfter(clock, 100));
  const decided =
    consent === undefined ? {} : { consent: { decided: () => consent, ask: () => Promise.resolve(consent) } };
  const rigged = engine([link(a), link(b), link(local, { trust: 'local' })], { clock, policy, ...decided });
  return { a, b, local, ...rigged, next: () => rigged.manager.completionRoute()?.providerId };
}

describe('ProviderManager.completionRoute', () => {
  it('is the route that is then asked, whatever happens to the chain', async () => {
    const { a, b, clock, manager, next } = rig();
    const agrees = async (expected: string): Promise<void> => {
      assert.equal(next(), expected);
      assert.equal((await complete({ manager, clock })).by, expected);
    };
    await agrees('a');
    a.script = b.script = fails(failure('overloaded'));
    await complete({ manager, clock });
    await agrees('local');
    a.script = answersAfter(clock, 200);
    await clock.advance(10_000);
    // It may be back, but is not waited for.
    assert.equal(next(), 'local');
    await complete({ manager, clock });
    await clock.advance(200);
    await agrees('a');
    manager.pin('b');
    assert.equal(next(), 'b', 'what is pinned is asked even while it is down');
    manager.pin('local');
    await agrees('local');
  });

  it('is within the boundary and the consent, and none when no route can serve', () => {
    assert.equal(rig({ boundary: 'local' }).next(), 'local');
    assert.equal(rig({}, false).next(), undefined);
    const empty = engine([]);
    assert.equal(empty.manager.completionRoute(), undefined);
  });

  it('begins with the provider that the user prefers for completions, in the chain’s order after it', async () => {
    const preferring = rig({ completionsFirst: 'b' });
    const { a, b, manager, clock, next, ask } = preferring;
    assert.equal(next(), 'b');
    assert.equal((await complete({ manager, clock })).by, 'b');
    b.script = fails(failure('overloaded'));
    assert.equal((await complete({ manager, clock })).by, 'a');
    assert.equal(next(), 'a');
    await ask();
    assert.equal(a.requests.length, 2, 'a chat keeps the order of the chain');
    manager.pin('local');
    assert.equal(next(), 'local');
  });

  it('is that of the chain when the preferred provider is not in it', async () => {
    const { manager, clock, next } = rig({ completionsFirst: 'gone' });
    assert.equal(next(), 'a');
    assert.equal((await complete({ manager, clock })).by, 'a');
  });
});

describe('ProviderManager.prepareCompletion', () => {
  function prepared(policy: Partial<Policy> = {}) {
    const rigged = rig(policy);
    const asked: string[] = [];
    for (const provider of [rigged.a, rigged.b, rigged.local])
      provider.prepare = (model) => Promise.resolve(void asked.push(`${provider.id} ${model}`));
    return { ...rigged, asked, prepare: () => rigged.manager.prepareCompletion(new AbortController().signal) };
  }

  it('prepares the provider of the next completion alone, once a minute at most', async () => {
    const { asked, prepare, clock } = prepared();
    await prepare();
    await clock.advance(59_999);
    await prepare();
    assert.deepEqual(asked, ['a a-large']);
    await clock.advance(1);
    await prepare();
    assert.deepEqual(asked, ['a a-large', 'a a-large']);
  });

  it('prepares a provider only where code may be sent to it', async () => {
    const { asked, prepare } = prepared({ boundary: 'local' });
    await prepare();
    assert.deepEqual(asked, ['local local-large']);
  });

  it('resolves although the preparation fails', async () => {
    const { a, prepare } = prepared();
    a.prepare = () => Promise.reject(new Error('no such module'));
    await prepare();
  });

  it('resolves without anything to prepare, and without a provider', async () => {
    const { manager } = rig();
    await manager.prepareCompletion(new AbortController().signal);
    await engine([]).manager.prepareCompletion(new AbortController().signal);
    assert.equal(manager.completionRoute()?.providerId, 'a');
  });
});

describe('ProviderManager.prepareChat', () => {
  it('prepares the provider that the next chat would be sent to, with its model', async () => {
    const { manager, a, b } = rig();
    const asked: string[] = [];
    for (const provider of [a, b])
      provider.prepare = (model) => Promise.resolve(void asked.push(`${provider.id} ${model}`));
    const { signal } = new AbortController();
    await manager.prepareChat(signal);
    await manager.prepareChat(signal);
    await manager.prepareChat(signal, { providerId: 'b', model: 'b-other' });
    assert.deepEqual(asked, ['a a-large', 'b b-other']);
  });
});

describe('ProviderManager.completionPace', () => {
  it('is known after five completions', async () => {
    const { manager, clock } = rig();
    const route = manager.completionRoute()!;
    for (let times = 0; times < 5; times += 1) {
      assert.equal(manager.completionPace(route).firstContentMs, undefined);
      await complete({ manager, clock });
    }
    assert.equal(manager.completionPace(route).firstContentMs, 200);
  });

  it('says whether the route serves another completion now', async () => {
    const { manager, clock, a } = rig();
    const route = manager.completionRoute()!;
    const isIdle = (): boolean => manager.completionPace(route).idle;
    const during: boolean[] = [];
    const { script } = a;
    a.script = (request, call) => {
      during.push(isIdle());
      return script(request, call);
    };
    assert.equal(isIdle(), true);
    await complete({ manager, clock });
    assert.equal(isIdle(), true);
    const typing = new AbortController();
    clock.setTimeout(() => typing.abort(), 50);
    await complete({ manager, clock }, { signal: typing.signal });
    assert.equal(isIdle(), true);
    assert.deepEqual(during, [false, false]);
  });
});
