import assert from 'node:assert/strict';
import type { AnswerEvent } from '../../../../../src/engine/failover/api/answer';
import { problemOf } from '../../../../../src/engine/failover/api/problem';
import { failureLabel } from '../../../../../src/engine/model/failure/failureText';
import type { RateLimit } from '../../../../../src/engine/model/provider/rateLimit';
import type { ChatRequest } from '../../../../../src/engine/model/request/request';
import { counts, engine, fails, link, question, type Script, scripted } from '../engine';
import { failure, virtualClock } from '../fixtures';
import { complete } from '../typing';

/** Answers, and says first what it has left. */
function saying(...limits: readonly RateLimit[]): Script {
  return async function* (request, call) {
    call.onRateLimits?.(limits);
    yield* counts(request, call);
  };
}

const usedUp: RateLimit = { unit: 'requests', remaining: 0, limit: 50, resetMs: 40_000 };
const refuses = fails(failure('rate-limited', 'model', { retryAfterMs: 40_000, status: 429 }));

function served(events: readonly AnswerEvent[]): string | undefined {
  const done = events.find((event) => event.type === 'done');
  return done?.route.providerId;
}

/** Of about so many tokens. */
function long(tokens: number): ChatRequest {
  return question('word '.repeat(tokens));
}

describe('a limit that is known', () => {
  it('is passed by without an attempt, announced as a refusal would be, and over right at its reset', async () => {
    const a = scripted('a', saying(usedUp));
    const { ask, clock, manager } = engine([link(a), link(scripted('b', counts))]);
    assert.equal(served(await ask()), 'a');
    const answeredAt = clock.now();
    a.script = refuses;
    const events = await ask();
    assert.equal(served(events), 'b');
    assert.equal(a.requests.length, 1);
    const switched = events.find((event) => event.type === 'switched');
    assert.ok(switched);
    assert.equal(switched.from.providerId, 'a');
    assert.equal(failureLabel(switched.failure.kind), 'rate limit');
    const [status] = manager.status().providers;
    assert.deepEqual([status?.state, status?.chat.until], ['down', answeredAt + 40_000]);
    assert.match(status?.chat.failure?.message ?? '', /^The limit of A is reached, free again in about 40 s\.$/);
    a.script = counts;
    await clock.advance(39_999);
    assert.equal(served(await ask()), 'b');
    await clock.advance(1);
    assert.equal(served(await ask()), 'a');
  });

  it('tells surfaces that it began, and that it is over', async () => {
    const { ask, clock, manager } = engine([link(scripted('a', saying(usedUp))), link(scripted('b', counts))]);
    const states: (string | undefined)[] = [];
    manager.onDidChange(() => states.push(manager.status().providers[0]?.state));
    await ask();
    assert.equal(states.at(-1), 'down');
    await clock.advance(40_000);
    assert.equal(states.at(-1), 'healthy');
  });

  it('counts for chats and completions alike, which have the same model', async () => {
    const a = scripted('a', saying(usedUp));
    const { ask, clock, manager } = engine([link(a), link(scripted('b', counts))]);
    assert.equal((await complete({ manager, clock })).by, 'a');
    assert.equal(served(await ask()), 'b');
    assert.equal((await complete({ manager, clock })).by, 'b');
    await clock.advance(40_000);
    assert.equal(served(await ask()), 'a');
    assert.equal((await complete({ manager, clock })).by, 'b');
    assert.equal(manager.completionRoute()?.providerId, 'b');
  });

  it('is that of one model, while another at the same host is asked', async () => {
    const a = scripted('a', saying(usedUp));
    const { ask } = engine([link(a), link(scripted('b', counts))]);
    await ask();
    assert.equal(served(await ask(undefined, { model: { providerId: 'a', model: 'a-small' } })), 'a');
    assert.equal(served(await ask()), 'b');
  });

  it('keeps a request away that needs more tokens than are left, and lets a smaller one through', async () => {
    const a = scripted('a', saying({ unit: 'tokens', remaining: 2_000, limit: 40_000, resetMs: 30_000 }));
    const { ask, clock } = engine([link(a), link(scripted('b', counts))]);
    await ask();
    assert.equal(served(await ask(long(5_000))), 'b');
    assert.equal(served(await ask(long(100))), 'a');
    await clock.advance(30_000);
    assert.equal(served(await ask(long(5_000))), 'a');
  });

  it('that fills up steadily is waited for no longer than the request needs', async () => {
    const a = scripted('a', saying({ ...usedUp, refills: true }));
    const { ask, clock } = engine([link(a), link(scripted('b', counts))]);
    await ask();
    await clock.advance(799);
    assert.equal(served(await ask()), 'b');
    await clock.advance(1);
    assert.equal(served(await ask()), 'a');
  });

  it('keeps nobody back where nobody else is left: the host decides', async () => {
    const a = scripted('a', saying(usedUp));
    const only = engine([link(a)]);
    await only.ask();
    assert.equal(served(await only.ask()), 'a');
    const failing = engine([link(a), link(scripted('b', fails(failure('server', 'endpoint'))))]);
    await failing.ask();
    assert.equal(served(await failing.ask()), 'a');
  });

  it('says when the host is asked again, where its refusal was the last word', async () => {
    const clock = virtualClock();
    const a = scripted('a', saying(usedUp));
    const { ask } = engine([link(a)], { clock });
    await ask();
    a.script = async function* (request, call) {
      call.onRateLimits?.([usedUp]);
      yield* refuses(request, call);
    };
    const failed = (await ask()).at(-1);
    assert.ok(failed?.type === 'failed');
    assert.deepEqual(problemOf(failed.failure, false).retryAt, clock.now() + 40_000);
  });

  it('that a host does not keep itself is not believed any more, so that no completion is lost to it', async () => {
    const clock = virtualClock();
    const { manager } = engine([link(scripted('a', saying({ ...usedUp, resetMs: 3_600_000 })))], { clock });
    const by: (string | undefined)[] = [];
    for (let key = 0; key < 5; key += 1) {
      by.push((await complete({ manager, clock })).by);
      await clock.advance(300);
    }
    assert.deepEqual(by, ['a', 'a', 'a', 'a', 'a']);
    assert.equal(manager.status().providers[0]?.state, 'healthy');
  });

  it('that is over in a moment costs no completion either, though it is believed', async () => {
    const clock = virtualClock();
    const { manager } = engine([link(scripted('a', saying({ ...usedUp, resetMs: 900 })))], { clock });
    for (let key = 0; key < 5; key += 1) {
      assert.equal((await complete({ manager, clock })).by, 'a');
      assert.equal(manager.status().providers[0]?.state, 'down');
      await clock.advance(300);
    }
  });

  it('that a host does keep costs completions one refusal, where nobody else is left', async () => {
    const clock = virtualClock();
    const a = scripted('a', saying(usedUp));
    const { manager } = engine([link(a)], { clock });
    await complete({ manager, clock });
    a.script = refuses;
    for (let key = 0; key < 20; key += 1) {
      await complete({ manager, clock });
      await clock.advance(1_900);
    }
    assert.equal(a.requests.length, 2);
    a.script = counts;
    await clock.advance(2_000);
    assert.equal((await complete({ manager, clock })).by, 'a');
  });

  it('is forgotten when the user resets the health or sets a key', async () => {
    const { ask, manager } = engine([link(scripted('a', saying(usedUp))), link(scripted('b', counts))]);
    await ask();
    assert.equal(served(await ask()), 'b');
    manager.resetHealth('a');
    assert.deepEqual(manager.status().providers[0]?.limits, []);
    assert.equal(served(await ask()), 'a');
  });

  it('is told of each route whose host has not all left', async () => {
    const left: RateLimit = { unit: 'requests', remaining: 12, limit: 50, resetMs: 40_000 };
    const { ask, clock, manager } = engine([link(scripted('a', saying(left))), link(scripted('b', counts))]);
    let shown = 0;
    manager.onDidChange(() => (shown = manager.status().providers[0]?.limits.length ?? 0));
    await ask();
    assert.equal(shown, 1);
    const told = manager.status().providers.map(({ limits }) => limits.flatMap((each) => each.limits));
    assert.deepEqual(told, [[{ unit: 'requests', remaining: 12, limit: 50, until: clock.now() + 40_000 }], []]);
    assert.equal(served(await ask()), 'a');
  });
});
