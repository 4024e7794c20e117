import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { AnswerEvent } from '../../../src/engine/failover/api/answer';
import { sleep } from '../../../src/engine/model/async/clock';
import type { RateLimit } from '../../../src/engine/model/provider/rateLimit';
import { rateLimitsIn } from '../../../src/engine/providers/limits/rateLimitHeaders';
import { counts, engine, link, question, type Script, scripted } from '../../unit/engine/failover/engine';
import { failure, type VirtualClock, virtualClock } from '../../unit/engine/failover/fixtures';
import { complete } from '../../unit/engine/failover/typing';

const hour = 3_600_000;
/** A limit that names its end within 3 s is waited for in place, and a random part of half a second is waited before a last try. */
const longestWaitMs = 3_500;

const seconds = fc.oneof(fc.nat({ max: 90 }), fc.nat({ max: 100_000 }));
const amount = fc.oneof(
  { weight: 3, arbitrary: fc.constant('0') },
  { weight: 2, arbitrary: fc.nat({ max: 60_000 }).map(String) },
  { weight: 1, arbitrary: fc.constantFrom('-1', 'NaN', '', '9'.repeat(30), '1.5') },
);
const reset = fc.oneof(
  seconds.map(String),
  seconds.map((value) => `${value}s`),
  seconds.map((value) => `${Math.floor(value / 60)}m${value % 60}.5s`),
  seconds.map((value) => String(1_700_000_000 + value)),
  seconds.map((value) => new Date(1_700_000_000_000 + value * 1_000).toISOString()),
  fc.constantFrom('soon', '-5', '', '99999h', '1e9'),
);
/** What a host says, true or not. */
const headers = fc
  .record({ remaining: amount, limit: amount, reset, family: fc.nat({ max: 5 }) })
  .map(({ remaining, limit, reset: at, family }): Record<string, string> => {
    const of = (name: (what: string) => string): Record<string, string> =>
      Object.fromEntries([
        [name('remaining'), remaining],
        [name('limit'), limit],
        [name('reset'), at],
      ]);
    const families: readonly ((what: string) => string)[] = [
      (what) => `x-ratelimit-${what}-requests`,
      (what) => `x-ratelimit-${what}-tokens`,
      (what) => `anthropic-ratelimit-requests-${what}`,
      (what) => `x-ratelimit-${what}-requests-day`,
      (what) => `x-ratelimit-${what}`,
    ];
    const name = families[family];
    return name ? of(name) : { ratelimit: `"a";r=${remaining};t=${at}`, 'ratelimit-policy': `"a";q=${limit};w=60` };
  });

/** A host with a window of its own, whatever it says of it. */
interface Host {
  /** Requests in each window; none: it has no limit. */
  readonly allows: number | undefined;
  readonly windowMs: number;
  /** One for each answer, in turn. */
  readonly says: readonly Record<string, string>[];
}

const hosts = (allows: fc.Arbitrary<number | undefined>): fc.Arbitrary<readonly Host[]> =>
  fc.array(
    fc.record({
      allows,
      windowMs: fc.integer({ min: 1_000, max: 120_000 }),
      says: fc.array(headers, { minLength: 1, maxLength: 3 }),
    }),
    { minLength: 1, maxLength: 3 },
  );

const steps = fc.array(
  fc.record({
    task: fc.constantFrom('chat' as const, 'completion' as const),
    afterMs: fc.oneof(fc.nat({ max: 3_000 }), fc.nat({ max: 90_000 })),
    words: fc.constantFrom(1, 100, 5_000),
  }),
  { minLength: 1, maxLength: 8 },
);

/** What is seen of a host from outside. */
class Seen {
  asked = 0;
  refusals = 0;
  said: { readonly at: number; readonly limits: readonly RateLimit[] } | undefined;
  private window = -1;
  private used = 0;

  constructor(
    private readonly host: Host,
    private readonly clock: VirtualClock,
  ) {}

  canServe(): boolean {
    const { allows, windowMs } = this.host;
    const window = Math.floor(this.clock.now() / windowMs);
    if (window !== this.window) [this.window, this.used] = [window, 0];
    return allows === undefined || this.used < allows;
  }

  readonly script: Script = (request, call) => this.answer(request, call);

  private async *answer(...[request, call]: Parameters<Script>): ReturnType<Script> {
    const { says, windowMs } = this.host;
    const isServed = this.canServe();
    const limits = rateLimitsIn(new Headers(says[this.asked % says.length]), this.clock.now());
    this.asked += 1;
    if (limits.length > 0) {
      this.said = { at: this.clock.now(), limits };
      call.onRateLimits?.(limits);
    }
    if (isServed) {
      this.used += 1;
      yield* counts(request, call);
      return;
    }
    this.refusals += 1;
    const retryAfterMs = windowMs - (this.clock.now() % windowMs);
    yield { type: 'failed', failure: failure('rate-limited', 'model', { status: 429, retryAfterMs }) };
  }
}

function world(drawn: readonly Host[]) {
  const clock = virtualClock();
  const seen = drawn.map((host) => new Seen(host, clock));
  const made = engine(
    seen.map(({ script }, index) => link(scripted(`p${index}`, script))),
    { clock },
  );
  return { ...made, seen };
}

/** A host that allows so many requests in a window that does not end, and another one. A question is how long its headers take. */
function honest(allows: number) {
  const clock = virtualClock();
  let [used, refusals] = [0, 0];
  const script: Script = async function* (request, call) {
    used += 1;
    const remaining = Math.max(0, allows - used);
    const isServed = used <= allows;
    if (!isServed) refusals += 1;
    const [part] = request.messages.at(-1)?.parts ?? [];
    await sleep(clock, Number(part?.type === 'text' ? part.text : 0), call.signal);
    if (call.signal.aborted) return;
    call.onRateLimits?.([{ unit: 'requests', remaining, limit: allows, resetMs: hour }]);
    call.onHeaders?.();
    if (isServed) yield* counts(request, call);
    else yield { type: 'failed', failure: failure('rate-limited', 'model', { status: 429, retryAfterMs: hour }) };
  };
  const made = engine([link(scripted('a', script)), link(scripted('b', counts))], { clock });
  return { engine: made, refusals: () => refusals };
}

async function read(events: AsyncIterable<AnswerEvent>): Promise<AnswerEvent | undefined> {
  let last: AnswerEvent | undefined;
  for await (const event of events) last = event;
  return last;
}

const isServed = (events: readonly AnswerEvent[]): boolean => events.at(-1)?.type === 'done';

describe('what hosts say of their limits, true or not', () => {
  it('never keeps a question from being answered while some host can, and nobody waits for it', () =>
    fc.assert(
      fc.asyncProperty(hosts(fc.constantFrom(undefined, 0, 1, 2)), steps, async (drawn, taken) => {
        const { ask, clock, seen, dispose } = world(drawn);
        for (const { afterMs, words } of taken) {
          await clock.advance(afterMs);
          const startedAt = clock.now();
          const could = seen.some((host) => host.canServe());
          const answered = isServed(await ask(question('word '.repeat(words))));
          if (could) assert.ok(answered, 'a host could have answered');
          assert.ok(clock.now() - startedAt <= longestWaitMs, `${clock.now() - startedAt} ms`);
        }
        dispose();
      }),
      { numRuns: 200 },
    ));

  it('never costs a completion where no host refuses', () =>
    fc.assert(
      fc.asyncProperty(hosts(fc.constant(undefined)), steps, async (drawn, taken) => {
        const { ask, clock, manager, dispose } = world(drawn);
        for (const { afterMs, task, words } of taken) {
          await clock.advance(afterMs);
          if (task === 'chat') await ask(question('word '.repeat(words)));
          else assert.equal((await complete({ manager, clock })).events.at(-1)?.type, 'done');
        }
        dispose();
      }),
      { numRuns: 200 },
    ));

  it('keeps a host back no longer than it has said, and an hour at most; then it is asked again at once', () =>
    fc.assert(
      fc.asyncProperty(hosts(fc.constant(undefined)), steps, async (drawn, taken) => {
        const { ask, clock, manager, seen, dispose } = world([...drawn, ...drawn].slice(0, 4));
        const [first] = seen as [Seen];
        for (const { afterMs, words } of taken) {
          await clock.advance(afterMs);
          await ask(question('word '.repeat(words)));
          const { said } = first;
          if (!said) continue;
          const longest = Math.min(hour, Math.max(0, ...said.limits.map(({ resetMs = 0 }) => resetMs)));
          // Two responses in one millisecond are a millisecond apart.
          const end = Math.ceil(said.at + longest) + first.asked;
          const until = manager.status().providers[0]?.chat.until;
          assert.ok(until === undefined || until <= end, `${(until ?? 0) - end} ms too long`);
          await clock.advance(Math.max(0, end - clock.now()));
          const before = first.asked;
          await ask();
          assert.equal(first.asked, before + 1);
        }
        dispose();
      }),
      { numRuns: 200 },
    ));

  it('keep a host that tells the truth from refusing requests at once, be they cancelled or not', () =>
    fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 6 }),
        fc.array(
          fc.record({
            afterMs: fc.nat({ max: 1_500 }),
            // Until its headers; it is counted when it comes.
            headersMs: fc.nat({ max: 2_000 }),
            cancelAfterMs: fc.option(fc.nat({ max: 2_500 }), { nil: undefined }),
          }),
          { minLength: 2, maxLength: 12 },
        ),
        async (allows, drawn) => {
          const host = honest(allows);
          const { manager, clock, dispose } = host.engine;
          await host.engine.ask(question('0'));
          const ended: Promise<unknown>[] = [];
          for (const { afterMs, headersMs, cancelAfterMs } of drawn) {
            await clock.advance(afterMs);
            const controller = new AbortController();
            if (cancelAfterMs !== undefined) clock.setTimeout(() => controller.abort(), cancelAfterMs);
            ended.push(read(manager.chat(question(String(headersMs)), { signal: controller.signal })));
          }
          await clock.advance(60_000);
          await Promise.all(ended);
          assert.equal(host.refusals(), 0);
          dispose();
        },
      ),
      { numRuns: 200 },
    ));
});
