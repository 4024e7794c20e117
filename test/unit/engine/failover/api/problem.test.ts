import assert from 'node:assert/strict';
import type { ChainFailure } from '../../../../../src/engine/failover/api/answer';
import { failureKinds } from '../../../../../src/engine/model/failure/failure';
import { problemOf } from '../../../../../src/engine/failover/api/problem';
import { alpha, attempt, beta, failure, route } from '../../chat/fixtures';

const chain = (changes: Partial<ChainFailure>): ChainFailure => ({ attempts: [], skipped: [], ...changes });
const failed = (...parameters: Parameters<typeof failure>): ReturnType<typeof attempt> =>
  attempt({ outcome: 'failed', failure: failure(...parameters) });

describe('problemOf', () => {
  it('says of each provider why it did not answer, and what to do', () => {
    const problem = problemOf(
      chain({
        attempts: [failed('overloaded', { status: 529 }), { ...failed('auth', { status: 401 }), route: beta }],
        retryAt: 1_000,
      }),
      false,
    );
    assert.equal(problem.title, 'No provider could answer.');
    assert.deepEqual(problem.reasons, ['Alpha is overloaded (529).', 'Beta did not accept the API key (401).']);
    assert.equal(problem.advice, 'Set a valid API key for Beta.');
    assert.deepEqual(problem.actions, ['retry', 'switch-provider', 'set-api-key', 'show-log']);
    assert.equal(problem.retryAt, 1_000);
  });

  it('says that a provider known to be down was not asked', () => {
    const problem = problemOf(
      chain({
        skipped: [
          { route: alpha, reason: 'unhealthy', failure: failure('connect'), detail: 'x' },
          { route: beta, reason: 'boundary', detail: 'Beta is outside the boundary' },
        ],
      }),
      false,
    );
    assert.deepEqual(problem.reasons, [
      'Alpha could not be reached, so it was not asked again yet.',
      'Beta is outside the boundary.',
    ]);
  });

  describe('of the boundary', () => {
    const outside = (to: typeof alpha) =>
      ({ route: to, reason: 'boundary', detail: `${to.label} is outside your boundary: code stays here.` }) as const;

    it('says once and clearly that every provider is outside, and leads to the setting', () => {
      const problem = problemOf(chain({ skipped: [outside(alpha), outside(beta)] }), false);
      assert.equal(problem.title, 'Every provider is outside your boundary, so nothing was sent.');
      assert.equal(problem.reasons.length, 2);
      assert.match(problem.advice, /everpair\.boundary and everpair\.allowedHosts/);
      assert.equal(problem.actions[0], 'open-boundary');
    });

    it('is not blamed alone when a provider inside failed', () => {
      const problem = problemOf(chain({ attempts: [failed('server')], skipped: [outside(beta)] }), false);
      assert.equal(problem.title, 'No provider could answer.');
      assert.match(problem.advice, /everpair\.boundary and everpair\.allowedHosts/);
      assert.ok(problem.actions.includes('open-boundary'));
      assert.equal(problem.actions[0], 'retry');
    });
  });

  it('names the limit of cost when that kept a provider from being asked', () => {
    const problem = problemOf(
      chain({ skipped: [{ route: alpha, reason: 'price', detail: 'It would cost too much.' }] }),
      false,
    );
    assert.match(problem.advice, /everpair\.maxRequestCost/);
    assert.ok(problem.actions.includes('open-settings'));
  });

  describe('of an answer that stopped to ask', () => {
    const attempts = [failed('overloaded'), { ...failed('stream-cut'), route: beta }];
    const stopped = chain({ attempts, next: route('Gamma') });

    it('says which provider broke off and why, and which could go on', () => {
      const problem = problemOf(stopped, true);
      assert.equal(problem.title, 'The answer broke off.');
      assert.deepEqual(problem.reasons, ['The connection to Beta broke off.']);
      assert.equal(problem.continueWith, 'Gamma');
      assert.deepEqual(problem.actions, ['retry', 'switch-provider', 'show-log']);
    });

    it('offers no continuation of an answer without a word', () => {
      assert.equal(problemOf(stopped, false).continueWith, undefined);
    });
  });

  it('names a provider that was asked twice once, with its last failure', () => {
    const problem = problemOf(chain({ attempts: [failed('bad-request'), failed('server', { status: 500 })] }), false);
    assert.deepEqual(problem.reasons, ['Alpha had a server error (500).']);
    assert.equal(problem.title, 'Alpha could not answer.');
  });

  it('names the failure that broke an answer, not that of the attempt to continue', () => {
    const refusal = failed('bad-request', { repair: 'prefill' });
    for (const broken of [failed('stream-cut'), failed('stalled'), { ...failed('in-stream'), firstContentMs: 5 }]) {
      const problem = problemOf(chain({ attempts: [broken, refusal, failed('connect')] }), true);
      const [reason = ''] = problem.reasons;
      assert.equal(problem.reasons.length, 1);
      assert.match(reason, /broke off|went silent|reported an error/);
      assert.doesNotMatch(reason, /did not accept|could not be reached/);
    }
  });

  it('names the setting of an address that has no such path, and no model', () => {
    const server = { installCommand: 'ollama pull qwen' };
    const ollama = route('Ollama', { server, trust: 'local', model: 'qwen' });
    for (const to of [alpha, ollama]) {
      const attempts = [{ ...failed('wrong-address', { status: 404 }), route: to }];
      const { reasons, advice, actions } = problemOf(chain({ attempts }), false);
      assert.deepEqual(reasons, [`${to.label} has nothing at the address in its settings (404).`]);
      assert.match(advice, /"baseUrl" of \w+ in the setting everpair\.providers/);
      assert.doesNotMatch(`${reasons.join()} ${advice}`, /model|pull|key/i);
      assert.ok(actions.includes('open-settings'));
    }
  });

  it('asks for no key where a firewall or a proxy refused', () => {
    const { reasons, advice, actions } = problemOf(
      chain({ attempts: [failed('not-protocol', { status: 403 }), { ...failed('overloaded'), route: beta }] }),
      false,
    );
    assert.match(reasons[0] ?? '', /firewall, a proxy or a sign-in page before Alpha refused/);
    assert.match(advice, /firewall.*baseUrl/);
    assert.doesNotMatch(advice, /API key/);
    assert.ok(!actions.includes('set-api-key'));
  });

  it('does not call a key wrong that only lacks a permission', () => {
    const { reasons, advice } = problemOf(chain({ attempts: [failed('auth', { status: 403 })] }), false);
    assert.deepEqual(reasons, ['Alpha does not allow this to the API key, or from here (403).']);
    assert.match(advice, /may use .* country/);
    const unauthorized = problemOf(chain({ attempts: [failed('auth', { status: 401 })] }), false);
    assert.equal(unauthorized.advice, 'Set a valid API key for Alpha.');
  });

  it('says of an error only that there was one, before and after the first word', () => {
    const [reason] = problemOf(chain({ attempts: [failed('in-stream')] }), false).reasons;
    assert.equal(reason, 'Alpha reported an error.');
  });

  it('says how to set up a provider when there is none', () => {
    const problem = problemOf(chain({}), false);
    assert.equal(problem.title, 'No AI provider is set up yet.');
    assert.deepEqual(problem.actions.slice(0, 2), ['set-api-key', 'open-settings']);
  });

  it('says that an answer broke off when part of it is shown', () => {
    const attempts = [failed('stream-cut'), { ...failed('connect'), route: beta }];
    assert.match(problemOf(chain({ attempts }), true).title, /broke off/);
  });

  it('says how to install a missing local model and to start its server', () => {
    const server = { installCommand: 'ollama pull qwen' };
    const ollama = route('Ollama', { server, trust: 'local', model: 'qwen' });
    const missing = problemOf(chain({ attempts: [{ ...failed('model-missing'), route: ollama }] }), false);
    const off = problemOf(chain({ attempts: [{ ...failed('connect'), route: ollama }] }), false);
    assert.match(missing.advice, /ollama pull qwen/);
    assert.equal(off.advice, 'Check that Ollama is running.');
  });

  it('has a sentence for every kind of failure that names the provider', () => {
    for (const kind of failureKinds) {
      const [reason = ''] = problemOf(chain({ attempts: [failed(kind)] }), false).reasons;
      assert.match(reason, /^[A-Z].*\.$/, kind);
      assert.match(reason, /Alpha/, kind);
    }
  });
});
