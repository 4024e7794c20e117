import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { withinBoundary } from '../../../src/engine/failover/api/policy';
import { worlds } from '../support/world';
import { agreed, always } from './anyWorld';

describe('where the engine sends requests in any world', () => {
  it('never crosses the boundary', () =>
    always(
      (life, { policy }) => {
        for (const { route } of life.calls) assert.ok(withinBoundary(route.trust, policy.boundary), route.id);
        assert.deepEqual(
          life.warmedUp.filter((trust) => trust !== 'local'),
          [],
        );
      },
      worlds({
        policy: { boundary: fc.constantFrom('any', 'private', 'local') },
        member: { trust: fc.constantFrom('cloud', 'private', 'local') },
      }),
    ));

  it('sends nothing to a vendor that the user has not agreed to', () =>
    always(
      (life) => {
        for (const { agreed, route } of life.calls) assert.equal(agreed, true, route.id);
      },
      worlds({ member: { word: fc.constantFrom('chosen before', 'allow', 'never', undefined) } }),
    ));

  it('puts one question at a time, for a chat only, and none about a vendor twice', () =>
    always(
      (life) => {
        for (const { of, key, beside } of life.questions) {
          assert.equal(of?.ask.task, 'chat');
          assert.equal(beside.filter((other) => other.of === of).length, 0, 'two questions of one request at a time');
          assert.equal(life.questions.filter((other) => other.of === of && other.key === key).length, 1);
        }
      },
      worlds({ member: { word: fc.constantFrom('chosen before', 'allow', 'never', undefined) } }),
    ));

  it('asks nobody but the pinned provider', () =>
    always(
      (life) => {
        for (const { of, route } of life.calls) if (of.pinned !== undefined) assert.equal(route.providerId, of.pinned);
      },
      worlds({ member: agreed }).chain((drawn) =>
        fc
          .nat({ max: drawn.chain.length - 1 })
          .map((member) => ({ ...drawn, steps: [{ do: 'pin', member }, ...drawn.steps] })),
      ),
    ));
});
