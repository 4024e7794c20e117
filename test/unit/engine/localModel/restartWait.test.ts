import assert from 'node:assert/strict';
import { RestartWait } from '../../../../src/engine/localModel/server/restartWait';

describe('the wait before a crashed server is started again', () => {
  it('doubles with each crash up to a minute, and begins anew after a sound run', () => {
    const wait = new RestartWait();
    assert.equal(wait.leftMs(0), 0);
    const waits = Array.from({ length: 8 }, () => wait.ended(0, 500));
    assert.deepEqual(waits, [1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000]);
    assert.equal(wait.ended(0, 60_000), 1_000);
    assert.equal(wait.ended(0, 59_999), 2_000);
    assert.equal(wait.leftMs(1_500), 500);
    assert.equal(wait.leftMs(2_500), 0);
    wait.ended(0, 0);
    wait.reset();
    assert.equal(wait.leftMs(0), 0);
    assert.equal(wait.ended(0, 0), 1_000);
  });
});
