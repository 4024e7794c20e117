import assert from 'node:assert/strict';
import type { AnswerEvent } from '../../../../../src/engine/failover/api/answer';
import { silentLog } from '../../../../../src/engine/model/log';
import type { ChatRequest } from '../../../../../src/engine/model/request/request';
import { count, counts, engine, fails, hangsAfter, link, question, scripted, type Script, textShown } from '../engine';
import { collect, failure, type VirtualClock } from '../fixtures';

function answeredBy(events: readonly AnswerEvent[]): string | undefined {
  const last = events.at(-1);
  return last?.type === 'done' ? last.route.providerId : undefined;
}

/** Counts once the time has passed. */
function countsAfter(ms: number, clock: () => VirtualClock): Script {
  return async function* (request, call) {
    await new Promise<void>((resolve) => void clock().setTimeout(resolve, ms));
    yield* counts(request, call);
  };
}

/**
 * Mistakes of other routers and agents, as they were reported, that the whole engine must not repeat. The numbers are
 * those of docs/others-mistakes.md, which says where the others of the list are tested.
 */
describe('the engine does not repeat that', () => {
  // maximhq/bifrost#5395
  it('6: an error behind a first event without content was taken for an answer that had begun', async () => {
    const a = scripted('a', async function* () {
      yield { type: 'usage', usage: { inputTokens: 7 } };
      yield { type: 'failed', failure: failure('quota', 'credential') };
    });
    const events = await engine([link(a), link(scripted('b', counts))]).ask();
    assert.equal(textShown(events), count(1, 40));
    assert.ok(events.some((event) => event.type === 'switched' && event.mode === 'before-text'));
  });

  // zirkelc/ai-retry#51
  it('11: a surface was told of a second beginning in the middle of an answer', async () => {
    const a = scripted('a', async function* () {
      yield { type: 'thinking', text: 'Hm.' };
      yield { type: 'failed', failure: failure('unknown') };
    });
    const types = (await engine([link(a), link(scripted('b', counts))]).ask()).map(({ type }) => type);
    const order = types.filter((type, index) => type !== types[index - 1]);
    assert.deepEqual(order, ['attempt', 'thinking', 'switched', 'attempt', 'text', 'done']);
  });

  // livekit/agents-js#2477
  it('12: the error of one request was taken for that of another on the same client', async () => {
    const a = scripted('a', (request, call) =>
      request.system === 'fails'
        ? fails(failure('unknown'))(request, call)
        : countsAfter(500, () => clock)(request, call),
    );
    const b = scripted('b', counts);
    const { manager, clock } = engine([link(a), link(b)]);
    const { signal } = new AbortController();
    const healthy = collect(manager.chat(question('Count.'), { signal }));
    const failing = collect(manager.chat({ ...question('Count.'), system: 'fails' }, { signal }));
    await clock.advance(1_000);
    assert.equal(answeredBy(await healthy), 'a');
    assert.equal(answeredBy(await failing), 'b');
    assert.equal(textShown(await healthy), count(1, 40));
    assert.deepEqual([a.requests.length, b.requests.length], [2, 1]);
  });

  // BerriAI/litellm#36148
  it('14: fallbacks in a circle filled the log', async () => {
    const lines: string[] = [];
    const log = { ...silentLog, info: (line: string) => void lines.push(line) };
    const chain = ['a', 'b', 'c', 'd'].map((id) => scripted(id, fails(failure('server', 'endpoint'))));
    await engine(
      chain.map((provider) => link(provider)),
      { log },
    ).ask();
    assert.deepEqual(
      chain.map(({ requests }) => requests.length),
      [2, 1, 1, 1],
    );
    assert.ok(lines.length <= 5 * chain.length, lines.join('\n'));
  });

  // openclaw#58049
  it('15: slow first choices used up the time of the last one, which worked', async () => {
    const c = scripted(
      'c',
      countsAfter(40_000, () => clock),
    );
    const { ask, clock } = engine([link(scripted('a', hangsAfter(0))), link(scripted('b', hangsAfter(0))), link(c)]);
    const events = await ask();
    assert.equal(answeredBy(events), 'c');
    assert.equal(c.requests.length, 1);
  });

  // can1357/oh-my-pi#6379, NousResearch/hermes-agent#109232
  it('23: the copy without foreign signatures was made, and the other one sent', async () => {
    const request: ChatRequest = {
      messages: [
        ...question('Count.').messages,
        { role: 'assistant', parts: [{ type: 'thinking', text: 'Hm.', signature: 'foreign', origin: 'x' }] },
        ...question('Go on.').messages,
      ],
    };
    const a = scripted('a', (asked, call) =>
      JSON.stringify(asked).includes('foreign')
        ? fails(failure('bad-request', 'request', { repair: 'thinking-signature' }))(asked, call)
        : counts(asked, call),
    );
    assert.equal(answeredBy(await engine([link(a)]).ask(request)), 'a');
    assert.equal(a.requests.length, 2);
  });

  // BerriAI/litellm#26987
  it('30: health was asked for in requests that cost money', async () => {
    const providers = ['a', 'b'].map((id) => scripted(id, fails(failure('auth', 'credential'))));
    let listed = 0;
    for (const provider of providers) {
      provider.listModels = () => Promise.resolve({ ok: true, models: [], listed: (listed += 1) });
    }
    const { ask, clock } = engine(providers.map((provider) => link(provider)));
    await ask();
    await clock.advance(24 * 3_600_000);
    assert.deepEqual(
      providers.map(({ requests }) => requests.length),
      [1, 1],
    );
    assert.equal(listed, 0);
  });

  // worldmonitor#4949, locallama-mcp#96
  it('31: a list of models was taken for a sign that the models answer', async () => {
    const a = scripted('a', fails(failure('server', 'endpoint')));
    const { ask, manager } = engine([link(a), link(scripted('b', counts))]);
    await ask();
    const [tested] = await collect(manager.test(new AbortController().signal));
    assert.equal(tested?.ok, true);
    assert.equal(manager.status().providers[0]?.state, 'down');
    const asked = a.requests.length;
    assert.equal(answeredBy(await ask()), 'b');
    assert.equal(a.requests.length, asked);
  });

  // cline#12839, ollama-vscode#23
  it('32: the load of a local model was given up by a time-out, or with the request that began it', async () => {
    const local = scripted(
      'local',
      countsAfter(100_000, () => clock),
    );
    let load: AbortSignal | undefined;
    local.warmUp = (_model, _keepAlive, signal) => {
      load = signal;
      return new Promise(() => undefined);
    };
    const a = scripted('a', fails(failure('overloaded')));
    const { ask, manager, clock } = engine([link(a), link(local, { server: { loadsOnDemand: true }, trust: 'local' })]);
    const controller = new AbortController();
    const cancelled = collect(manager.chat(question('Count.'), { signal: controller.signal }));
    await clock.advance(1_000);
    controller.abort();
    assert.equal((await cancelled).at(-1)?.type, 'cancelled');
    assert.equal(load?.aborted, false);
    assert.equal(answeredBy(await ask()), 'local');
  });
});
