import assert from 'node:assert/strict';
import type { AnswerEvent, AttemptRecord } from '../../../../../src/engine/failover/api/answer';
import { defaultPolicy, type Policy } from '../../../../../src/engine/failover/api/policy';
import type { ChainLink, Consent } from '../../../../../src/engine/failover/api/providerManager';
import {
  chatProfile,
  completionProfile,
  type RequestProfile,
} from '../../../../../src/engine/failover/api/requestProfile';
import { createHealth } from '../../../../../src/engine/failover/health/healthRegistry';
import { createLatency } from '../../../../../src/engine/failover/health/latency';
import { createNetwork } from '../../../../../src/engine/failover/health/network';
import { WarmStandby } from '../../../../../src/engine/failover/health/warmStandby';
import { Capabilities } from '../../../../../src/engine/failover/learned/capabilities';
import { LearnedFacts } from '../../../../../src/engine/failover/learned/learnedFacts';
import { Refusals } from '../../../../../src/engine/failover/learned/refusals';
import { inPlaceDelayMs } from '../../../../../src/engine/failover/policies/retry';
import { createRetryBudget } from '../../../../../src/engine/failover/policies/retryBudget';
import { DetachedAttempts } from '../../../../../src/engine/failover/request/attempt/detachedAttempts';
import { FailoverRequest } from '../../../../../src/engine/failover/request/failoverRequest';
import { InFlightCount } from '../../../../../src/engine/failover/request/attempt/inFlightCount';
import type { RequestDependencies } from '../../../../../src/engine/failover/request/context/requestContext';
import { chatRoutedRequest } from '../../../../../src/engine/failover/request/context/routedRequest';
import { Emitter } from '../../../../../src/engine/model/async/event';
import { silentLog } from '../../../../../src/engine/model/log';
import { counts, fails, hangsAfter, link, question, type Script, scripted, type ScriptedProvider } from '../engine';
import { failure, route, type VirtualClock, virtualClock } from '../fixtures';

interface World {
  readonly clock: VirtualClock;
  readonly deps: RequestDependencies;
}

const everyoneAgrees: Consent = { decided: () => true, ask: () => Promise.resolve(true) };

function world({ consent = everyoneAgrees, policy = {} }: { consent?: Consent; policy?: Partial<Policy> } = {}): World {
  const clock = virtualClock();
  const [log, now, random] = [silentLog, () => clock.now(), () => 0.5];
  const latency = createLatency({ clock, log });
  const network = createNetwork({ clock });
  const facts = new LearnedFacts({ clock, log });
  const deps = {
    clock,
    random,
    inPlaceDelayMs,
    log,
    latency,
    network,
    health: createHealth({ clock, random, log, latency, network }),
    budget: createRetryBudget({ clock }),
    capabilities: new Capabilities(facts, now),
    refusals: new Refusals(facts, now),
    consent,
    standby: new WarmStandby(clock, log),
    inFlight: new InFlightCount(),
    detached: new DetachedAttempts(clock, latency),
    policy: () => ({ ...defaultPolicy, ...policy }),
    allowance: { mayAsk: () => true, onDidChange: new Emitter<void>().event },
    onTrouble: () => undefined,
  };
  return { clock, deps };
}

interface Ended {
  readonly attempts: readonly string[];
  readonly last: AnswerEvent['type'] | undefined;
  readonly ms: number;
}

/** Asks with the profile until the answer has ended or, where `leaves`, has begun. */
async function ask(
  { clock, deps }: World,
  links: readonly ChainLink[],
  profile: RequestProfile,
  leaves = false,
): Promise<Ended> {
  const attempts: string[] = [];
  const onAttempt = ({ route: { model, providerId }, outcome }: AttemptRecord): void => {
    attempts.push(`${model === 'small' ? 'small ' : ''}${providerId} ${outcome}`);
  };
  const request = chatRoutedRequest(question('Count.'), profile);
  const run = new FailoverRequest({ deps, log: () => undefined, links, onAttempt }, request, {
    signal: new AbortController().signal,
  });
  const startedAt = clock.now();
  let last: AnswerEvent['type'] | undefined;
  const reading = (async () => {
    for await (const { type } of run.events()) {
      last = type;
      if (leaves && type === 'text') break;
    }
    return true;
  })();
  let ended = false;
  void reading.then(() => (ended = true));
  await clock.runUntil(() => ended, 600_000);
  return { attempts, last, ms: clock.now() - startedAt };
}

/** Fails `times` times, then answers. */
function recovers(times: number): Script {
  let left = times;
  return (request, call) => ((left -= 1) >= 0 ? fails(failure('overloaded'))(request, call) : counts(request, call));
}

const down = fails(failure('server', 'endpoint'));

function chain(...scripts: readonly Script[]): readonly ChainLink[] {
  return scripts.map((script, index) => link(scripted('abcdef'[index] ?? 'z', script)));
}

const noRetries = { mayRetryInPlace: false, mayRetry: false, mayComeBack: false };

/** What a chat does, and what the same request does with one property changed. */
const table: readonly {
  readonly property: keyof RequestProfile;
  readonly links: () => readonly ChainLink[];
  readonly chat: readonly string[];
  readonly changed: Partial<RequestProfile>;
  readonly then: readonly string[];
  readonly leaves?: boolean;
  /** Keeps other rules out of the row. */
  readonly base?: Partial<RequestProfile>;
  readonly consent?: Consent;
}[] = [
  {
    property: 'lane',
    links: () => {
      const provider = scripted('a', counts);
      return [{ ...link(provider), completion: route('a', { model: 'small' }) }];
    },
    chat: ['a served'],
    changed: { lane: 'completion' },
    then: ['small a served'],
  },
  {
    property: 'maxAttempts',
    links: () => chain(down, down, down, counts),
    chat: ['a failed', 'b failed', 'c failed', 'd served'],
    base: noRetries,
    changed: { maxAttempts: 2 },
    then: ['a failed', 'b failed'],
  },
  {
    property: 'localBeyondMax',
    links: () => [...chain(down, down, down, down), link(scripted('local', counts), { trust: 'local' })],
    chat: ['a failed', 'b failed', 'c failed', 'd failed', 'local served'],
    base: noRetries,
    changed: { localBeyondMax: false },
    then: ['a failed', 'b failed', 'c failed', 'd failed'],
  },
  {
    property: 'mayAskUser',
    links: () => chain(counts),
    consent: { decided: () => undefined, ask: () => Promise.resolve(true) },
    chat: ['a served'],
    changed: { mayAskUser: false },
    then: [],
  },
  {
    property: 'mayRetryInPlace',
    links: () => chain(recovers(1), counts),
    chat: ['a failed', 'a served'],
    changed: { mayRetryInPlace: false },
    then: ['a failed', 'b served'],
  },
  {
    property: 'mayRetry',
    links: () => chain(fails(failure('auth', 'credential')), recovers(1)),
    chat: ['a failed', 'b failed', 'b served'],
    base: { mayRetryInPlace: false },
    changed: { mayRetry: false },
    then: ['a failed', 'b failed'],
  },
  {
    property: 'mayComeBack',
    links: () => {
      const slowOnce = scripted('a', (request, call) =>
        (slowOnce.requests.length === 1 ? hangs : counts)(request, call),
      );
      return [link(slowOnce), ...chain(counts, fails(failure('auth', 'credential'))).slice(1)];
    },
    chat: ['a failed', 'b failed', 'a served'],
    changed: { mayComeBack: false },
    then: ['a failed', 'b failed'],
  },
  {
    property: 'mayBeEmpty',
    links: () => chain(empty, counts),
    chat: ['a failed', 'b served'],
    base: noRetries,
    changed: { mayBeEmpty: true },
    then: ['a served'],
  },
  {
    property: 'isServedWhenLeft',
    links: () => chain(counts),
    leaves: true,
    chat: ['a cancelled'],
    changed: { isServedWhenLeft: true },
    then: ['a served'],
  },
];

const hangs = hangsAfter(0);
const empty: Script = async function* () {
  await Promise.resolve();
  yield { type: 'done', reason: 'stop' };
};

describe('RequestProfile', () => {
  for (const { property, links, base, chat, changed, then, leaves, consent } of table) {
    it(`decides by ${property} alone`, async () => {
      const before = { ...chatProfile, ...base };
      assert.deepEqual((await ask(world({ consent }), links(), before, leaves)).attempts, chat);
      const other = { ...before, ...changed };
      assert.deepEqual((await ask(world({ consent }), links(), other, leaves)).attempts, then);
    });
  }

  it('starts a hedge in any case, or where the policy has chosen it', async () => {
    for (const [hedges, hedgeChat, by] of [
      ['by-policy', false, 'a'],
      ['by-policy', true, 'b'],
      ['always', false, 'b'],
    ] as const) {
      const { clock, deps } = world({ policy: { hedgeChat } });
      const late: Script = async function* (request, call) {
        await new Promise<void>((resolve) => clock.setTimeout(resolve, 2_000));
        yield* counts(request, call);
      };
      const links = chain(late, counts);
      for (let times = 0; times < 10; times += 1) deps.latency.record(links[0]?.chat ?? route('a'), 'chat', 500);
      const { attempts } = await ask({ clock, deps }, links, { ...chatProfile, hedges });
      assert.equal(attempts.at(-1), by === 'a' ? 'a served' : 'b served');
    }
  });

  it('asks one route or all of them when all are down', async () => {
    for (const [panics, asked] of [
      ['all', ['a', 'b']],
      ['one', ['a']],
    ] as const) {
      const { clock, deps } = world();
      const providers: ScriptedProvider[] = ['a', 'b'].map((id) => scripted(id, fails(failure('auth', 'credential'))));
      const links = providers.map((provider) => link(provider));
      await ask({ clock, deps }, links, chatProfile);
      const { attempts } = await ask({ clock, deps }, links, { ...chatProfile, panics });
      assert.deepEqual(
        attempts,
        asked.map((id) => `${id} failed`),
      );
    }
  });
});

describe('an inline edit, as a third profile', () => {
  const inlineEdit: RequestProfile = {
    ...chatProfile,
    name: 'inline edit',
    deadlines: {
      ...chatProfile.deadlines,
      hosted: { ...chatProfile.deadlines.hosted, firstContentMs: { floor: 1_000, initial: 2_000, last: 4_000 } },
    },
    maxAttempts: 3,
    mayAskUser: false,
    mayComeBack: false,
  };

  it('waits as long as its own bounds say, for a route before others and for the last one', async () => {
    const { attempts, last, ms } = await ask(world(), chain(hangs, hangs), inlineEdit);
    assert.deepEqual({ attempts, last, ms }, { attempts: ['a failed', 'b failed'], last: 'failed', ms: 6_000 });
    assert.equal((await ask(world(), chain(hangs, counts), chatProfile)).ms, 10_000);
    assert.equal((await ask(world(), chain(hangs, counts), inlineEdit)).ms, 2_000);
  });

  it('passes a route over whose consent is missing, without a question', async () => {
    const asked: string[] = [];
    const consent: Consent = {
      decided: ({ providerId }) => (providerId === 'a' ? undefined : true),
      ask: ({ providerId }) => {
        asked.push(providerId);
        return Promise.resolve(true);
      },
    };
    assert.deepEqual((await ask(world({ consent }), chain(counts, counts), inlineEdit)).attempts, ['b served']);
    assert.deepEqual(asked, []);
  });

  it('shares health and response times with chats, not with completions', async () => {
    const { clock, deps } = world();
    const links = chain(counts);
    for (let times = 0; times < 10; times += 1) await ask({ clock, deps }, links, inlineEdit);
    const [{ chat }] = links as [ChainLink];
    assert.notEqual(deps.latency.p95(chat, chatProfile.lane), undefined);
    assert.equal(deps.latency.p95(chat, completionProfile.lane), undefined);
  });
});
