import assert from 'node:assert/strict';
import { createNetwork, type Network } from '../../../../../src/engine/failover/health/network';
import type { Failure } from '../../../../../src/engine/model/failure/failure';
import { failure, route } from '../fixtures';
import { type HandClock, handClock } from '../handClock';

const one = route('one');
const two = route('two');
const local = route('ollama', { trust: 'local', endpoint: 'http://127.0.0.1:11434' });

const unresolved = failure('connect', 'endpoint', { code: 'ENOTFOUND' });
const timedOut = failure('connect', 'endpoint', { code: 'ETIMEDOUT' });

function fixture(): { network: Network; clock: HandClock; changes: () => number } {
  const clock = handClock();
  const network = createNetwork({ clock });
  let changes = 0;
  network.onDidChange(() => (changes += 1));
  network.setCloudEndpoints([one.endpoint, two.endpoint]);
  return { network, clock, changes: () => changes };
}

function lose(network: Network, how: Failure = unresolved): void {
  network.onFailure(one, how);
  network.onFailure(two, how);
}

describe('the network', () => {
  it('is believed to be there until attempts say otherwise', () => {
    const { network } = fixture();
    assert.equal(network.offline, false);
    assert.equal(network.mayTryCloud(), true);
  });

  it('is gone when two cloud hosts cannot be reached within half a minute', () => {
    const { network, changes } = fixture();
    network.onFailure(one, unresolved);
    network.onFailure(one, unresolved);
    assert.equal(network.offline, false, 'one host alone may be at fault itself');
    network.onFailure(two, unresolved);
    assert.equal(network.offline, true);
    assert.equal(changes(), 1);
  });

  it('is not gone when the second host fails much later, or one answered in between', () => {
    const { network, clock } = fixture();
    network.onFailure(one, unresolved);
    clock.advance(31_000);
    network.onFailure(two, unresolved);
    assert.equal(network.offline, false);
    network.onSuccess(two);
    network.onFailure(one, unresolved);
    assert.equal(network.offline, false);
  });

  it('is gone when the only cloud host there is cannot be resolved, not when it merely timed out', () => {
    const { network } = fixture();
    network.setCloudEndpoints([one.endpoint]);
    network.onFailure(one, timedOut);
    assert.equal(network.offline, false);
    network.onFailure(one, unresolved);
    assert.equal(network.offline, true);
  });

  it('is gone when connections to two hosts time out', () => {
    const { network } = fixture();
    lose(network, timedOut);
    assert.equal(network.offline, true);
  });

  it('is gone when the system says so', () => {
    const { network } = fixture();
    network.onFailure(one, failure('offline', 'network'));
    assert.equal(network.offline, true);
  });

  it('is not gone because hosts refuse, hang up or fail', () => {
    for (const code of ['ECONNREFUSED', 'ECONNRESET', 'CERT_HAS_EXPIRED', undefined]) {
      const { network } = fixture();
      lose(network, failure('connect', 'endpoint', { code }));
      lose(network, failure('first-token-timeout'));
      lose(network, failure('server', 'endpoint', { status: 503 }));
      assert.equal(network.offline, false, code);
    }
  });

  it('has nothing to do with this machine', () => {
    const { network } = fixture();
    lose(network);
    network.onSuccess(local);
    assert.equal(network.offline, true);
    const { network: other } = fixture();
    other.onFailure(local, unresolved);
    other.onFailure(route('lm', { trust: 'private', endpoint: 'http://10.0.0.2' }), unresolved);
    other.onFailure(one, unresolved);
    assert.equal(other.offline, false);
  });

  it('is back with the first answer of a cloud host, an error status included', () => {
    for (const answer of [
      (network: Network) => network.onSuccess(one),
      (network: Network) => network.onFailure(one, failure('overloaded', 'model', { status: 529 })),
    ]) {
      const { network, changes } = fixture();
      lose(network);
      answer(network);
      assert.equal(network.offline, false);
      assert.equal(network.mayTryCloud(), true);
      assert.equal(changes(), 2);
    }
  });

  it('is not back because a captive portal answers', () => {
    const { network } = fixture();
    lose(network);
    network.onFailure(one, failure('not-protocol', 'endpoint', { status: 200 }));
    assert.equal(network.offline, true);
  });

  it('is tried by one request every five seconds while it is gone', () => {
    const { network, clock } = fixture();
    lose(network);
    const asked: boolean[] = [];
    for (let second = 0; second < 16; second += 1) {
      asked.push(network.mayTryCloud());
      clock.advance(1_000);
    }
    assert.deepEqual(
      asked.flatMap((may, second) => (may ? [second] : [])),
      [5, 10, 15],
    );
  });

  it('is not believed to be gone for longer than a minute after the last sign of it', () => {
    const { network, clock, changes } = fixture();
    lose(network);
    clock.advance(50_000);
    network.onFailure(one, unresolved);
    clock.advance(59_999);
    assert.equal(network.offline, true);
    clock.advance(1);
    assert.equal(network.offline, false);
    assert.equal(changes(), 2);
    assert.equal(clock.pending, 0);
  });

  it('leaves no timer behind', () => {
    const { network, clock } = fixture();
    lose(network);
    network.dispose();
    assert.equal(clock.pending, 0);
  });
});
