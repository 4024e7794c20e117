import assert from 'node:assert/strict';
import { answerAfter, emptyAnswer } from '../../../../../src/engine/chat/conversation/answerState';
import { ThinkingTime } from '../../../../../src/engine/chat/conversation/thinkingTime';
import type { AnswerEvent } from '../../../../../src/engine/failover/api/answer';
import { alpha, asks, beta, says, switches } from '../fixtures';

const thinks: AnswerEvent = { type: 'thinking', text: 'Hm.', origin: 'x' };

/** Milliseconds of thinking after events at the given times. */
function thought(...events: readonly (readonly [ms: number, event: AnswerEvent])[]): number | undefined {
  const time = new ThinkingTime();
  return events.reduce((answer, [ms, event]) => answerAfter(answer, event, time.after(event, answer, ms)), emptyAnswer)
    .thinkingMs;
}

describe('ThinkingTime', () => {
  it('is from the first to the last thought', () => {
    assert.equal(
      thought([100, asks(alpha)], [500, thinks], [900, thinks], [1_700, thinks], [2_000, says('So.')]),
      1_200,
    );
  });

  it('is not known where nothing was thought visibly', () => {
    assert.equal(thought([100, asks(alpha)], [500, says('So.')]), undefined);
  });

  it('adds up what two providers thought, without the time between them', () => {
    const first = [
      [100, asks(alpha)],
      [500, thinks],
      [900, thinks],
      [950, says('Half')],
    ] as const;
    const second = [
      [8_000, switches('continued')],
      [8_000, asks(beta, 2)],
      [9_000, thinks],
      [9_100, thinks],
    ] as const;
    assert.equal(thought(...first, ...second), 500);
  });

  it('begins again with a provider whose predecessor never came to an answer', () => {
    const first = [
      [100, asks(alpha)],
      [500, thinks],
      [900, thinks],
    ] as const;
    const second = [
      [8_000, switches('before-text')],
      [8_000, asks(beta, 2)],
      [9_000, thinks],
      [9_100, thinks],
    ] as const;
    assert.equal(thought(...first, ...second), 100);
  });
});
