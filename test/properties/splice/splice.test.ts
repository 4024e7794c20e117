import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { type Ending, failing } from '../support/behaviour';
import { Life } from '../support/life';
import { ask, type Bias, usually, type World, worlds } from '../support/world';

const breaks: fc.Arbitrary<Ending> = fc.oneof(
  failing,
  fc.constantFrom<Ending>({ type: 'cut' }, { type: 'silence' }, { type: 'keep-alives' }, { type: 'throws' }),
);

/** Answers that begin well and mostly break off, each time at another place. */
const breaking: Bias = {
  members: { minLength: 2 },
  member: { word: fc.constant('chosen before' as const), known: fc.constant(undefined) },
  traits: { contextWindow: fc.constant(200_000), price: fc.constant(undefined) },
  policy: { boundary: fc.constant('any'), hedgeChat: fc.constant(false), midAnswer: usually('continue', 'restart') },
  ask: {
    task: fc.constant('chat'),
    cancelAfter: fc.constant(undefined),
    reader: fc.constant('reads'),
  },
  behaviour: {
    preparation: fc.constant(0),
    first: fc.constant(100),
    headers: fc.constant(10),
    share: fc.integer({ min: 1, max: 99 }).map((hundredths) => hundredths / 100),
    piece: fc.integer({ min: 1, max: 80 }),
    pause: usually(0, 30, 700, 2_000),
    deaf: fc.constant(false),
  },
  ending: fc.oneof({ weight: 2, arbitrary: breaks }, { weight: 1, arbitrary: fc.constant<Ending>({ type: 'done' }) }),
};

function always(bias: Bias, numRuns: number): Promise<void> {
  return fc.assert(
    fc.asyncProperty(worlds(bias, fc.tuple(ask(bias))), async (drawn: World) => {
      const life = await new Life(drawn).live();
      for (const {
        ask: { answer },
        events,
      } of life.requests) {
        let shown = '';
        for (const event of events) {
          if (event.type === 'retract') shown = shown.slice(0, event.length);
          if (event.type === 'text') shown += event.text;
          // Of a pair that was parted, until it is written anew.
          const whole = shown.replace(/\uFFFD$/, '');
          assert.equal(whole, answer.slice(0, whole.length));
        }
        if (events.at(-1)?.type === 'done') assert.equal(shown, answer);
      }
    }),
    { numRuns },
  );
}

describe('every character of an answer', () => {
  it('is shown once, in its place, wherever the streams break and however the next model goes on', () =>
    always(breaking, 1_200));

  it('is shown once where the next models do exactly as they are asked', () =>
    always({ ...breaking, behaviour: { ...breaking.behaviour, manner: fc.constant('exactly') } }, 1_200));
});
