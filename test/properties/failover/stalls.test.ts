import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { streamWithDeadlines } from '../../../src/engine/failover/request/attempt/streamWithDeadlines';
import { chatProfile } from '../../../src/engine/failover/api/requestProfile';
import { deadlinesOf } from '../../../src/engine/failover/policies/deadlines';
import { createLatency } from '../../../src/engine/failover/health/latency';
import type { Random } from '../../../src/engine/model/async/clock';
import type { StreamEvent } from '../../../src/engine/model/stream/stream';
import { route, type VirtualClock, virtualClock } from '../../unit/engine/failover/fixtures';
import { drawGaps, type Host, hosts, seededRandom } from '../support/streams';

const histories = 8;
const answersBefore = 30;
const stalledAnswers = 25;
const wellAnswers = 30;
const newRoutes = 200;

interface Answer {
  readonly gaps: readonly number[];
  /** After so many pieces nothing comes any more. */
  readonly stallsAfter?: number;
}

interface Measured {
  /** From when the host fell silent until it was left, in milliseconds, of each answer that stalled. */
  readonly leftAfterMs: number[];
  well: number;
  falseSwitches: number;
}

/** Answers of one route, read under the deadlines it has earned. */
class Route {
  private readonly clock: VirtualClock = virtualClock();
  private readonly latency = createLatency({ clock: this.clock });
  private readonly route = route('host');

  /** Returns whether it was left before its good end or its stall, and the time from its last piece until its end. */
  async read({ gaps, stallsAfter }: Answer, learns: boolean): Promise<{ isLeftEarly: boolean; silentMs: number }> {
    const { clock, latency } = this;
    let pieces = 0;
    let lastPieceAt = 0;
    const wait = (ms: number): Promise<void> => new Promise((resolve) => clock.setTimeout(resolve, ms));
    const source = async function* (): AsyncGenerator<StreamEvent> {
      for (const [index, gap] of gaps.entries()) {
        await wait(index === stallsAfter ? 1e9 : gap);
        lastPieceAt = clock.monotonicMs();
        pieces += 1;
        yield { type: 'text', text: 'word ' };
      }
      yield { type: 'done', reason: 'stop' };
    };
    const events = streamWithDeadlines(source, {
      clock,
      deadlines: deadlinesOf({
        profile: chatProfile,
        route: this.route,
        firstContent: {},
        gaps: latency.gaps(this.route),
        last: false,
        inputTokens: 100,
        remainingMs: 240_000,
      }),
      label: 'Host',
      signals: [],
      onLongestGap: learns ? (ms) => latency.recordGap(this.route, ms) : undefined,
    });
    let last: StreamEvent | undefined;
    void (async () => {
      for await (const event of events) if (event.type !== 'text') last = event;
    })();
    await clock.runUntil(() => last !== undefined, 1e8);
    return { isLeftEarly: pieces < (stallsAfter ?? gaps.length), silentMs: clock.monotonicMs() - lastPieceAt };
  }
}

async function measure(host: Host, random: Random): Promise<Measured> {
  const measured: Measured = { leftAfterMs: [], well: 0, falseSwitches: 0 };
  const draw = (): number[] => drawGaps(host, random);
  for (let history = 0; history < histories; history += 1) {
    const known = new Route();
    for (let count = 0; count < answersBefore; count += 1) await known.read({ gaps: draw() }, true);
    while (measured.leftAfterMs.length < (history + 1) * stalledAnswers) {
      const gaps = draw();
      const stallsAfter = 1 + Math.floor(random() * (gaps.length - 1));
      const { isLeftEarly, silentMs } = await known.read({ gaps, stallsAfter }, false);
      if (isLeftEarly) measured.falseSwitches += 1;
      else measured.leftAfterMs.push(silentMs);
    }
    for (let count = 0; count < wellAnswers; count += 1) {
      measured.well += 1;
      if ((await known.read({ gaps: draw() }, false)).isLeftEarly) measured.falseSwitches += 1;
    }
  }
  return measured;
}

function p95(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.ceil(values.length * 0.95) - 1] ?? NaN;
}

function told(name: string, { leftAfterMs, well, falseSwitches }: Measured): string {
  const left = `${leftAfterMs.length} stalls left after ${Math.round(p95(leftAfterMs))} ms at the 95th percentile`;
  return `    ${name}: ${left}, ${falseSwitches} false switches over these and ${well} well answers`;
}

/** Well answers of routes of which nothing is known yet. */
async function falseSwitchesOfNew(host: Host, random: Random): Promise<number> {
  let falseSwitches = 0;
  for (let count = 0; count < newRoutes; count += 1) {
    if ((await new Route().read({ gaps: drawGaps(host, random) }, true)).isLeftEarly) falseSwitches += 1;
  }
  return falseSwitches;
}

describe('a stall in mid-answer', () => {
  it('of a route without a history is left after 5 s, and no well answer is', async () => {
    const random = seededRandom(fc.readConfigureGlobal().seed ?? Date.now());
    for (const host of hosts) {
      const gaps = drawGaps(host, random);
      const { silentMs } = await new Route().read({ gaps, stallsAfter: 10 }, true);
      assert.equal(silentMs, 5_000, host.name);
      assert.equal(await falseSwitchesOfNew(host, random), 0, host.name);
    }
  });

  it('of a route with a history is left within 3 s at the 95th percentile, with false switches under 1 %', async () => {
    const random = seededRandom(fc.readConfigureGlobal().seed ?? Date.now());
    const all: Measured = { leftAfterMs: [], well: 0, falseSwitches: 0 };
    for (const host of hosts) {
      const measured = await measure(host, random);
      console.log(told(host.name, measured));
      all.leftAfterMs.push(...measured.leftAfterMs);
      all.well += measured.well;
      all.falseSwitches += measured.falseSwitches;
    }
    console.log(told('all', all));
    assert.ok(all.leftAfterMs.length >= 1_000 && all.well >= 1_000);
    assert.ok(p95(all.leftAfterMs) <= 3_000);
    // Those before a stall count too, so that the share is no less than it is.
    assert.ok(all.falseSwitches / all.well < 0.01);
  });
});
