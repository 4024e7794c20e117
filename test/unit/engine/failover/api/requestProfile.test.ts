import assert from 'node:assert/strict';
import type { ChainLink, Consent } from '../../../../../src/engine/failover/api/providerManager';
import {
  chatProfile,
  completionProfile,
  type ProbeRules,
  type RequestProfile,
} from '../../../../../src/engine/failover/api/requestProfile';
import { counts, engine, fails, link, type Script, scripted, type ScriptedProvider } from '../engine';
import { failure, route } from '../fixtures';
import { afterMs, ask, chain, hangs, pauses, type World, world } from './profileWorld';

/** Fails `times` times, then answers. */
function recovers(times: number): Script {
  let left = times;
  return (request, call) => ((left -= 1) >= 0 ? fails(failure('overloaded'))(request, call) : counts(request, call));
}

const down = fails(failure('server', 'endpoint'));

function answersWithin500Ms({ deps }: World, [first]: readonly ChainLink[]): void {
  for (let times = 0; times < 10; times += 1) deps.latency.record(first!.chat, 'chat', 500);
}

/** Its outage is over as far as can be known without asking. */
async function mayBeBack({ clock, deps }: World, { chat }: ChainLink): Promise<void> {
  deps.health.admit(chat, 'chat')?.failed(failure('server', 'endpoint', { retryAfterMs: 5_000 }));
  await clock.advance((deps.health.view(chat).until ?? 0) - clock.now());
  assert.ok(deps.health.view(chat).halfOpen);
}

const noRetries = { mayRetryInPlace: false, mayRetry: false, mayComeBack: false };

/** What a chat does, and what the same request does with one property changed. */
const table: readonly {
  readonly property: keyof RequestProfile | `probes.${keyof ProbeRules}`;
  readonly links: (world: World) => readonly ChainLink[];
  /** What the engine knows before. */
  readonly known?: (world: World, links: readonly ChainLink[]) => unknown;
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
  {
    property: 'hedgesWithLocal',
    links: ({ clock }) => [
      ...chain(afterMs(clock, 2_000), counts),
      link(scripted('local', counts), { trust: 'local' }),
    ],
    known: answersWithin500Ms,
    chat: ['a hedge-lost', 'b served'],
    base: { hedges: 'always' },
    changed: { hedgesWithLocal: true },
    then: ['a hedge-lost', 'local served'],
  },
  {
    property: 'doubtfulRoutes',
    links: () => chain(counts, counts),
    known: (world, [first]) => mayBeBack(world, first!),
    chat: ['b hedge-lost', 'a served'],
    changed: { doubtfulRoutes: 'last' },
    then: ['a served', 'b served'],
  },
  {
    property: 'probes.with',
    links: () => chain(down, counts, counts),
    known: (world, [, second]) => mayBeBack(world, second!),
    chat: ['a failed', 'c served'],
    base: { ...noRetries, doubtfulRoutes: 'last' },
    changed: { probes: { ...chatProfile.probes, with: 'every-attempt' } },
    then: ['a failed', 'b served', 'c served'],
  },
  {
    property: 'probes.whileOffline',
    links: () => [...chain(counts), link(scripted('local', counts), { trust: 'local' })],
    known: async ({ clock, deps }) => {
      for (const id of ['y', 'z'])
        deps.network.onFailure(route(id), failure('connect', 'endpoint', { code: 'ENOTFOUND' }));
      // Then one request may try a cloud.
      await clock.advance(5_000);
    },
    chat: ['local served'],
    base: { doubtfulRoutes: 'last' },
    changed: { probes: { ...chatProfile.probes, whileOffline: true } },
    then: ['a served', 'local served'],
  },
  {
    property: 'probes.isLast',
    links: ({ clock }) => chain(afterMs(clock, 20_000), down),
    known: (world, [first]) => mayBeBack(world, first!),
    chat: ['b failed', 'a failed'],
    base: { ...noRetries, doubtfulRoutes: 'last' },
    changed: { probes: { ...chatProfile.probes, isLast: true } },
    then: ['b failed', 'a served'],
  },
  {
    property: 'countsInFlight',
    links: ({ deps, notes }) => [
      link(
        scripted('a', (request, call) => {
          notes.push(deps.inFlight.isIdle(route('a')) ? 'a seems idle' : 'a is busy');
          return counts(request, call);
        }),
      ),
    ],
    chat: ['a served', 'a seems idle'],
    changed: { countsInFlight: true },
    then: ['a served', 'a is busy'],
  },
  {
    property: 'learnsGaps',
    links: ({ clock }) => chain(pauses(clock, 8_000), counts),
    known: ({ deps }, [first]) => {
      for (let times = 0; times < 10; times += 1) deps.latency.recordGap(first!.chat, 500);
    },
    chat: ['a failed', 'b served'],
    changed: { learnsGaps: false },
    then: ['a served'],
  },
  {
    property: 'followsLateLosers',
    links: ({ clock, notes }) => {
      const late = scripted('a', (request, call) => {
        call.signal.addEventListener('abort', () => notes.push('a is left'));
        return hangs(request, call);
      });
      return [link(late), link(scripted('b', afterMs(clock, 200)))];
    },
    known: answersWithin500Ms,
    chat: ['a hedge-lost', 'b served', 'a is left'],
    base: { hedges: 'always' },
    changed: { followsLateLosers: true },
    then: ['b served'],
  },
];

const empty: Script = async function* () {
  await Promise.resolve();
  yield { type: 'done', reason: 'stop' };
};

describe('RequestProfile', () => {
  for (const { property, links, known, base, chat, changed, then, leaves, consent } of table) {
    it(`decides by ${property} alone`, async () => {
      const outcomes = async (profile: RequestProfile): Promise<readonly string[]> => {
        const made = world({ consent });
        const asked = links(made);
        await known?.(made, asked);
        const { attempts } = await ask(made, asked, profile, leaves);
        return [...attempts, ...made.notes];
      };
      const before = { ...chatProfile, ...base };
      assert.deepEqual(await outcomes(before), chat);
      assert.deepEqual(await outcomes({ ...before, ...changed }), then);
    });
  }

  it('decides by usesCompletionsFirst alone which provider is asked first', async () => {
    assert.deepEqual(
      [chatProfile, completionProfile].map((profile) => profile.usesCompletionsFirst),
      [false, true],
    );
    const { manager, ask: askChat } = engine(chain(counts, counts), { policy: { completionsFirst: 'b' } });
    const last = (await askChat()).at(-1);
    assert.equal(last?.type === 'done' && last.route.providerId, 'a');
    assert.equal(manager.completionRoute()?.providerId, 'b');
  });

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
