import assert from 'node:assert/strict';
import { EndpointOwner } from '../../../../src/editor/endpoint/ownership/endpointOwner';
import { virtualClock } from '../../engine/failover/fixtures';

const port = 21_470;
const desired = { port, token: 'ep-one' };

/** One machine: who has the port, and windows that want it. */
class Machine {
  readonly clock = virtualClock();
  /** The token of who listens; `foreign`: another program. */
  holder: string | undefined;
  asked = 0;

  window(): { owner: EndpointOwner; shown: string[]; kill: () => void } {
    const shown: string[] = [];
    let isKilled = false;
    const owner = new EndpointOwner({
      clock: this.clock,
      start: async ({ token }) => {
        if (isKilled) return new Promise(() => undefined);
        if (this.holder !== undefined) throw new Error('taken');
        this.holder = token;
        return {
          close: () => {
            if (!isKilled) this.holder = undefined;
            return Promise.resolve();
          },
        };
      },
      isTaken: (error) => error instanceof Error && error.message === 'taken',
      isOurs: ({ token }) => {
        this.asked += 1;
        return Promise.resolve(this.holder === token);
      },
      onChange: ({ kind }) => shown.push(kind),
    });
    const kill = (): void => {
      isKilled = true;
      this.holder = undefined;
    };
    return { owner, shown, kill };
  }
}

describe('the window that serves the endpoint', () => {
  it('is the first one, and another one waits', async () => {
    const machine = new Machine();
    const [first, second] = [machine.window(), machine.window()];
    await first.owner.want(desired);
    await second.owner.want(desired);
    assert.deepEqual(first.owner.state, { kind: 'serving', port });
    assert.deepEqual(second.owner.state, { kind: 'elsewhere', port });
  });

  for (const [how, end] of [
    ['is closed', (window: { owner: EndpointOwner }) => window.owner.dispose()],
    ['is killed', (window: { kill: () => void }) => window.kill()],
  ] as const) {
    it(`has one follow it within a second where it ${how}`, async () => {
      const machine = new Machine();
      const windows = [machine.window(), machine.window(), machine.window()];
      for (const { owner } of windows) await owner.want(desired);
      const [first, ...others] = windows;
      assert.ok(first);
      end(first);
      await machine.clock.advance(1_000);
      assert.equal(machine.holder, desired.token);
      assert.deepEqual(others.map(({ owner }) => owner.state.kind).sort(), ['elsewhere', 'serving']);
    });
  }

  it('is asked who it is once in fifteen seconds, not with each try', async () => {
    const machine = new Machine();
    await machine.window().owner.want(desired);
    const second = machine.window();
    await second.owner.want(desired);
    await machine.clock.advance(29_000);
    assert.equal(machine.asked, 2);
    assert.deepEqual(second.shown, ['starting', 'elsewhere']);
  });

  it('is none where another program has the port, and one as soon as it is free', async () => {
    const machine = new Machine();
    machine.holder = 'foreign';
    const { owner, shown } = machine.window();
    await owner.want(desired);
    assert.deepEqual(owner.state, { kind: 'blocked', port, problem: 'taken' });
    await machine.clock.advance(14_000);
    assert.equal(machine.asked, 1);
    machine.holder = undefined;
    await machine.clock.advance(1_000);
    assert.equal(owner.state.kind, 'serving');
    assert.deepEqual(shown, ['starting', 'blocked', 'serving']);
  });

  it('is told from a program that takes the port when it is gone', async () => {
    const machine = new Machine();
    const first = machine.window();
    await first.owner.want(desired);
    const second = machine.window();
    await second.owner.want(desired);
    first.kill();
    machine.holder = 'foreign';
    await machine.clock.advance(16_000);
    assert.equal(second.owner.state.kind, 'blocked');
  });

  it('takes the new token and the new port, and ends when it is not wanted any more', async () => {
    const machine = new Machine();
    const { owner, shown } = machine.window();
    await owner.want(desired);
    await owner.want({ ...desired });
    assert.deepEqual(shown, ['starting', 'serving']);
    await owner.want({ port, token: 'ep-two' });
    assert.equal(machine.holder, 'ep-two');
    await owner.want({ port: 21_471, token: 'ep-two' });
    assert.deepEqual(owner.state, { kind: 'serving', port: 21_471 });
    await owner.want(undefined);
    assert.deepEqual([owner.state.kind, machine.holder], ['off', undefined]);
    await machine.clock.advance(10_000);
    assert.equal(machine.holder, undefined);
  });

  it('never serves what was wanted before, however fast wishes change', async () => {
    const machine = new Machine();
    const { owner } = machine.window();
    const wishes = ['a', 'b', 'c'].map((token) => owner.want({ port, token }));
    const last = owner.want(undefined);
    await Promise.all([...wishes, last]);
    await machine.clock.advance(2_000);
    assert.equal(machine.holder, undefined);
    await owner.want(desired);
    assert.equal(machine.holder, desired.token);
  });
});
