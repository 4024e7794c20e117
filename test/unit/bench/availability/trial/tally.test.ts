import assert from 'node:assert/strict';
import { causeOf } from '../../../../../bench/availability/trial/cause';
import type { Fate, Fault } from '../../../../../bench/availability/provider/fate';
import { intervalOf } from '../../../../../bench/availability/trial/share';
import { Counting, sumOf } from '../../../../../bench/availability/trial/tally';
import type { Sent } from '../../../../../bench/availability/provider/traffic';
import type { Outcome } from '../../../../../bench/availability/trial/trial';

function sent(provider: Sent['provider'], fault: Fault, words: number, more: Partial<Fate> = {}): Sent {
  const fate = { fault, headersMs: 100, thinkingMs: 0, pieceMs: 500, strikesAfter: 0, ...more };
  return { provider, at: 0, fate, words };
}

function outcome(more: Partial<Outcome> = {}): Outcome {
  return {
    number: 1,
    at: 0,
    answer: { text: '', saysWhole: true, by: 'anthropic' },
    difference: { exact: true, lost: 0, repeated: 0, foreign: 0 },
    useful: true,
    totalMs: 3_000,
    healthyMs: 3_000,
    able: ['anthropic', 'openai'],
    unable: [],
    offline: false,
    firstIsWell: true,
    sent: [sent('anthropic', 'none', 200)],
    ...more,
  };
}

const nothing = { answer: { text: '', saysWhole: false }, useful: false } as const;

describe('counting what became of questions', () => {
  it('finds nothing wasted in an answer at the first go', () => {
    const counting = new Counting('anthropic');
    counting.add(outcome());
    const { useful, extraRequests, wastedTokens, tokens, addedMs, passedOver } = counting.tally;
    assert.deepEqual([useful, extraRequests, wastedTokens, tokens, passedOver], [1, 0, 0, 2_200, 0]);
    assert.deepEqual(addedMs, [0]);
  });

  it('counts the request that was in vain, and its tokens when it was accepted', () => {
    const counting = new Counting('anthropic');
    const able = ['openai'] as const;
    counting.add(outcome({ able, sent: [sent('anthropic', 'refused', 0), sent('openai', 'none', 200)] }));
    counting.add(
      outcome({ able, totalMs: 5_000, sent: [sent('anthropic', 'reset', 30), sent('openai', 'none', 200)] }),
    );
    assert.equal(counting.tally.extraRequests, 2);
    assert.equal(counting.tally.wastedTokens, 2_030);
    assert.deepEqual(counting.tally.addedWhenFailingMs, [0, 2_000]);
  });

  it('counts the words of an answer that was said to be whole and was not', () => {
    const counting = new Counting('anthropic');
    const difference = { exact: false, lost: 40, repeated: 13, foreign: 2 };
    counting.add(outcome({ useful: false, difference }));
    counting.add(outcome({ ...nothing, difference }));
    const { wrong, lost, repeated, useful } = counting.tally;
    assert.deepEqual([wrong, lost, repeated, useful], [1, 40, 15, 0]);
  });

  it('tells how long a first provider that is well is passed over', () => {
    const counting = new Counting('anthropic');
    const elsewhere = [sent('openai', 'none', 200)];
    counting.add(outcome({ at: 0, firstIsWell: false, sent: elsewhere }));
    counting.add(outcome({ at: 10_000, sent: elsewhere }));
    counting.add(outcome({ at: 25_000, sent: elsewhere }));
    counting.add(outcome({ at: 40_000 }));
    assert.equal(counting.tally.passedOver, 2);
    assert.deepEqual(counting.tally.returnsMs, [30_000]);
  });

  it('does not blame a strategy for leaving a provider alone that asked for it', () => {
    const counting = new Counting('anthropic');
    const failure = { kind: 'rate-limited', scope: 'model', message: '', retryAfterMs: 20_000 } as const;
    counting.add(outcome({ sent: [sent('anthropic', 'refused', 0, { failure }), sent('openai', 'none', 200)] }));
    counting.add(outcome({ at: 20_000, sent: [sent('openai', 'none', 200)] }));
    assert.equal(counting.tally.passedOver, 0);
    counting.add(outcome({ at: 20_200, sent: [sent('openai', 'none', 200)] }));
    assert.equal(counting.tally.passedOver, 1);
  });

  it('tells how often the first provider answered what it could have, hiccups apart', () => {
    const counting = new Counting('anthropic');
    const elsewhere = { text: '', saysWhole: true, by: 'openai' } as const;
    const hiccup = sent('anthropic', 'refused', 0, { cause: 'hiccup' });
    counting.add(outcome());
    counting.add(outcome({ at: 1_000, sent: [hiccup, sent('anthropic', 'none', 200)] }));
    counting.add(outcome({ at: 2_000, sent: [hiccup, sent('openai', 'none', 200)], answer: elsewhere }));
    counting.add(outcome({ at: 3_000, firstIsWell: false, answer: elsewhere }));
    const { firstWell, firstWellByFirst, hiccups, hiccupsByFirst } = counting.tally;
    assert.deepEqual([firstWell, firstWellByFirst, hiccups, hiccupsByFirst], [3, 2, 2, 1]);
  });

  it('counts the questions of an offline machine apart', () => {
    const counting = new Counting('anthropic');
    counting.add(outcome());
    counting.add(outcome({ ...nothing, able: [], offline: true }));
    assert.deepEqual([counting.tally.online, counting.tally.onlineUseful], [1, 1]);
  });

  it('tells what was wrong with each provider when none would have served', () => {
    const counting = new Counting('anthropic');
    const unable = [
      { provider: 'anthropic', cause: 'edge' },
      { provider: 'ollama', cause: 'off' },
    ] as const;
    counting.add(outcome({ ...nothing, able: [], unable }));
    counting.add(outcome({ ...nothing, able: [], unable }));
    const text = 'Anthropic: pages of a failing edge; Ollama: local server not started';
    assert.deepEqual(sumOf([counting.tally]).allDown, { [text]: 2 });
  });

  it('names why a question got no useful answer', () => {
    const cause = (more: Partial<Outcome>): string => causeOf(outcome({ ...nothing, ...more }), 60_000);
    assert.equal(cause({ answer: { text: '1', saysWhole: true } }), 'wrong');
    assert.equal(cause({ able: [], offline: true }), 'offline');
    assert.equal(cause({ able: [] }), 'all-down');
    assert.equal(cause({ totalMs: 60_000 }), 'late');
    assert.equal(cause({ able: ['openai'] }), 'not-asked');
    assert.equal(cause({ able: ['anthropic'] }), 'worsened');
  });

  it('adds years up', () => {
    const year = new Counting('anthropic');
    year.add(outcome());
    year.add(outcome({ ...nothing, able: [] }));
    const sum = sumOf([year.tally, year.tally]);
    assert.deepEqual([sum.questions, sum.useful, sum.able], [4, 2, 2]);
    assert.deepEqual(sum.causes, { 'all-down': 2 });
    assert.deepEqual(sum.addedMs, [0, 0]);
  });

  it('gives Wilson’s interval', () => {
    const rounded = intervalOf(0, 10).map((bound) => Math.round(bound * 1e4) / 1e4);
    assert.deepEqual(rounded, [0, 0.2775]);
    const [low, high] = intervalOf(50, 100);
    assert.deepEqual([Math.round(low * 1e4), Math.round(high * 1e4)], [4038, 5962]);
  });
});
