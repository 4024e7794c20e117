import assert from 'node:assert/strict';
import type { AnswerEvent } from '../../../../../src/engine/failover/api/answer';
import type { Consent } from '../../../../../src/engine/failover/api/providerManager';
import { failureClause } from '../../../../../src/engine/model/failure/failureText';
import type { ModelChoice } from '../../../../../src/engine/model/route/route';
import { counts, engine, fails, link, type Script, scripted } from '../engine';
import { failure } from '../fixtures';

/** "a/small" for each attempt, in order. */
function asked(events: readonly AnswerEvent[]): string[] {
  return events.flatMap((event) => (event.type === 'attempt' ? event.route.id : []));
}

const small = (providerId: string): ModelChoice => ({ providerId, model: 'small' });

/** Three providers, of which the first and the second do as told. */
function three(a: Script = counts, b: Script = counts, options?: Parameters<typeof engine>[1]) {
  const providers = [scripted('a', a), scripted('b', b), scripted('c', counts)] as const;
  return {
    ...engine(
      providers.map((each) => link(each)),
      options,
    ),
    providers,
  };
}

describe('A model that the user chose for a request', () => {
  it('is asked first, with all others behind it in their order', async () => {
    const overloaded = fails(failure('rate-limited'));
    const { ask } = three(overloaded, overloaded);
    const events = await ask(undefined, { model: small('b') });
    assert.deepEqual(asked(events), ['b/small', 'a/a-large', 'b/b-large', 'c/c-large']);
  });

  it('is the model of the settings itself where it is the same', async () => {
    const { ask } = three(fails(failure('rate-limited')), fails(failure('rate-limited')));
    const events = await ask(undefined, { model: { providerId: 'b', model: 'b-large' } });
    assert.deepEqual(asked(events), ['b/b-large', 'a/a-large', 'c/c-large']);
  });

  it('holds for one request alone', async () => {
    const { ask } = three();
    await ask(undefined, { model: small('c') });
    assert.deepEqual(asked(await ask()), ['a/a-large']);
  });

  it('is asked first although it is slower than usual', async () => {
    const { ask, latency, manager, providers } = three();
    const { chat } = link(providers[1]);
    for (let answer = 0; answer < 20; answer += 1) latency.record(chat, 'chat', answer < 10 ? 300 : 5_000);
    assert.equal(manager.status().providers[1]?.state, 'degraded');
    const events = await ask(undefined, { model: { providerId: 'b', model: chat.model } });
    assert.deepEqual(asked(events), ['b/b-large']);
  });

  it('is told as switched from where it is down', async () => {
    const { ask } = three(counts, fails(failure('quota', 'credential')));
    await ask(undefined, { model: small('b') });
    const events = await ask(undefined, { model: small('b') });
    const switched = events.find((event) => event.type === 'switched');
    assert.deepEqual([switched?.from.id, switched?.to.id, switched?.failure.kind], ['b/small', 'a/a-large', 'quota']);
    assert.deepEqual(asked(events), ['a/a-large']);
  });

  for (const [what, choice, why] of [
    ['a provider that is not there', small('gone'), 'the provider gone is not in your settings'],
    ['no model', { providerId: 'b', model: ' ' }, 'no model was named'],
  ] as const) {
    it(`falls to the chain for ${what}, and that is told first`, async () => {
      const { ask } = three();
      const [first, ...rest] = await ask(undefined, { model: choice });
      assert.ok(first?.type === 'choice-dropped');
      assert.deepEqual([first.choice, first.to.id, first.why], [choice, 'a/a-large', why]);
      assert.deepEqual(asked(rest), ['a/a-large']);
    });
  }

  it('is one of the pinned provider where one is pinned', async () => {
    const { ask, manager } = three(fails(failure('rate-limited')));
    manager.pin('a');
    assert.deepEqual(asked(await ask(undefined, { model: small('a') })), ['a/small', 'a/a-large']);
    const events = await ask(undefined, { model: small('b') });
    assert.equal(events[0]?.type === 'choice-dropped' && events[0].why, 'only A is asked, since it is pinned');
    assert.deepEqual(new Set(asked(events)), new Set(['a/a-large']));
  });

  it('is not asked outside the boundary or without consent, and the switch says so', async () => {
    const refused: Consent = { decided: ({ vendor }) => vendor !== 'b', ask: () => Promise.resolve(false) };
    for (const options of [{ policy: { boundary: 'local' } }, { consent: refused }] as const) {
      const [cloud, local] = [scripted('b', counts), scripted('a', counts)];
      const { ask } = engine([link(local, { trust: 'local' }), link(cloud)], options);
      const events = await ask(undefined, { model: small('b') });
      assert.deepEqual(asked(events), ['a/a-large']);
      const switched = events.find((event) => event.type === 'switched');
      assert.deepEqual([switched?.from.id, switched?.failure.kind], ['b/small', 'not-allowed']);
      assert.equal(cloud.requests.length, 0);
    }
  });

  it('is not asked where it would cost more than a request may, and the switch says so', async () => {
    const dear = link(scripted('b', counts), { traits: { price: { input: 0, output: 1_000_000 } } });
    const { ask } = engine([link(scripted('a', counts)), dear], { policy: { maxRequestCost: 1 } });
    const events = await ask(undefined, { model: small('b') });
    assert.deepEqual(asked(events), ['a/a-large']);
    const switched = events.find((event) => event.type === 'switched');
    assert.deepEqual([switched?.from.id, switched?.failure.isTooDear], ['b/small', true]);
    assert.equal(
      switched && failureClause(switched.from, switched.failure),
      'small at B would cost more than a request may',
    );
  });

  it('is who the next chat goes to, with the windows of all that may follow', () => {
    const { manager } = three();
    const target = manager.chatTarget(small('c'));
    assert.deepEqual([target?.route.id, target?.contextWindow], ['c/small', 100_000]);
    assert.equal(target?.contextWindows.length, 4);
    assert.equal(manager.chatTarget(small('gone'))?.route.id, 'a/a-large');
    assert.equal(engine([]).manager.chatTarget(), undefined);
  });
});
