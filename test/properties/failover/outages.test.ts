import assert from 'node:assert/strict';
import type { AnswerEvent } from '../../../src/engine/failover/api/answer';
import type { FailureKind, FailureScope } from '../../../src/engine/model/failure/failure';
import {
  type Engine,
  engine,
  fails,
  failsAfter,
  hangsAfter,
  link,
  question,
  type Script,
  scripted,
} from '../../unit/engine/failover/engine';
import { failure, type VirtualClock, virtualClock } from '../../unit/engine/failover/fixtures';
import { answersAfter } from '../../unit/engine/failover/typing';

const second = 1_000;
const minute = 60 * second;
/** Anthropic's outage of 28 April 2026. */
const outageMs = 78 * minute;

interface Asked {
  readonly at: number;
  readonly by: string | undefined;
  readonly firstTextMs: number | undefined;
}

/** Asks once and tells who wrote the end of the answer. */
async function ask({ manager }: Engine, clock: VirtualClock): Promise<Asked> {
  const at = clock.now();
  let by: string | undefined;
  let firstTextMs: number | undefined;
  let last: AnswerEvent | undefined;
  const reading = (async () => {
    for await (const event of manager.chat(question('Count.'), { signal: new AbortController().signal })) {
      if (event.type === 'text') firstTextMs ??= clock.now() - at;
      if (event.type === 'done') by = event.route.providerId;
      last = event;
    }
  })();
  await clock.runUntil(() => last?.type === 'done' || last?.type === 'failed', 10 * minute);
  await reading;
  return { at, by, firstTextMs };
}

function afterMs(clock: VirtualClock, ms: number, script: Script): Script {
  return async function* (request, call) {
    await new Promise<void>((resolve) => clock.setTimeout(resolve, ms));
    yield* script(request, call);
  };
}

const kinds: readonly [FailureKind, FailureScope][] = [
  ['auth', 'credential'],
  ['quota', 'credential'],
  ['rate-limited', 'credential'],
  ['model-missing', 'model'],
  ['server', 'endpoint'],
  ['overloaded', 'model'],
  ['connect', 'endpoint'],
  ['not-protocol', 'endpoint'],
  ['empty', 'model'],
  ['in-stream', 'model'],
  ['unknown', 'request'],
  ['bad-request', 'request'],
];

const outages: readonly (readonly [string, (clock: VirtualClock) => Script])[] = [
  ...kinds.map(
    ([kind, scope]) => [kind, (clock: VirtualClock) => afterMs(clock, 200, fails(failure(kind, scope)))] as const,
  ),
  ['silence', () => hangsAfter(0)],
  ['silence in mid-answer', () => hangsAfter(25)],
  ['a cut in mid-answer', () => failsAfter(25, failure('stream-cut'))],
];

/** A hundred good answers, an outage with a question a minute, and ten questions after it. */
async function live(broken: (clock: VirtualClock) => Script, chain: readonly string[], random: () => number) {
  const clock = virtualClock();
  const well = { a: answersAfter(clock, 400), b: answersAfter(clock, 300) };
  const a = scripted('a', well.a);
  const links = [link(a), link(scripted('b', well.b))].filter(({ provider }) => chain.includes(provider.id));
  const made = engine(links, { clock, random });
  const askAfter = async (ms: number): Promise<Asked> => {
    await clock.advance(ms);
    return ask(made, clock);
  };
  const before: Asked[] = [];
  for (let each = 0; each < 100; each += 1) before.push(await askAfter(20 * second));
  a.script = broken(clock);
  const startedAt = clock.now();
  const during: Asked[] = [];
  while (clock.now() < startedAt + outageMs) {
    during.push(await askAfter(minute - ((clock.now() - startedAt) % minute)));
  }
  a.script = well.a;
  const recoveredAt = clock.now();
  const askedOfA = a.requests.length;
  const after: (Asked & { readonly askedA: boolean })[] = [];
  for (let each = 0; each < 10; each += 1) {
    const asked = await askAfter(minute - ((clock.now() - startedAt) % minute));
    after.push({ ...asked, askedA: a.requests.length > askedOfA });
  }
  return { before, during, after, recoveredAt };
}

describe('a provider that is well again after 78 minutes', () => {
  for (const [name, broken] of outages) {
    for (const jitter of [0, 0.5, 0.99]) {
      it(`of ${name} is asked with the first question after, and answers the next (jitter ${jitter})`, async () => {
        const { during, after, recoveredAt } = await live(broken, ['a', 'b'], () => jitter);
        assert.ok(during.every(({ by }) => by === 'b'));
        const first = after.find(({ askedA }) => askedA);
        assert.ok(
          first && first.at - recoveredAt <= minute,
          `asked after ${((first?.at ?? NaN) - recoveredAt) / second} s`,
        );
        assert.ok(
          after.slice(1).every(({ by }) => by === 'a'),
          after.map(({ by }) => by).join(' '),
        );
      });
    }

    it(`of ${name} serves every question that is put to it alone`, async () => {
      const { after } = await live(broken, ['a'], () => 0.5);
      assert.deepEqual(
        after.map(({ by }) => by),
        after.map(() => 'a'),
      );
    });
  }

  for (const [name, broken] of outages.filter(([name]) => !['unknown', 'bad-request'].includes(name))) {
    it(`of ${name} is waited for by nobody meanwhile`, async () => {
      const { during } = await live(broken, ['a', 'b'], () => 0.5);
      const late = during.slice(4).filter(({ firstTextMs }) => firstTextMs !== 300);
      assert.deepEqual(
        late.map(({ firstTextMs }) => firstTextMs),
        [],
      );
    });
  }
});
