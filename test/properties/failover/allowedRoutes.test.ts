import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { isWithin } from '../../../src/engine/failover/api/policy';
import { choice, worlds } from '../support/world';
import { agreed, always } from './anyWorld';

describe('where the engine sends requests in any world', () => {
  it('never crosses the boundary', () =>
    always(
      (life, { policy }) => {
        for (const { route } of life.calls) assert.ok(isWithin(route, policy), route.id);
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

  it('asks the model that the user chose first, or tells that it does not', () =>
    always(
      (life) => {
        for (const { events, ask, pinned } of life.requests) {
          const chosen = life.choiceOf(ask);
          if (ask.task !== 'chat' || !chosen) continue;
          const id = `${chosen.providerId}/${chosen.model}`;
          const first = events.findIndex(({ type }) => type === 'attempt');
          const before = events.slice(0, first);
          const [asked] = events.slice(Math.max(0, first), first + 1);
          if (first < 0 || (asked?.type === 'attempt' && asked.route.id === id)) continue;
          const told = before.some(
            (event) => event.type === 'choice-dropped' || (event.type === 'switched' && event.from.id === id),
          );
          const saidNo = life.questions.some(({ key, of }) => of?.events === events && life.isOf(chosen, key));
          assert.ok(told || saidNo, `${id} was passed over: ${JSON.stringify(events.map(({ type }) => type))}`);
          if (pinned !== undefined && asked?.type === 'attempt') assert.equal(asked.route.providerId, pinned);
        }
      },
      worlds({
        ask: { chosen: choice, task: fc.constantFrom('chat', 'chat', 'completion'), reader: fc.constant('reads') },
        policy: { boundary: fc.constantFrom('any', 'private') },
      }),
    ));
});
