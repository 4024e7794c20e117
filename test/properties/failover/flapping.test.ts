import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { sleep } from '../../../src/engine/model/async/clock';
import { engine, fails, link, question, type Script, scripted } from '../../unit/engine/failover/engine';
import { failure, type VirtualClock, virtualClock } from '../../unit/engine/failover/fixtures';

const second = 1_000;

/** Milliseconds: until a refusal and until the first word, drawn for each call. */
interface Pace {
  readonly refusal: readonly number[];
  readonly firstWord: readonly number[];
}

function answers(clock: VirtualClock, waits: readonly number[]): Script {
  let calls = 0;
  return async function* (_request, call) {
    await sleep(clock, waits[calls++ % waits.length] ?? 0, call.signal);
    yield { type: 'text', text: 'Sixty words.' };
    yield { type: 'done', reason: 'stop' };
  };
}

const between = (min: number, max: number): fc.Arbitrary<readonly number[]> =>
  fc.array(fc.integer({ min, max }), { minLength: 20, maxLength: 20 });
const pace: fc.Arbitrary<Pace> = fc.record({ refusal: between(5, 400), firstWord: between(200, 1_500) });
const jitters = fc.array(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), {
  minLength: 50,
  maxLength: 50,
});

describe('a first choice that refuses for a minute and is then well', () => {
  it('is left, tried sparingly and returned to within twenty questions, one every four seconds', () =>
    fc.assert(
      fc.asyncProperty(pace, between(200, 1_500), jitters, async (first, second_, drawn) => {
        const clock = virtualClock();
        const startedAt = clock.now();
        const isDown = (): boolean => clock.now() - startedAt < 60 * second;
        let asksWhileDown = 0;
        let refused = 0;
        const well = answers(clock, first.firstWord);
        const a = scripted('a', async function* (request, call) {
          if (!isDown()) {
            yield* well(request, call);
            return;
          }
          asksWhileDown += 1;
          await sleep(clock, first.refusal[refused++ % 20] ?? 0, call.signal);
          yield* fails(failure('overloaded', 'model', { status: 503 }))(request, call);
        });
        const b = scripted('b', answers(clock, second_));
        let jitter = 0;
        const { manager } = engine([link(a), link(b)], { clock, random: () => drawn[jitter++ % drawn.length] ?? 0 });
        const by: (string | undefined)[] = [];
        for (let each = 0; each < 20; each += 1) {
          await clock.advance(startedAt + each * 4 * second - clock.now());
          let ended = false;
          const reading = (async () => {
            for await (const event of manager.chat(question('Hi'), { signal: new AbortController().signal })) {
              if (event.type === 'done') by.push(event.route.providerId);
              if (event.type === 'failed') by.push(undefined);
            }
            ended = true;
          })();
          await clock.runUntil(() => ended, 3_900);
          await reading;
        }
        assert.equal(by.length, 20);
        assert.ok(
          by.slice(0, 15).every((id) => id === 'b'),
          by.join(' '),
        );
        assert.ok(!by.includes(undefined), by.join(' '));
        assert.equal(by.at(-1), 'a', by.join(' '));
        assert.ok(asksWhileDown <= 9, `${asksWhileDown} requests in the outage`);
      }),
      { numRuns: 1_000 },
    ));
});
