import assert from 'node:assert/strict';
import { completionProfile } from '../../../../../src/engine/failover/api/requestProfile';
import type { RouteHealth } from '../../../../../src/engine/failover/api/routeHealth';
import type { PlanInput } from '../../../../../src/engine/failover/policies/plan';
import type { Route } from '../../../../../src/engine/model/route/route';
import { failure, route } from '../fixtures';
import { a, b, c, planned } from './planFixtures';

const degraded: RouteHealth = { state: 'degraded', cause: 'slow', until: 9, halfOpen: false };
const halfOpen: RouteHealth = { state: 'down', cause: 'circuit', until: 5, halfOpen: true };
const proven: RouteHealth = { ...halfOpen, proven: true };

function down(until?: number): RouteHealth {
  return { state: 'down', cause: 'circuit', failure: failure('server'), until, halfOpen: false };
}

interface Case extends Partial<Omit<PlanInput, 'health'>> {
  readonly title: string;
  readonly health?: Readonly<Record<string, RouteHealth>>;
  /** Provider ids. */
  readonly routes: readonly Route[];
  readonly order: readonly string[];
  readonly doubtful?: readonly string[];
  readonly down?: readonly string[];
}

function ids(routes: readonly (Route | { readonly route: Route })[]): string[] {
  return routes.map((each) => ('route' in each ? each.route : each).providerId);
}

const local = route('local', { trust: 'local' });
const [direct, bedrock] = [
  route('direct', { model: 'claude-sonnet-4-5' }),
  route('bedrock', { model: 'us.anthropic.claude-sonnet-4-5-20250929-v1:0' }),
];

const orders: readonly Case[] = [
  { title: 'keeps the order of healthy routes', routes: [a, b, c], order: ['a', 'b', 'c'] },
  {
    title: 'puts a degraded route after the healthy ones',
    routes: [a, b, c],
    health: { a: degraded },
    order: ['b', 'c', 'a'],
  },
  {
    title: 'puts the other models of an endpoint that failed as a whole after degraded routes',
    routes: [a, b, c],
    health: { b: degraded },
    failedEndpoints: new Set([a.endpoint]),
    order: ['c', 'b', 'a'],
  },
  {
    title: 'leaves out routes that are down, the earliest return first, those without an end last',
    routes: [a, b, c, local],
    health: { a: down(), b: down(20), c: down(10) },
    order: ['local'],
    down: ['c', 'b', 'a'],
  },
  {
    title: 'keeps a half-open route in its place for a chat, as doubtful',
    routes: [a, b],
    health: { a: halfOpen },
    order: ['a', 'b'],
    doubtful: ['a'],
  },
  {
    title: 'has no doubt for a chat once a probe had a good end',
    routes: [a, b],
    health: { a: proven },
    order: ['a', 'b'],
  },
  {
    title: 'puts a half-open route last for a completion, also after a probe had a good end',
    profile: completionProfile,
    routes: [a, b],
    health: { a: proven },
    order: ['b', 'a'],
    doubtful: ['a'],
  },
  {
    title: 'puts clouds last for a completion that tries the network',
    profile: completionProfile,
    network: 'tried',
    routes: [a, local],
    order: ['local', 'a'],
    doubtful: ['a'],
  },
  {
    title: 'keeps clouds in their places for a chat that tries the network',
    network: 'tried',
    routes: [a, local],
    order: ['a', 'local'],
  },
  {
    title: 'puts the same model elsewhere before other models once it has failed',
    routes: [a, b, bedrock, c],
    failedModel: 'claude-sonnet-4-5',
    order: ['bedrock', 'a', 'b', 'c'],
  },
  {
    title: 'puts the same model elsewhere before other models while the first route is down',
    routes: [direct, a, bedrock],
    health: { direct: down(10) },
    order: ['bedrock', 'a'],
    down: ['direct'],
  },
  {
    title: 'keeps the order where a route that is down is not the first',
    routes: [a, direct, b, bedrock],
    health: { direct: down(10) },
    order: ['a', 'b', 'bedrock'],
    down: ['direct'],
  },
  {
    title: 'puts the same model elsewhere after healthy ones where it is slow',
    routes: [a, bedrock],
    health: { bedrock: degraded },
    failedModel: 'claude-sonnet-4-5',
    order: ['a', 'bedrock'],
  },
  { title: 'asks only local routes while offline', network: 'down', routes: [a, local], order: ['local'] },
];

describe('plan', () => {
  for (const { title, order, doubtful = [], down: isDown = [], ...input } of orders) {
    it(title, () => {
      const result = planned(input);
      assert.deepEqual([ids(result.routes), ids(result.doubtful), ids(result.down)], [order, doubtful, isDown]);
    });
  }

  it('names why a route is down, also where its failure is not known', () => {
    const unexplained: RouteHealth = { state: 'down', halfOpen: false };
    const result = planned({ routes: [a, b], health: { a: down(10), b: unexplained } });
    assert.deepEqual(result.down, [
      { route: a, reason: 'unhealthy', failure: failure('server'), until: 10, detail: 'It was server.' },
      {
        route: b,
        reason: 'unhealthy',
        failure: undefined,
        until: undefined,
        detail: 'B is not available at the moment.',
      },
    ]);
  });
});
