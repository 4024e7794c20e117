import assert from 'node:assert/strict';
import type { AnswerEvent } from '../../../../../src/engine/failover/api/answer';
import { counts, engine, fails, link, question, scripted } from '../engine';
import { failure } from '../fixtures';

const refused = fails(failure('bad-request', 'request', { status: 400 }));

function answeredBy(events: readonly AnswerEvent[]): string | undefined {
  const last = events.at(-1);
  return last?.type === 'done' ? last.route.providerId : undefined;
}

describe('a route that refuses request after request', () => {
  it('comes after the others for less than a minute each time, and health says so', async () => {
    const a = scripted('a', refused);
    const b = scripted('b', counts);
    const { ask, clock, manager } = engine([link(a), link(b)]);
    for (let times = 0; times < 6; times += 1) assert.equal(answeredBy(await ask(question(`Why ${times}?`))), 'b');
    assert.equal(a.requests.length, 3);
    const [status] = manager.status().providers;
    assert.deepEqual([status?.state, status?.chat.cause], ['degraded', 'refuses']);
    assert.match(status?.chat.failure?.message ?? '', /A did not accept the last 3 requests/);
    await clock.advance(30_000);
    await ask();
    assert.equal(a.requests.length, 4);
    await clock.advance(29_000);
    await ask();
    assert.equal(a.requests.length, 4);
    await clock.advance(1_000);
    a.script = counts;
    assert.equal(answeredBy(await ask()), 'a');
    assert.equal(manager.status().providers[0]?.state, 'healthy');
  });

  it('is still asked where no other route is left', async () => {
    const a = scripted('a', refused);
    const { ask } = engine([link(a)]);
    for (let times = 0; times < 5; times += 1) await ask(question(`Why ${times}?`));
    assert.equal(a.requests.length, 5);
  });

  it('keeps its place where it serves between', async () => {
    const a = scripted('a', refused);
    const { ask } = engine([link(a), link(scripted('b', counts))]);
    for (let times = 0; times < 8; times += 1) {
      a.script = times % 3 === 2 ? counts : refused;
      await ask(question(`Why ${times}?`));
    }
    assert.equal(a.requests.length, 8);
  });
});

describe('an account that can pay for fewer tokens than were asked for', () => {
  const poor = failure('quota', 'credential', { status: 402, outputLimitTokens: 28_000 });

  it('is asked for as many as it can pay, also the next time', async () => {
    const a = scripted('a', async function* (request, call) {
      yield* (request.maxOutputTokens ?? 65_536) > 28_000 ? fails(poor)(request, call) : counts(request, call);
    });
    const { ask } = engine([link(a), link(scripted('b', counts))]);
    assert.equal(answeredBy(await ask()), 'a');
    assert.equal(answeredBy(await ask()), 'a');
    assert.deepEqual(
      a.requests.map(({ maxOutputTokens }) => maxOutputTokens),
      [undefined, 28_000, 28_000],
    );
  });

  it('does not cool down for asking for less', async () => {
    const a = scripted('a', fails(poor));
    const { ask, manager } = engine([link(a), link(scripted('b', counts))]);
    assert.equal(answeredBy(await ask()), 'b');
    assert.equal(manager.status().providers[0]?.state, 'healthy');
  });
});
