import assert from 'node:assert/strict';
import { chainEnding } from '../../../src/cli/output/chainEnding';
import { exitCodes } from '../../../src/cli/output/exitCodes';
import type { ChainFailure, SkippedRoute } from '../../../src/engine/failover/api/answer';
import { type FailureKind, failureKinds } from '../../../src/engine/model/failure/failure';
import type { Route } from '../../../src/engine/model/route/route';

const route = (id: string): Route => ({
  ...{ id, providerId: id, type: 'openai', model: 'm', label: id, endpoint: 'https://a.example', vendor: 'a.example' },
  trust: 'cloud',
  traits: { maxOutputTokens: 1, tools: false, prefill: false, reasoning: false },
});

const chain = (kinds: readonly FailureKind[], skipped: readonly SkippedRoute['reason'][] = [], retryAt?: number) =>
  ({
    attempts: kinds.map((kind, index) => ({
      route: route(`a${index}`),
      outcome: 'failed',
      failure: { kind, scope: 'request', message: 'No.' },
      maybeBilled: false,
    })),
    skipped: skipped.map((reason, index) => ({ route: route(`s${index}`), reason, detail: 'It is so' })),
    ...(retryAt === undefined ? {} : { retryAt }),
  }) satisfies ChainFailure;

const codeOf = (...given: Parameters<typeof chain>): number => chainEnding(chain(...given), false, 0).exitCode;

describe('the exit code where nobody answered', () => {
  it('is a code of its own for what passes by itself, what a person must do, and what is refused', () => {
    assert.equal(codeOf(['overloaded']), 4);
    assert.equal(codeOf(['auth']), 5);
    assert.equal(codeOf(['quota']), 5);
    assert.equal(codeOf(['policy']), 6);
    assert.equal(codeOf([], ['consent']), 5);
    assert.equal(codeOf([], ['budget']), 5);
    assert.equal(codeOf([], ['boundary']), 6);
    assert.equal(codeOf([], ['unhealthy']), 4);
    assert.equal(codeOf([]), 5);
    assert.equal(codeOf(['unknown']), 1);
  });

  it('is that of the provider that needs the least doing', () => {
    assert.equal(codeOf(['policy', 'auth', 'overloaded']), 4);
    assert.equal(codeOf(['policy', 'auth'], ['boundary']), 5);
    assert.equal(codeOf(['unknown'], ['boundary']), 6);
  });

  it('is never 0, 2, 3 or 7, whatever failed', () => {
    const possible: readonly number[] = [
      exitCodes.failed,
      exitCodes['try-later'],
      exitCodes['needs-person'],
      exitCodes.refused,
    ];
    for (const kind of failureKinds) assert.ok(possible.includes(codeOf([kind])), kind);
  });

  it('comes with the seconds until it may go well, never none', () => {
    const ended = chainEnding(chain(['rate-limited'], [], 20_400), false, 1_000);
    assert.equal(ended.retryAfterSeconds, 20);
    assert.match(ended.message ?? '', /Try again in 20 s\./);
    assert.equal(chainEnding(chain(['rate-limited'], [], 900), false, 1_000).retryAfterSeconds, 1);
    assert.equal(chainEnding(chain(['auth'], [], 20_400), false, 1_000).retryAfterSeconds, undefined);
  });

  it('says that an answer broke off where some of it was written', () => {
    assert.match(chainEnding(chain(['stream-cut']), true, 0).message ?? '', /^The answer broke off/);
  });
});
