import assert from 'node:assert/strict';
import {
  breaksOff,
  cooldownKinds,
  failureEffect,
  type HealthEffect,
  type RefusalRecord,
  refusedScope,
} from '../../../../../src/engine/failover/health/failureEffects';
import { type FailureKind, failureKinds } from '../../../../../src/engine/model/failure/failure';
import type { Route } from '../../../../../src/engine/model/route/route';
import { failure, route } from '../fixtures';

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

const cloud = route('a');
const local = route('local', { trust: 'local' });

const none: HealthEffect = { type: 'none' };

type Count = Extract<HealthEffect, { type: 'count' }>;
type Cooldown = Extract<HealthEffect, { type: 'cooldown' }>;

function count(circuit: Count['circuit'], more: Partial<Count> = {}): Count {
  return { type: 'count', circuit, weight: 1, spreads: false, certain: false, cheapToAsk: false, ...more };
}

function cooldown(scope: Cooldown['scope'], firstMs: number, longestMs: number, needsUser = false): Cooldown {
  return { type: 'cooldown', scope, backoff: { firstMs, longestMs }, needsUser };
}

/** By kind: what a failure of a cloud route does in a chat, and in a completion where that differs. */
const effects: Readonly<Record<FailureKind, readonly [chat: HealthEffect, completion?: HealthEffect]>> = {
  cancelled: [none],
  offline: [none],
  connect: [count('endpoint', { cheapToAsk: true })],
  proxy: [none],
  overloaded: [count('model', { spreads: true, cheapToAsk: true })],
  server: [count('endpoint', { cheapToAsk: true })],
  'rate-limited': [cooldown('route', 20 * second, 40 * second)],
  quota: [cooldown('credential', hour, hour)],
  auth: [cooldown('credential', hour, hour, true)],
  'model-missing': [cooldown('route', 24 * hour, 24 * hour, true)],
  'wrong-address': [cooldown('credential', 30 * second, 5 * minute)],
  'first-token-timeout': [count('model', { spreads: true }), count('completionLatency', { spreads: true })],
  stalled: [count('model'), count('completionLatency')],
  'stream-cut': [count('model')],
  'in-stream': [count('model')],
  empty: [count('model'), count('model', { weight: 0.5 })],
  'not-continued': [none],
  'not-protocol': [count('endpoint', { cheapToAsk: true })],
  'context-exceeded': [none],
  policy: [none],
  'bad-request': [none],
  'not-allowed': [none],
  unknown: [none],
};

describe('failureEffect', () => {
  for (const kind of failureKinds) {
    const [chat, completion = chat] = effects[kind];
    it(`of ${kind} is ${chat.type}`, () => {
      assert.deepEqual(failureEffect(failure(kind, 'endpoint'), cloud, 'chat'), chat);
      assert.deepEqual(failureEffect(failure(kind, 'endpoint'), cloud, 'completion'), completion);
    });
  }

  const locals: readonly [kind: FailureKind, effect: HealthEffect][] = [
    ['connect', count('endpoint', { cheapToAsk: true, certain: true })],
    ['server', count('endpoint', { cheapToAsk: true })],
    ['model-missing', cooldown('route', minute, minute, true)],
    ['wrong-address', cooldown('credential', 10 * second, minute)],
    ['auth', cooldown('credential', hour, hour, true)],
  ];
  for (const [kind, effect] of locals) {
    it(`of ${kind} at a local route is ${effect.type}`, () =>
      assert.deepEqual(failureEffect(failure(kind, 'endpoint'), local, 'chat'), effect));
  }

  const narrowed: readonly [kind: FailureKind, effect: HealthEffect][] = [
    ['server', count('model', { cheapToAsk: true })],
    ['auth', cooldown('route', hour, hour, true)],
    ['quota', cooldown('route', hour, hour)],
  ];
  for (const [kind, effect] of narrowed) {
    it(`of ${kind} is narrower where the provider says that only the model is affected`, () =>
      assert.deepEqual(failureEffect(failure(kind, 'model'), cloud, 'chat'), effect));
  }

  it('is none where fewer tokens are all that is needed', () => {
    assert.deepEqual(failureEffect(failure('quota', 'credential', { outputLimitTokens: 100 }), cloud, 'chat'), none);
  });

  interface Refusal {
    readonly title: string;
    readonly kind: FailureKind;
    readonly of?: Route;
    readonly record: RefusalRecord;
    readonly effect: HealthEffect;
  }
  const refusals: readonly Refusal[] = [
    {
      title: 'a key that worked within the day is first taken for an outage, with an end',
      kind: 'auth',
      record: { servedAgoMs: 24 * hour - 1, refusedForMs: hour - 1 },
      effect: cooldown('credential', 10 * second, 20 * second),
    },
    {
      title: 'a key that was refused for an hour needs the user, and is asked as often',
      kind: 'auth',
      record: { servedAgoMs: 2 * hour, refusedForMs: hour },
      effect: cooldown('credential', 10 * second, 20 * second, true),
    },
    {
      title: 'a key that last worked a day ago is refused for an hour',
      kind: 'auth',
      record: { servedAgoMs: 24 * hour },
      effect: cooldown('credential', hour, hour, true),
    },
    {
      title: 'a quota that served lately is asked for again soon',
      kind: 'quota',
      record: { servedAgoMs: minute },
      effect: cooldown('credential', 10 * second, 20 * second),
    },
    {
      title: 'a local model that served lately is taken for an outage before it is taken for missing',
      kind: 'model-missing',
      of: local,
      record: { servedAgoMs: minute },
      effect: cooldown('route', 10 * second, 20 * second),
    },
    {
      title: 'a limit is a limit, whatever the route served before',
      kind: 'rate-limited',
      record: { servedAgoMs: minute },
      effect: cooldown('route', 20 * second, 40 * second),
    },
  ];
  for (const { title, kind, of = cloud, record, effect } of refusals) {
    it(title, () => assert.deepEqual(failureEffect(failure(kind, 'endpoint'), of, 'chat', record), effect));
  }
});

describe('refusedScope', () => {
  const scopes: Readonly<Partial<Record<FailureKind, 'credential' | 'route'>>> = {
    quota: 'credential',
    auth: 'credential',
    'model-missing': 'route',
    'wrong-address': 'credential',
  };
  for (const kind of failureKinds) {
    it(`of ${kind} is ${scopes[kind] ?? 'none'}`, () => {
      assert.equal(refusedScope(failure(kind, 'credential')), scopes[kind]);
      assert.equal(refusedScope(failure(kind, 'model')), scopes[kind] && 'route');
    });
  }
});

describe('cooldownKinds', () => {
  it('are the kinds with a known cause', () => {
    const kinds = failureKinds.filter((kind) => effects[kind][0].type === 'cooldown');
    assert.deepEqual(cooldownKinds, kinds);
  });
});

describe('breaksOff', () => {
  it('is true for what comes after the first words', () => {
    assert.deepEqual(failureKinds.filter(breaksOff), ['stalled', 'stream-cut', 'in-stream']);
  });
});
