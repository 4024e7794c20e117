import assert from 'node:assert/strict';
import {
  type Circuit,
  type CircuitEvent,
  circuitChangesAt,
  closed,
  nextCircuit,
  settleCircuit,
  type Via,
} from '../../../../../../src/engine/failover/health/circuit/circuit';
import { failure } from '../../fixtures';
import { start as now } from '../../handClock';

const minute = 60_000;

interface FailureOptions {
  readonly via?: Via;
  readonly weight?: number;
  readonly certain?: boolean;
  readonly cheapToAsk?: boolean;
  readonly jitter?: number;
  readonly retryAfterMs?: number;
}

let attempt = 0;

function failed({ retryAfterMs, ...options }: FailureOptions = {}): CircuitEvent {
  return {
    type: 'failed',
    attempt: (attempt += 1),
    via: 'normal',
    failure: failure('server', 'endpoint', { retryAfterMs }),
    weight: 1,
    certain: false,
    cheapToAsk: false,
    jitter: 0.5,
    ...options,
  };
}

function ended(via: Via = 'normal'): CircuitEvent {
  return { type: 'succeeded', attempt: (attempt += 1), via };
}

function after(events: readonly CircuitEvent[], circuit: Circuit = closed, at = now): Circuit {
  return events.reduce((state, event) => nextCircuit(state, event, at), circuit);
}

function untilOf(circuit: Circuit): number {
  assert.ok(circuit.state === 'soft-open' || circuit.state === 'open', `expected down, was ${circuit.state}`);
  return circuit.until;
}

/** The circuit when its wait is over, and that time. */
function waitedOut(circuit: Circuit): { circuit: Circuit; at: number } {
  const at = untilOf(circuit);
  return { circuit: settleCircuit(circuit, at), at };
}

const opened = after([failed(), failed(), failed()]);

describe('circuit', () => {
  it('is soft-open for at most ten seconds after one failure, whatever the jitter', () => {
    const waits = [0, 0.5, 0.999].map((jitter) => untilOf(after([failed({ jitter })])) - now);
    assert.deepEqual(waits, [7_500, 8_750, 9_998]);
  });

  it('opens on three failures in a row', () => {
    assert.equal(after([failed(), failed()]).state, 'soft-open');
    assert.equal(opened.state, 'open');
  });

  it('opens when half of four or more failed, though never three in a row', () => {
    const flapping = [ended(), failed(), ended('panic'), failed()];
    assert.equal(after(flapping.slice(0, 2)).state, 'soft-open');
    assert.equal(after(flapping).state, 'open');
  });

  it('stays closed when fewer than half of the last failed', () => {
    const circuit = after([ended(), ended(), ended(), ended(), failed(), ended('panic')]);
    assert.equal(circuit.state, 'closed');
    assert.equal(after([failed()], circuit).state, 'soft-open');
  });

  it('looks at the last ten only', () => {
    const recovered = after([failed(), ended('panic'), failed(), ...Array.from({ length: 12 }, () => ended('panic'))]);
    assert.equal(recovered.state, 'closed');
    assert.equal(recovered.window.length, 10);
    assert.equal(after([failed()], recovered).state, 'soft-open');
  });

  it('forgets outcomes that are older than two minutes', () => {
    const once = after([failed(), ended('panic'), failed(), ended('panic')]);
    const later = now + 2 * minute + 1;
    assert.equal(after([failed()], once, later).state, 'soft-open');
    assert.equal(after([failed()], once).state, 'open');
  });

  it('opens on a single failure that is certain', () => {
    assert.equal(after([failed({ certain: true })]).state, 'open');
  });

  it('needs twice as many failures that count half', () => {
    const halves = (count: number): CircuitEvent[] => Array.from({ length: count }, () => failed({ weight: 0.5 }));
    assert.equal(after(halves(1)).state, 'closed');
    assert.equal(after(halves(2)).state, 'soft-open');
    assert.equal(after(halves(5)).state, 'soft-open');
    assert.equal(after(halves(6)).state, 'open');
  });

  it('counts a stream that begins well and breaks off every time as failures in a row', () => {
    const cut = (number: number): CircuitEvent[] => [
      { type: 'firstContent', attempt: number, via: 'normal' },
      { ...failed(), attempt: number },
    ];
    assert.equal(after([...cut(9001), ...cut(9002), ...cut(9003)]).state, 'open');
  });

  it('does not take an answer that has only begun for the end of a row of failures', () => {
    const begun: CircuitEvent = { type: 'firstContent', attempt: 9004, via: 'normal' };
    assert.equal(after([failed(), failed(), begun, failed()]).state, 'open');
    const few = after([ended(), ended(), ended(), ended(), failed(), failed(), begun]);
    assert.equal(after([ended()], few).state, 'soft-open');
    assert.equal(after([failed()], few).state, 'open');
    assert.equal(after([ended(), failed()], few).state, 'soft-open');
  });

  it('waits twice as long each time a probe fails, up to 20 seconds', () => {
    const waits: number[] = [];
    let circuit: Circuit = after([failed({ certain: true, jitter: 1 - Number.EPSILON })]);
    let at = now;
    for (let round = 0; round < 8; round += 1) {
      waits.push(untilOf(circuit) - at);
      ({ circuit, at } = waitedOut(circuit));
      circuit = after([failed({ via: 'probe', jitter: 1 - Number.EPSILON })], circuit, at);
    }
    assert.deepEqual(waits, [12_500, 20_000, 20_000, 20_000, 20_000, 20_000, 20_000, 20_000]);
  });

  it('is tried after a fifth of the time it is down where a try costs nothing, ten seconds at least', () => {
    const waits: number[] = [];
    let circuit: Circuit = after([failed({ certain: true, cheapToAsk: true })]);
    let at = now;
    while (at - now < 400_000) {
      waits.push(untilOf(circuit) - at);
      ({ circuit, at } = waitedOut(circuit));
      circuit = after([failed({ via: 'probe', cheapToAsk: true })], circuit, at);
    }
    assert.deepEqual(waits.slice(0, 7), [10_000, 10_000, 10_000, 10_000, 10_000, 10_000, 12_000]);
    assert.ok(waits.every((wait, index) => wait >= (waits[index - 1] ?? 0)));
    // The middle of what is spread below the longest.
    assert.equal(waits.at(-1), 17_500);
  });

  it('spreads its waits by a quarter to either side', () => {
    const wait = (jitter: number): number => untilOf(after([failed({ certain: true, jitter })])) - now;
    assert.deepEqual([wait(0), wait(0.5), wait(1 - Number.EPSILON)], [7_500, 10_000, 12_500]);
  });

  it('keeps its level through a hiccup: the next outage is a longer one', () => {
    const { circuit, at } = waitedOut(opened);
    const recovered = after([ended('probe'), ended('probe')], circuit, at);
    const hiccup = waitedOut(after([failed()], recovered, at + minute));
    const again = after([ended('probe')], hiccup.circuit, hiccup.at);
    const open = after([failed(), failed(), failed()], again, hiccup.at);
    assert.equal(untilOf(open) - hiccup.at, 17_500);
  });

  it('remembers it too when the probe after a hiccup is one failure too many', () => {
    const { circuit, at } = waitedOut(opened);
    const recovered = after([ended('probe'), ended('probe')], circuit, at);
    const hiccup = waitedOut(after([failed(), failed()], recovered, at));
    const open = after([failed({ via: 'probe' })], hiccup.circuit, hiccup.at);
    assert.equal(open.state, 'open');
    assert.equal(untilOf(open) - hiccup.at, 17_500);
  });

  it('never asks before the provider said, and never waits longer than an hour because of it', () => {
    assert.equal(untilOf(after([failed({ retryAfterMs: 45_000 })])), now + 45_000);
    assert.equal(untilOf(after([failed({ retryAfterMs: 9e9 })])), now + 60 * minute);
    assert.equal(untilOf(after([failed({ retryAfterMs: 60_000 })], opened)), now + minute);
    assert.equal(untilOf(after([failed(), failed({ retryAfterMs: 50_000 })])), now + 50_000);
    assert.equal(untilOf(after([failed({ retryAfterMs: NaN })])), untilOf(after([failed()])));
  });

  it('never brings its end nearer while it is down', () => {
    const patient = after([failed({ retryAfterMs: 200_000 })]);
    assert.equal(untilOf(after([failed(), failed()], patient)), now + 200_000);
  });

  it('begins the next time where the last one ended, until ten minutes of health', () => {
    const { circuit, at } = waitedOut(opened);
    const probe = ended('probe');
    const recovered = after([probe, ended('probe')], circuit, at);
    assert.equal(recovered.state, 'closed');
    const trip = (when: number): number => untilOf(after([failed(), failed(), failed()], recovered, when)) - when;
    assert.equal(trip(at + minute), 17_500);
    assert.equal(trip(at + 10 * minute), 17_500);
  });

  it('keeps the first choice away for ten seconds at most even when it was open not long ago', () => {
    const { circuit, at } = waitedOut(opened);
    const recovered = after([ended('probe'), ended('probe')], circuit, at);
    assert.ok(untilOf(after([failed()], recovered, at + minute)) - (at + minute) <= 10_000);
  });

  describe('when its wait is over', () => {
    const { circuit: halfOpen, at } = waitedOut(opened);
    const probe: CircuitEvent = { type: 'probe', attempt: 501, expiresAt: at + 25_000 };

    it('gives one lease, and not a second while that one is held', () => {
      const leased = after([probe], halfOpen, at);
      assert.ok(leased.state === 'half-open' && leased.lease?.attempt === 501);
      assert.equal(after([{ ...probe, attempt: 502 }], leased, at), leased);
    });

    it('takes the lease back at its expiry and no sooner', () => {
      const leased = after([probe], halfOpen, at);
      assert.equal(settleCircuit(leased, at + 24_999), leased);
      assert.deepEqual(settleCircuit(leased, at + 25_000), halfOpen);
      assert.equal(circuitChangesAt(leased), at + 25_000);
    });

    it('is as it was when the probe is released, and untouched by the release of another', () => {
      const leased = after([probe], halfOpen, at);
      assert.deepEqual(after([{ type: 'released', attempt: 501 }], leased, at), halfOpen);
      assert.equal(after([{ type: 'released', attempt: 499 }], leased, at), leased);
    });

    it('closes after two good ends, not after one', () => {
      const once = after([ended('probe')], halfOpen, at);
      assert.equal(once.state, 'half-open');
      assert.equal(after([ended('probe')], once, at).state, 'closed');
    });

    it('takes a first content for half a good end, but never closes on one', () => {
      const begun = (number: number): CircuitEvent => ({ type: 'firstContent', attempt: number, via: 'probe' });
      const five = after([1, 2, 3, 4, 5].map(begun), halfOpen, at);
      assert.equal(five.state, 'half-open');
      assert.equal(
        after([begun(601), { type: 'succeeded', attempt: 601, via: 'probe' }], halfOpen, at).state,
        'half-open',
      );
      assert.equal(after([begun(601), begun(602), ended('probe')], halfOpen, at).state, 'closed');
    });

    it('ignores attempts that began before it went down', () => {
      assert.equal(after([failed()], halfOpen, at), halfOpen);
      assert.equal(after([ended()], halfOpen, at), halfOpen);
      assert.equal(after([ended()], opened), opened);
    });

    it('closes by itself after ten minutes without a request', () => {
      assert.equal(settleCircuit(halfOpen, at + 10 * minute - 1).state, 'half-open');
      assert.equal(settleCircuit(opened, at + 10 * minute).state, 'closed');
      assert.equal(circuitChangesAt(halfOpen), at + 10 * minute);
    });
  });

  it('closes on one good end after one failure, and remembers the failure', () => {
    const { circuit, at } = waitedOut(after([failed()]));
    const recovered = after([ended('probe')], circuit, at);
    assert.equal(recovered.state, 'closed');
    assert.deepEqual(
      recovered.window.map((outcome) => outcome.kind),
      ['server', undefined],
    );
  });

  it('does not end its wait for a success that is older than the failure', () => {
    assert.equal(after([failed(), ended()]).state, 'soft-open');
  });

  it('lets an answer in spite of it end the waiting', () => {
    assert.equal(after([failed(), ended('panic')]).state, 'closed');
    assert.equal(after([ended('panic')], opened).state, 'half-open');
  });

  it('does not wait on when the clock is set back', () => {
    assert.equal(settleCircuit(opened, now - 2 * minute).state, 'half-open');
    assert.equal(settleCircuit(opened, now - 2_000), opened);
  });

  it('leaves its earlier states as they were', () => {
    const before = after([failed()]);
    const copy = structuredClone(before);
    after([failed(), failed(), ended('panic')], before);
    assert.deepEqual(before, copy);
  });
});
