import assert from 'node:assert/strict';
import { count, counts, engine, hangsAfter, link, scripted, textShown } from '../engine';
import { answeredBy, only } from './answerEvents';

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
