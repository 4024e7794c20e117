import assert from 'node:assert/strict';
import { defaultPolicy } from '../../../../../src/engine/failover/api/policy';
import { completionProfile } from '../../../../../src/engine/failover/api/requestProfile';
import type { PlanInput } from '../../../../../src/engine/failover/policies/plan';
import type { Route } from '../../../../../src/engine/model/route/route';
import { route } from '../fixtures';
import { a, needs, planned } from './planFixtures';

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
    title: 'not among the allowed hosts',
    route: a,
    policy: { ...defaultPolicy, allowedHosts: [['b.example']] },
    reason: 'boundary',
    detail: 'A is outside your boundary: a.example is not among the allowed hosts.',
  },
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
    title: 'whose budget of the month is used up',
    route: a,
    usedUp: () => ({ key: 'a', used: 5.02, limit: 5, until: new Date(2026, 11, 1).getTime() }),
    reason: 'budget',
    detail: 'A has used $5.02 of $5.00 this month; it is asked again on December 1.',
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
});
