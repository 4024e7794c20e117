import assert from 'node:assert/strict';
import type { Fate } from '../../../../../bench/availability/provider/fate';
import { Recoveries, type Recovery } from '../../../../../bench/availability/provider/recoveries';
import type { Sent } from '../../../../../bench/availability/provider/traffic';
import { minute } from '../../../../../bench/simulation/units';
import { type Incident, World } from '../../../../../bench/availability/world/world';

const span = { from: 0, to: 1_000 * minute };
const incident: Incident = { from: 10 * minute, to: 30 * minute, kind: 'auth', failing: 1, scope: 'endpoint' };
const world = new World(1, span, { anthropic: [incident] }, [], new Set());

const fate: Fate = { fault: 'refused', cause: 'auth', headersMs: 0, thinkingMs: 0, pieceMs: 0, strikesAfter: 0 };
const good: Fate = { ...fate, fault: 'none', cause: undefined };

/** Questions in minutes; those of `toFirst` ask the first provider, which fails while the incident is open. */
function found(questions: readonly number[], toFirst: readonly number[], failing: Fate = fate): readonly Recovery[] {
  const recoveries = new Recoveries(world, 'anthropic');
  for (const at of questions.map((minutes) => minutes * minute)) {
    recoveries.question(at);
    if (!toFirst.includes(at / minute)) continue;
    const isWell = world.isWell('anthropic', at) && !(failing.cause === 'hiccup' && at / minute === questions[0]);
    const sent: Sent = { provider: 'anthropic', at, fate: isWell ? good : failing, words: 0, whole: isWell };
    recoveries.sent(sent);
    recoveries.ended(sent, at);
  }
  return recoveries.found;
}

const eachMinute = Array.from({ length: 60 }, (_, index) => index + 0.5);

describe('how soon a provider is asked again', () => {
  it('counts from the end of what was wrong to the next request, by what it had failed of', () => {
    assert.deepEqual(found(eachMinute, [15.5, 30.5]), [
      { cause: 'auth', afterMs: minute / 2, nextQuestionMs: minute / 2, passedOver: 0 },
    ]);
  });

  it('counts the questions that passed it over', () => {
    assert.deepEqual(found(eachMinute, [15.5, 40.5]), [
      { cause: 'auth', afterMs: 10.5 * minute, nextQuestionMs: minute / 2, passedOver: 10 },
    ]);
  });

  it('counts a request that is no question’s first, such as a probe', () => {
    const recoveries = new Recoveries(world, 'anthropic');
    recoveries.question(29 * minute);
    recoveries.ended({ provider: 'anthropic', at: 29 * minute, fate, words: 0 }, 29 * minute);
    recoveries.sent({ provider: 'openai', at: 30 * minute, fate: good, words: 0 });
    recoveries.sent({ provider: 'anthropic', at: 30.25 * minute, fate: good, words: 0 });
    assert.deepEqual(recoveries.found, [
      { cause: 'auth', afterMs: minute / 4, nextQuestionMs: minute / 4, passedOver: 0 },
    ]);
  });

  it('leaves out the time in which nobody works', () => {
    assert.deepEqual(found([15, 29, 300, 301, 302], [15, 302]), [
      { cause: 'auth', afterMs: 2 * minute, nextQuestionMs: 0, passedOver: 2 },
    ]);
  });

  it('counts nothing where it ended in a pause and the next question asks it', () => {
    assert.deepEqual(found([15, 16, 300], [15, 300]), []);
  });

  it('counts nothing where its last answer in the incident was good', () => {
    const recoveries = new Recoveries(world, 'anthropic');
    for (const [at, one] of [
      [28, fate],
      [29, good],
      [30.5, good],
    ] as const) {
      recoveries.question(at * minute);
      const sent = { provider: 'anthropic', at: at * minute, fate: one, words: 0, whole: one === good } as const;
      recoveries.sent(sent);
      recoveries.ended(sent, at * minute);
    }
    assert.deepEqual(recoveries.found, []);
  });

  it('begins behind the wait that the provider named', () => {
    const failure = { kind: 'rate-limited', scope: 'model', message: '', retryAfterMs: 3 * minute } as const;
    assert.deepEqual(found(eachMinute, [29.5, 33.5], { ...fate, cause: 'rate-limit', failure }), [
      { cause: 'rate-limit', afterMs: minute, nextQuestionMs: minute, passedOver: 0 },
    ]);
  });

  it('begins with the failure itself where nothing else is wrong', () => {
    assert.deepEqual(found([50, 51, 52], [50, 52], { ...fate, cause: 'hiccup' }), [
      { cause: 'hiccup', afterMs: 2 * minute, nextQuestionMs: minute, passedOver: 1 },
    ]);
  });

  it('ends where the provider fails anew before anybody asked it', () => {
    const again = { ...incident, from: 35 * minute, to: 50 * minute };
    const recoveries = new Recoveries(new World(1, span, { anthropic: [incident, again] }, [], new Set()), 'anthropic');
    for (const at of eachMinute) {
      recoveries.question(at * minute);
      if (at === 20.5) recoveries.ended({ provider: 'anthropic', at: at * minute, fate, words: 0 }, at * minute);
    }
    assert.deepEqual(recoveries.found, [
      { cause: 'auth', afterMs: 4.5 * minute, nextQuestionMs: minute / 2, passedOver: 4 },
    ]);
  });
});
