import assert from 'node:assert/strict';
import type { AnswerEvent } from '../../../../../src/engine/failover/api/answer';
import type { Consent } from '../../../../../src/engine/failover/api/providerManager';
import type { FailureKind } from '../../../../../src/engine/model/failure';
import { textOf } from '../../../../../src/engine/model/message';
import type { ChatRequest } from '../../../../../src/engine/model/request';
import { count, counts, engine, fails, failsAfter, hangsAfter, link, question, scripted, textShown } from '../engine';
import { collect, failure } from '../fixtures';

function only<T extends AnswerEvent['type']>(
  events: readonly AnswerEvent[],
  type: T,
): Extract<AnswerEvent, { type: T }>[] {
  return events.filter((event): event is Extract<AnswerEvent, { type: T }> => event.type === type);
}

function answeredBy(events: readonly AnswerEvent[]): string | undefined {
  const last = events.at(-1);
  return last?.type === 'done' ? last.route.providerId : undefined;
}

describe('FailoverRequest', () => {
  it('is answered by the first provider of the chain', async () => {
    const a = scripted('a', counts);
    const b = scripted('b', counts);
    const { ask } = engine([link(a), link(b)]);
    const events = await ask();
    assert.equal(textShown(events), count(1, 40));
    assert.equal(answeredBy(events), 'a');
    assert.equal(b.requests.length, 0);
    assert.deepEqual(only(events, 'switched'), []);
  });

  const movesOn: FailureKind[] = [
    'overloaded',
    'server',
    'rate-limited',
    'quota',
    'auth',
    'model-missing',
    'connect',
    'empty',
    'not-protocol',
    'bad-request',
    'unknown',
  ];
  for (const kind of movesOn) {
    it(`moves on before the first word when the answer is ${kind}, and says so`, async () => {
      const a = scripted('a', fails(failure(kind)));
      const b = scripted('b', counts);
      const events = await engine([link(a), link(b)]).ask();
      assert.equal(textShown(events), count(1, 40));
      assert.equal(answeredBy(events), 'b');
      const [switched] = only(events, 'switched');
      assert.equal(switched?.from.providerId, 'a');
      assert.equal(switched.to.providerId, 'b');
      assert.equal(switched.failure.kind, kind);
      assert.equal(switched.mode, 'before-text');
    });
  }

  it('stops at a refusal by policy, which another vendor must not be asked to get around', async () => {
    const b = scripted('b', counts);
    const events = await engine([link(scripted('a', fails(failure('policy', 'request')))), link(b)]).ask();
    assert.equal(events.at(-1)?.type, 'failed');
    assert.equal(b.requests.length, 0);
  });

  it('goes from a full context window only to a larger one', async () => {
    const small = scripted('small', counts);
    const large = scripted('large', counts);
    const { ask } = engine([
      link(scripted('a', fails(failure('context-exceeded', 'request'))), { traits: { contextWindow: 8_000 } }),
      link(small, { traits: { contextWindow: 8_000 } }),
      link(large, { traits: { contextWindow: 200_000 } }),
    ]);
    assert.equal(answeredBy(await ask()), 'large');
    assert.equal(small.requests.length, 0);
  });

  it('moves on from a provider that never answers, long before a user would cancel', async () => {
    const { ask, clock } = engine([link(scripted('a', hangsAfter(0))), link(scripted('b', counts))]);
    const startedAt = clock.now();
    const events = await ask();
    assert.equal(textShown(events), count(1, 40));
    assert.ok(clock.now() - startedAt <= 10_100, `${clock.now() - startedAt} ms`);
  });

  it('leaves no timer behind, however it ended', async () => {
    const ends = [counts, fails(failure('overloaded')), failsAfter(3, failure('stream-cut')), hangsAfter(3)];
    for (const end of ends) {
      const { ask, clock, manager } = engine([link(scripted('a', end)), link(scripted('b', counts))]);
      assert.equal(textShown(await ask()), count(1, 40));
      // Health waits for the end of what it knows.
      manager.resetHealth();
      await clock.advance(1);
      assert.equal(clock.timers(), 0);
    }
  });

  it('adds nothing to later requests once a provider is known to be dead', async () => {
    const a = scripted('a', fails(failure('overloaded')));
    const { ask } = engine([link(a), link(scripted('b', counts))]);
    await ask();
    const asked = a.requests.length;
    const events = await ask();
    assert.equal(a.requests.length, asked);
    assert.equal(answeredBy(events), 'b');
    const [switched] = only(events, 'switched');
    assert.equal(switched?.from.providerId, 'a', 'the user is told why the first choice was not asked');
  });

  it('returns to the first provider by itself', async () => {
    const a = scripted('a', fails(failure('overloaded')));
    const { ask, clock } = engine([link(a), link(scripted('b', counts))]);
    await ask();
    a.script = counts;
    await clock.advance(30_000);
    assert.equal(answeredBy(await ask()), 'a');
  });

  it('names each provider with its failure when all of them fail', async () => {
    const { ask } = engine([
      link(scripted('a', fails(failure('auth', 'credential')))),
      link(scripted('b', fails(failure('overloaded', 'model', { retryAfterMs: 30_000 })))),
    ]);
    const last = (await ask()).at(-1);
    assert.ok(last?.type === 'failed');
    assert.deepEqual(
      last.failure.attempts.map((attempt) => [attempt.route.providerId, attempt.failure?.kind]),
      [
        ['a', 'auth'],
        ['b', 'overloaded'],
      ],
    );
    assert.notEqual(last.failure.retryAt, undefined);
  });

  it('fails at once with an empty chain', async () => {
    const last = (await engine([]).ask()).at(-1);
    assert.deepEqual(last, { type: 'failed', failure: { attempts: [], skipped: [], retryAt: undefined } });
  });
});

describe('FailoverRequest: a request that a route refuses in part', () => {
  const signature = failure('bad-request', 'request', { repair: 'thinking-signature' });
  const request: ChatRequest = {
    messages: [
      { role: 'assistant', parts: [{ type: 'thinking', text: 'Hm.', signature: 'x', origin: 'a' }] },
      ...question('Count.').messages,
    ],
  };

  it('is not sent again as it is when there is nothing left to leave out', async () => {
    const a = scripted('a', fails(signature));
    const b = scripted('b', fails(signature));
    await engine([link(a), link(b)]).ask(request);
    assert.deepEqual([a.requests.length, b.requests.length], [2, 1]);
  });

  it('emits the switch when another route has come back meanwhile and is asked instead', async () => {
    const a = scripted('a', fails(failure('overloaded')));
    const b = scripted('b', counts);
    const { ask, clock } = engine([link(a), link(b)]);
    await ask();
    a.script = counts;
    b.script = async function* (asked, call) {
      await new Promise<void>((resolve) => void clock.setTimeout(resolve, 9_900));
      yield* fails(signature)(asked, call);
    };
    const events = await ask(request);
    assert.equal(answeredBy(events), 'a');
    const { from, to } = only(events, 'switched').at(-1)!;
    assert.deepEqual([from.providerId, to.providerId], ['b', 'a']);
  });
});

describe('FailoverRequest: an answer that breaks off', () => {
  it('reads as one answer when the stream falls silent', async () => {
    const events = await engine([link(scripted('a', hangsAfter(25))), link(scripted('b', counts))]).ask();
    assert.equal(textShown(events), count(1, 40));
    assert.equal(only(events, 'switched')[0]?.mode, 'continued');
  });

  it('reads as one answer when the second provider breaks off too', async () => {
    const { ask } = engine([
      link(scripted('a', failsAfter(20, failure('stream-cut')))),
      link(scripted('b', failsAfter(30, failure('in-stream')))),
      link(scripted('c', counts)),
    ]);
    const events = await ask();
    assert.equal(textShown(events), count(1, 40));
    assert.deepEqual(
      only(events, 'switched').map((event) => event.mode),
      ['continued', 'continued'],
    );
  });

  it('is prefilled where the model takes that, and asked for in a turn of its own elsewhere', async () => {
    for (const prefill of [true, false]) {
      const b = scripted('b', counts);
      const { ask } = engine([
        link(scripted('a', failsAfter(25, failure('stream-cut')))),
        link(b, { traits: { prefill } }),
      ]);
      assert.equal(textShown(await ask()), count(1, 40));
      const last = b.requests[0]?.messages.at(-1);
      assert.equal(last?.role, prefill ? 'assistant' : 'user');
      if (prefill) assert.equal(/\s$/.test(textOf(last)), false, 'a prefill must not end in white space');
    }
  });

  it('is asked for in a turn of its own when a prefill is refused, and never as a prefill again', async () => {
    const b = scripted('b', async function* (request, call) {
      if (request.messages.at(-1)?.role === 'assistant') {
        yield { type: 'failed', failure: failure('bad-request', 'request', { repair: 'prefill' }) };
      } else yield* counts(request, call);
    });
    const a = scripted('a', failsAfter(25, failure('stream-cut')));
    const { ask, clock } = engine([link(a), link(b, { traits: { prefill: true } })]);
    const events = await ask();
    assert.equal(textShown(events), count(1, 40));
    assert.equal(only(events, 'switched').length, 1);
    assert.equal(b.requests.length, 2);
    await clock.advance(600_000);
    await ask();
    assert.equal(b.requests.length, 3);
  });

  it('stays when the next model begins again from the start and writes what is shown already', async () => {
    const b = scripted('b', (_request, call) => counts(question('Count.'), call));
    const events = await engine([link(scripted('a', failsAfter(30, failure('stream-cut')))), link(b)]).ask();
    assert.equal(textShown(events), count(1, 40));
    assert.deepEqual(only(events, 'retract'), []);
  });

  it('is replaced, and the user told, when the next model begins again and then words it otherwise', async () => {
    const whole = `${count(1, 28)} twenty-nine and so on`.trimStart();
    const b = scripted('b', async function* () {
      await Promise.resolve();
      for (const word of whole.split(/(?= )/)) yield { type: 'text', text: word };
      yield { type: 'done', reason: 'stop' };
    });
    const events = await engine([link(scripted('a', failsAfter(30, failure('stream-cut')))), link(b)]).ask();
    assert.equal(textShown(events), whole);
    assert.deepEqual(
      only(events, 'switched').map(({ mode }) => mode),
      ['continued', 'restarted'],
    );
  });

  it('is begun again when the user prefers that', async () => {
    const { ask } = engine([link(scripted('a', failsAfter(25, failure('stream-cut')))), link(scripted('b', counts))], {
      policy: { midAnswer: 'restart' },
    });
    const events = await ask();
    assert.equal(textShown(events), count(1, 40));
    assert.equal(only(events, 'switched')[0]?.mode, 'restarted');
  });

  it('stops with what there is when the user prefers to be asked', async () => {
    const b = scripted('b', counts);
    const { ask } = engine([link(scripted('a', failsAfter(25, failure('stream-cut')))), link(b)], {
      policy: { midAnswer: 'stop' },
    });
    const events = await ask();
    assert.equal(events.at(-1)?.type, 'failed');
    assert.equal(textShown(events), count(1, 25));
    assert.equal(b.requests.length, 0);
  });

  it('keeps its text on the screen when nothing is left to continue it', async () => {
    const events = await engine([
      link(scripted('a', failsAfter(25, failure('stream-cut')))),
      link(scripted('b', fails(failure('server')))),
    ]).ask();
    assert.equal(events.at(-1)?.type, 'failed');
    assert.equal(textShown(events), count(1, 25));
  });
});

describe('FailoverRequest: a turn with tools', () => {
  const request: ChatRequest = { ...question('Go.'), tools: [{ name: 'run', description: '', inputSchema: {} }] };

  it('is begun again rather than continued, so that prose never takes the place of a call', async () => {
    const b = scripted('b', counts);
    const a = scripted('a', failsAfter(25, failure('stream-cut')));
    const events = await engine([link(a), link(b)]).ask(request);
    assert.equal(only(events, 'switched')[0]?.mode, 'restarted');
    assert.deepEqual(b.requests[0]?.messages, request.messages);
    assert.equal(textShown(events), count(1, 40));
  });

  it('never surfaces a call of an answer that broke off, whole or not', async () => {
    const a = scripted('a', async function* () {
      await Promise.resolve();
      yield { type: 'tool-call', id: '1', name: 'run', input: { from: 'a' } };
      yield { type: 'tool-call-started', name: 'run' };
      yield { type: 'failed', failure: failure('stream-cut') };
    });
    const b = scripted('b', async function* () {
      await Promise.resolve();
      yield { type: 'tool-call', id: '2', name: 'run', input: { from: 'b' } };
      yield { type: 'done', reason: 'tool-calls' };
    });
    const events = await engine([link(a), link(b)]).ask(request);
    assert.deepEqual(
      only(events, 'tool-call').map((call) => call.input),
      [{ from: 'b' }],
    );
  });

  it('is not sent to a model without tools', async () => {
    const a = scripted('a', counts);
    const events = await engine([link(a, { traits: { tools: false } }), link(scripted('b', counts))]).ask(request);
    assert.equal(answeredBy(events), 'b');
    assert.equal(a.requests.length, 0);
  });
});

describe('FailoverRequest: a cancelled request', () => {
  it('asks no other route and changes no health', async () => {
    const a = scripted('a', hangsAfter(3));
    const b = scripted('b', counts);
    const { manager, clock } = engine([link(a), link(b)]);
    for (let i = 0; i < 5; i += 1) {
      const controller = new AbortController();
      const events = collect(manager.chat(question('Count.'), { signal: controller.signal }));
      await clock.advance(1_000);
      controller.abort('not an AbortError');
      await clock.advance(1);
      assert.equal((await events).at(-1)?.type, 'cancelled');
    }
    assert.equal(b.requests.length, 0);
    assert.equal(manager.status().providers[0]?.state, 'healthy');
  });

  it('is not sent when the user cancels at the first event, and leaves its probe to other requests', async () => {
    for (const gives of ['aborts', 'leaves']) {
      const a = scripted('a', fails(failure('server', 'endpoint', { retryAfterMs: 5_000 })));
      const { manager, ask, clock, health } = engine([link(a)]);
      await ask();
      const { until } = manager.status().providers[0]!.chat;
      await clock.advance(until! - clock.now());
      const controller = new AbortController();
      for await (const event of manager.chat(question('Count.'), { signal: controller.signal })) {
        if (event.type !== 'attempt') continue;
        controller.abort();
        if (gives === 'leaves') break;
      }
      assert.equal(a.requests.length, 1, gives);
      assert.ok(health.admit(link(a).chat, 'chat'), gives);
    }
  });

  it('closes its call when the surface simply stops reading', async () => {
    let aborted = false;
    const a = scripted('a', async function* (_request, call) {
      call.signal.addEventListener('abort', () => (aborted = true));
      for (;;) yield await Promise.resolve({ type: 'text', text: 'x' });
    });
    const { manager } = engine([link(a)]);
    for await (const event of manager.chat(question('Go.'), { signal: new AbortController().signal })) {
      if (event.type === 'text') break;
    }
    assert.equal(aborted, true);
    assert.equal(manager.status().providers[0]?.state, 'healthy');
  });
});

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

describe('FailoverRequest: a pinned provider', () => {
  it('is the only one asked, even while it is down', async () => {
    const b = scripted('b', fails(failure('overloaded')));
    const a = scripted('a', counts);
    const { manager, ask, clock } = engine([link(a), link(b)]);
    manager.pin('b');
    assert.equal((await ask()).at(-1)?.type, 'failed');
    b.script = counts;
    await clock.advance(6_000);
    assert.equal(answeredBy(await ask()), 'b');
    assert.equal(a.requests.length, 0);
    manager.pin(undefined);
    assert.equal(answeredBy(await ask()), 'a');
  });
});

describe('FailoverRequest: a machine without a network', () => {
  it('goes to the local model at once, without paying a time-out for each cloud', async () => {
    const offline = failure('offline', 'network');
    const clouds = ['a', 'b', 'c'].map((id) => scripted(id, fails(offline)));
    const local = scripted('local', counts);
    const { ask } = engine([...clouds.map((cloud) => link(cloud)), link(local, { trust: 'local' })]);
    assert.equal(answeredBy(await ask()), 'local');
    assert.deepEqual(
      clouds.map((cloud) => cloud.requests.length),
      [1, 0, 0],
    );
  });
});

describe('FailoverRequest: a chat that may be hedged', () => {
  it('is answered by the second route when the first is later than usual, and records both', async () => {
    const a = scripted('a', counts);
    const b = scripted('b', counts);
    const { ask } = engine([link(a), link(b)], { policy: { hedgeChat: true } });
    for (let i = 0; i < 30; i += 1) await ask();
    a.script = hangsAfter(0);
    const events = await ask();
    assert.equal(textShown(events), count(1, 40));
    const last = events.at(-1);
    assert.ok(last?.type === 'done');
    assert.equal(last.route.providerId, 'b');
    assert.deepEqual(
      last.attempts.map((attempt) => [attempt.route.providerId, attempt.outcome]),
      [
        ['a', 'hedge-lost'],
        ['b', 'served'],
      ],
    );
    assert.equal(last.attempts[0]?.maybeBilled, true);
  });
});

describe('FailoverRequest: a hedge', () => {
  const quiet = { policy: { hedgeChat: true } };

  it('that fails too is emitted before the next switch', async () => {
    const a = scripted('a', counts);
    const b = scripted('b', counts);
    const { ask } = engine([link(a), link(b), link(scripted('c', counts))], quiet);
    for (let i = 0; i < 30; i += 1) await ask();
    a.script = hangsAfter(0);
    b.script = async function* (request, call) {
      await new Promise((resolve) => call.signal.addEventListener('abort', resolve));
      yield* hangsAfter(0)(request, call);
    };
    const events = await ask();
    assert.deepEqual(
      only(events, 'attempt').map(({ route }) => route.providerId),
      ['a', 'b', 'c'],
    );
    assert.deepEqual(
      only(events, 'switched').map(({ from, to }) => [from.providerId, to.providerId]),
      [
        ['a', 'b'],
        ['b', 'c'],
      ],
    );
  });

  it('is not begun when it would go beyond the ceiling together with what is under way', async () => {
    const traits = { price: { input: 0, output: 10 } };
    const a = scripted('a', counts);
    const b = scripted('b', counts);
    const { ask, clock } = engine([link(a, { traits }), link(b, { traits })], {
      policy: { hedgeChat: true, maxRequestCost: 0.015 },
    });
    for (let i = 0; i < 30; i += 1) await ask();
    a.script = async function* (request, call) {
      await new Promise<void>((resolve) => void clock.setTimeout(resolve, 2_000));
      yield* counts(request, call);
    };
    assert.equal(answeredBy(await ask()), 'a');
    assert.equal(b.requests.length, 0);
  });
});

describe('WarmStandby', () => {
  it('is warmed up at the first sign of trouble, once', async () => {
    const local = scripted('local', counts);
    local.warmUp = () => {
      local.warmedUp += 1;
      return Promise.resolve(true);
    };
    const a = scripted('a', fails(failure('overloaded')));
    const { ask } = engine([link(a), link(scripted('b', counts)), link(local, { trust: 'local' })]);
    await ask();
    await ask();
    assert.equal(local.warmedUp, 1);
  });
});
