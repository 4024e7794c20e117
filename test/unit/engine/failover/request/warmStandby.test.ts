import assert from 'node:assert/strict';
import type { KeepWarm, Policy } from '../../../../../src/engine/failover/api/policy';
import { counts, engine, fails, link, type Script, scripted } from '../engine';
import { failure, virtualClock } from '../fixtures';

const minute = 60_000;
const overloaded = fails(failure('overloaded'));

/** A server on this machine whose memory can be looked at. */
class LocalServer {
  /** In order: "load" with minutes, "unload" with the minutes that are left of them. */
  readonly calls: string[] = [];
  readonly provider = scripted('local', counts);

  constructor(private readonly clock = virtualClock()) {
    this.provider.warmUp = (_model, keepAliveMs) => {
      this.calls.push(`load ${keepAliveMs / minute}`);
      return Promise.resolve(true);
    };
    this.provider.unload = (model, expiresAt) => {
      this.calls.push(`unload ${model}, ${Math.round((expiresAt - this.clock.now()) / minute)} left`);
      return Promise.resolve(true);
    };
  }
}

function world(keepWarm?: KeepWarm, cloud: Script = counts) {
  const clock = virtualClock();
  const policy: { keepWarm?: KeepWarm; allowedHosts?: Policy['allowedHosts'] } =
    keepWarm === undefined ? {} : { keepWarm };
  const local = new LocalServer(clock);
  const a = scripted('a', cloud);
  const b = scripted('b', counts);
  const links = [link(a), link(b), link(local.provider, { trust: 'local' })];
  const made = engine(links, { clock, policy });
  /** Questions once a minute, by which failed routes are found to be well. */
  const use = async (minutes: number): Promise<void> => {
    for (let passed = 0; passed < minutes; passed += 1) {
      await clock.advance(minute);
      await made.ask();
    }
  };
  return { ...made, a, b, local, links, policy, clock, use };
}

describe('a local model in memory', () => {
  it('is warmed up at the first sign of trouble, once', async () => {
    const { ask, local } = world(undefined, overloaded);
    await ask();
    await ask();
    assert.deepEqual(local.calls, ['load 30']);
  });

  it('stays there while a cloud is down, and is warmed again by what fails', async () => {
    const { ask, use, local } = world(undefined, overloaded);
    await ask();
    await use(12);
    assert.deepEqual(local.calls, ['load 30', 'load 30']);
  });

  it('is unloaded once the clouds were well for five minutes', async () => {
    const { ask, use, a, local } = world(undefined, overloaded);
    await ask();
    a.script = counts;
    await use(4);
    assert.deepEqual(local.calls, ['load 30']);
    await use(4);
    assert.deepEqual(local.calls.length, 2);
    assert.match(local.calls[1] ?? '', /^unload local-large, 2\d left$/);
  });

  it('is warmed up again in the next outage, however soon that comes', async () => {
    const { ask, use, a, local } = world(undefined, overloaded);
    await ask();
    a.script = counts;
    await use(8);
    a.script = overloaded;
    await ask();
    assert.deepEqual(
      local.calls.map((call) => call.split(' ')[0]),
      ['load', 'unload', 'load'],
    );
  });

  it('is left to the time of its own requests once it has answered', async () => {
    const { ask, use, a, b, local } = world(undefined, overloaded);
    b.script = overloaded;
    await ask();
    a.script = b.script = counts;
    await use(15);
    assert.deepEqual(local.calls, ['load 30']);
  });

  it('is not unloaded while one cloud has an end of its trouble that is not reached', async () => {
    const { ask, clock, local } = world(undefined, fails(failure('quota', 'credential')));
    await ask();
    await clock.advance(29 * minute);
    assert.deepEqual(local.calls, ['load 30']);
    // Its time has passed by then: it is none of ours to unload.
    await clock.advance(24 * 60 * minute);
    assert.deepEqual(local.calls, ['load 30']);
    assert.equal(clock.timers(), 0);
  });

  it('is loaded by nobody but its requests where it is never to be kept', async () => {
    const { ask, use, local } = world('never', overloaded);
    await ask();
    await use(12);
    assert.deepEqual(local.calls, []);
  });

  it('is there always where that is wanted, and never for longer than half an hour after the last window', async () => {
    const { clock, local, dispose } = world('always');
    await clock.advance(16 * minute);
    assert.deepEqual(local.calls, ['load 30', 'load 30', 'load 30', 'load 30']);
    dispose();
    assert.equal(clock.timers(), 0);
  });

  it('is unloaded when the user does not want that any more', async () => {
    const { ask, clock, manager, links, policy, local } = world('always', overloaded);
    await clock.advance(minute);
    await ask();
    policy.keepWarm = 'never';
    manager.setChain(links);
    await clock.advance(minute);
    assert.deepEqual(local.calls, ['load 30', 'unload local-large, 29 left']);
  });

  it('is not spoken of to a host that may not be reached any more', async () => {
    const { ask, use, a, manager, policy, links, local } = world(undefined, overloaded);
    await ask();
    a.script = counts;
    policy.allowedHosts = [['a.example', 'b.example']];
    manager.setChain(links);
    await use(10);
    assert.deepEqual(local.calls, ['load 30']);
  });

  it('is not kept where the boundary or the chain does not have it', async () => {
    const { clock, manager, links, local } = world('always');
    manager.setChain(links.slice(0, 2));
    await clock.advance(20 * minute);
    assert.deepEqual(local.calls, []);
  });
});
