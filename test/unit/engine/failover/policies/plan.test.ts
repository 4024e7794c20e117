import assert from 'node:assert/strict';
import { chatProfile, completionProfile } from '../../../../../src/engine/failover/api/requestProfile';
import type { RouteHealth } from '../../../../../src/engine/failover/api/routeHealth';
import { defaultPolicy } from '../../../../../src/engine/failover/api/policy';
import { costOf, plan, type PlanInput, type Requirements } from '../../../../../src/engine/failover/policies/plan';
import type { Route } from '../../../../../src/engine/model/route';
import { failure, route } from '../fixtures';

const needs: Requirements = {
  tools: false,
  images: [],
  inputTokens: 2_000,
  requiredTokens: 1_000,
  outputTokens: 500,
};
const healthy: RouteHealth = { state: 'healthy', halfOpen: false };
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

function planned({ health = {}, ...changes }: Partial<Omit<PlanInput, 'health'>> & Pick<Case, 'health'>) {
  return plan({
    profile: chatProfile,
    needs,
    routes: [],
    policy: defaultPolicy,
    consent: () => true,
    network: 'up',
    failedEndpoints: new Set(),
    contextWindow: (each) => each.traits.contextWindow,
    seesImages: (each) => each.traits.images,
    exceededWindow: 0,
    spent: 0,
    ...changes,
    health: ({ providerId }) => health[providerId] ?? healthy,
  });
}

function ids(routes: readonly (Route | { readonly route: Route })[]): string[] {
  return routes.map((each) => ('route' in each ? each.route : each).providerId);
}

const [a, b, c] = [route('a'), route('b'), route('c')] as const;
const local = route('local', { trust: 'local' });

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
  { title: 'asks only local routes while offline', network: 'down', routes: [a, local], order: ['local'] },
];

interface Exclusion extends Partial<Omit<PlanInput, 'health' | 'routes'>> {
  readonly title: string;
  readonly route: Route;
  readonly reason: string;
  readonly detail: string;
}

const small = route('small', { traits: { contextWindow: 1_255 } });
const priced = route('priced', { traits: { price: { input: 10, output: 100 } } });

const exclusions: readonly Exclusion[] = [
  {
    title: 'outside the boundary',
    route: a,
    policy: { ...defaultPolicy, boundary: 'private' },
    reason: 'boundary',
    detail: 'A is outside your boundary: code stays on this machine and your private network.',
  },
  {
    title: 'without consent',
    route: a,
    consent: () => false,
    reason: 'consent',
    detail: 'You have not agreed that code is sent to A.',
  },
  {
    title: 'of a completion before the user was asked for consent',
    profile: completionProfile,
    route: a,
    consent: () => undefined,
    reason: 'consent',
    detail: 'You have not been asked yet whether code may be sent to A.',
  },
  {
    title: 'without tools that the request needs',
    route: route('a', { traits: { tools: false } }),
    needs: { ...needs, tools: true },
    reason: 'capability',
    detail: 'a-large cannot use tools.',
  },
  {
    title: 'without eyes for images of the request',
    route: route('a', { traits: { images: false } }),
    needs: { ...needs, images: [{ mediaType: 'image/png', width: 10, height: 10, bytes: 10 }] },
    reason: 'capability',
    detail: 'a-large cannot see images.',
  },
  {
    title: 'whose window cannot hold what has to be sent and 256 tokens of an answer',
    route: small,
    reason: 'context',
    detail: 'The message is too long for SMALL, whose small-large holds 1,255 tokens.',
  },
  {
    title: 'whose window is no larger than one that was too small',
    route: a,
    exceededWindow: 100_000,
    reason: 'context',
    detail: 'The conversation is too long for A, whose a-large holds 100,000 tokens.',
  },
  {
    title: 'too dear for what the request may still spend',
    route: priced,
    policy: { ...defaultPolicy, maxRequestCost: 0.1 },
    spent: 0.031,
    reason: 'price',
    detail: 'priced-large would cost more than this request may.',
  },
  {
    title: 'in a cloud while the machine is offline',
    network: 'down',
    route: a,
    reason: 'offline',
    detail: 'A cannot be reached: this machine seems to be offline.',
  },
];

const allowed: readonly (Omit<Exclusion, 'reason' | 'detail'> & { readonly route: Route })[] = [
  {
    title: 'on the private network within the private boundary',
    route: route('a', { trust: 'private' }),
    policy: { ...defaultPolicy, boundary: 'private' },
  },
  { title: 'of a chat before the user was asked for consent', route: a, consent: () => undefined },
  { title: 'with a window of exactly what is needed', route: route('a', { traits: { contextWindow: 1_256 } }) },
  {
    title: 'whose window is not known',
    route: a,
    contextWindow: () => undefined,
    exceededWindow: 1_000_000,
  },
  {
    title: 'at exactly the price that the request may cost',
    route: priced,
    policy: { ...defaultPolicy, maxRequestCost: 0.07 },
  },
  { title: 'without a known price', route: a, policy: { ...defaultPolicy, maxRequestCost: 0 } },
];

describe('plan', () => {
  for (const { title, order, doubtful = [], down: isDown = [], ...input } of orders) {
    it(title, () => {
      const result = planned(input);
      assert.deepEqual([ids(result.routes), ids(result.doubtful), ids(result.down)], [order, doubtful, isDown]);
    });
  }

  for (const { title, route: each, reason, detail, ...input } of exclusions) {
    it(`excludes a route ${title}`, () => {
      const result = planned({ routes: [each], ...input });
      assert.deepEqual(result, { routes: [], doubtful: [], down: [], excluded: [{ route: each, reason, detail }] });
    });
  }

  for (const { title, route: each, ...input } of allowed) {
    it(`allows a route ${title}`, () => {
      assert.deepEqual(planned({ routes: [each], ...input }).routes, [each]);
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

describe('costOf', () => {
  const price = { input: 3, output: 15 };
  const cases: readonly [title: string, of: Route, dollars: number][] = [
    ['nothing where the price is not known', route('a'), 0],
    ['input and output at their prices for a million tokens', route('a', { traits: { price } }), 0.0135],
    ['no more input than the window holds', route('a', { traits: { price, contextWindow: 1_000 } }), 0.0105],
    ['no more output than the model writes', route('a', { traits: { price, maxOutputTokens: 100 } }), 0.0075],
    [
      'the whole input where the window is not known',
      route('a', { traits: { price, contextWindow: undefined } }),
      0.0135,
    ],
  ];
  for (const [title, of, dollars] of cases) {
    it(`is ${title}`, () => assert.equal(costOf(of, needs).toFixed(6), dollars.toFixed(6)));
  }
});
