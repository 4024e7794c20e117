import assert from 'node:assert/strict';
import { testInWords } from '../../../../src/editor/status/testWords';
import { provider } from '../fixtures';

const { link } = provider('GPT');

describe('the test of a provider in words', () => {
  it('has whole milliseconds', () =>
    assert.equal(testInWords({ link, ok: true, ms: 13.962090999999418, models: 2 }), 'GPT is reachable (14 ms).'));

  it('says why nobody was asked', () =>
    assert.equal(testInWords({ link, ok: false, off: 'outside your boundary' }), 'GPT is off: outside your boundary.'));
});
