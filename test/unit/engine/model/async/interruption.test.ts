import assert from 'node:assert/strict';
import { Interruption } from '../../../../../src/engine/model/async/interruption';

const never = new Promise<string>(() => undefined);

describe('Interruption', () => {
  it('lets a promise through that comes first, whatever its value', async () => {
    const interruption = new Interruption<'over'>();
    assert.equal(await interruption.wait(Promise.resolve('a')), 'a');
    await assert.rejects(interruption.wait(Promise.reject(new Error('broken'))), /broken/);
  });

  it('ends the wait that is under way, and every later one', async () => {
    const interruption = new Interruption<string>();
    const waiting = interruption.wait(never);
    interruption.interrupt('first');
    interruption.interrupt('second');
    assert.equal(await waiting, 'first');
    assert.equal(await interruption.wait(never), 'first');
  });

  it('ignores the failure of a promise after the interruption', async () => {
    const interruption = new Interruption<string>();
    let fail: (error: Error) => void = () => undefined;
    const waiting = interruption.wait(new Promise<string>((_resolve, reject) => (fail = reject)));
    interruption.interrupt('over');
    fail(new Error('late'));
    assert.equal(await waiting, 'over');
    // An unhandled rejection would end the process.
    await new Promise((resolve) => setImmediate(resolve));
  });
});
