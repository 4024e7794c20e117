import assert from 'node:assert/strict';
import { errorSummary } from '../../../../../src/engine/model/text/errorSummary';

describe('errorSummary', () => {
  const secret = 'the prompt\n    at secret (prompt.ts:1:1)\nsk-1234';

  it('is its name and its code, and nothing of its message', () => {
    assert.equal(errorSummary(new TypeError(secret)), 'TypeError');
    assert.equal(errorSummary(Object.assign(new Error(secret), { code: 'ENOSPC' })), 'Error ENOSPC');
    assert.equal(errorSummary(Object.assign(new Error(secret), { name: secret, code: secret })), 'Error');
  });

  it('tells where it was thrown, whatever its message looks like', () => {
    const told = errorSummary(new RangeError(secret), { where: true });
    assert.match(told, /^RangeError at .*ownWords\.test|^RangeError at .*:\d+:\d+\)?$/);
    for (const word of ['prompt', 'sk-1234', 'secret']) assert.ok(!told.includes(word), told);
  });

  it('is the type of what was thrown where that is no error', () => {
    for (const thrown of [secret, { message: secret }, null, undefined, 7])
      assert.ok(!errorSummary(thrown).includes('sk-'));
  });
});
