import assert from 'node:assert/strict';
import { counts, engine, fails, link, scripted } from '../engine';
import { failure } from '../fixtures';

describe('WarmStandby', () => {
  it('is warmed up at the first sign of trouble, once', async () => {
    const local = scripted('local', counts);
    local.warmUp = () => {
      local.warmedUp += 1;
      return Promise.resolve(true);
    };
    const a = scripted('a', fails(failure('overloaded')));
    const { ask } = engine([link(a), link(scripted('b', counts)), link(local, { trust: 'local' })]);
    await ask();
    await ask();
    assert.equal(local.warmedUp, 1);
  });
});
