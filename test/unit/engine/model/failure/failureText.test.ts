import assert from 'node:assert/strict';
import { failureKinds } from '../../../../../src/engine/model/failure/failure';
import { failureClause, failureLabel, failureSentence } from '../../../../../src/engine/model/failure/failureText';

const claude = { label: 'Claude', model: 'sonnet' };

describe('failureText', () => {
  it('has its own short words for every kind', () => {
    const words = failureKinds.map(failureLabel);
    assert.equal(new Set(words).size, failureKinds.length);
    for (const word of words) assert.match(word, /^[a-z ]{4,22}$/);
  });

  for (const status of [undefined, 403, 404, 504]) {
    it(`fills every placeholder with ${status === undefined ? 'no status' : `status ${status}`}`, () => {
      for (const kind of failureKinds) {
        for (const isLocal of [false, true]) {
          for (const hasBegun of [false, true]) {
            const sentence = failureSentence(claude, { kind, status, isLocal, hasBegun });
            assert.match(sentence, /^[A-Z][^{}]*[.…]$/);
          }
        }
        const clause = failureClause(claude, { kind, status });
        assert.match(clause, /^[^{}]*[^.{}]$/);
        assert.equal(clause.endsWith(` (${status})`), status !== undefined);
      }
    });
  }

  it('tells a closer reason where the status or the moment gives one', () => {
    const sentences = [
      failureSentence(claude, { kind: 'connect', isLocal: true }),
      failureSentence(claude, { kind: 'server', status: 524 }),
      failureSentence(claude, { kind: 'in-stream', hasBegun: true }),
      failureSentence(claude, { kind: 'not-protocol', status: 407 }),
    ];
    assert.deepEqual(sentences, [
      'Claude is not running on this machine.',
      'A gateway before Claude waited for it in vain (524).',
      'Claude reported an error in mid-answer.',
      'Something before Claude refused the request (407): a firewall, a proxy or a log-in page.',
    ]);
    assert.equal(
      failureClause(claude, { kind: 'auth', status: 403 }),
      'Claude does not allow this to the API key, or from here (403)',
    );
  });

  it('takes a name with braces as it is', () => {
    assert.equal(failureSentence({ label: '{model}', model: 'x' }, { kind: 'overloaded' }), '{model} is overloaded.');
  });
});
