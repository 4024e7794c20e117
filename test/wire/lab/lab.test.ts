import assert from 'node:assert/strict';
import { faults, type Fault } from '../../../tools/lab/faults';
import { type Lab, startLab } from '../../../tools/lab/lab';
import { type Protocol, protocols } from '../../../tools/lab/protocols';
import { streamWithDeadlines } from '../../../src/engine/failover/request/attempt/streamWithDeadlines';
import type { Deadlines } from '../../../src/engine/failover/policies/deadlines';
import { systemClock } from '../../../src/engine/model/async/clock';
import type { FailureKind } from '../../../src/engine/model/failure/failure';
import type { Provider } from '../../../src/engine/model/provider/provider';
import type { ProviderConfig } from '../../../src/engine/model/provider/providerConfig';
import type { StreamEvent } from '../../../src/engine/model/stream/stream';
import { createProvider } from '../../../src/engine/providers/registry/createProvider';
import { collect, textOfEvents, userSays } from '../providers/support/fixtures';

/** What each fault is to the official clients, read through the real providers under short clocks. */
const expected: Record<Fault, FailureKind | 'done'> = {
  none: 'done',
  overloaded: 'overloaded',
  'server-error': 'server',
  'rate-limited': 'rate-limited',
  quota: 'quota',
  unauthorized: 'auth',
  'model-missing': 'model-missing',
  refuse: 'connect',
  'reset-before-headers': 'connect',
  hang: 'first-token-timeout',
  'silent-200': 'first-token-timeout',
  portal: 'not-protocol',
  empty: 'empty',
  'slow-first-token': 'first-token-timeout',
  cut: 'stream-cut',
  'clean-cut': 'stream-cut',
  stall: 'stalled',
  'error-event': 'server',
  'malformed-event': 'in-stream',
  'slow-loris': 'done',
  'bad-content-type': 'done',
  'huge-line': 'not-protocol',
};

/** Milliseconds that a busy machine needs. */
const long = 20_000;
const patient: Deadlines = {
  preparationMs: long,
  headersMs: long,
  firstContentMs: long,
  silenceMs: long,
  silenceInTextMs: long,
  progressMs: long,
};
const shortened: Partial<Record<FailureKind | 'done', Partial<Deadlines>>> = {
  'first-token-timeout': { headersMs: 400, firstContentMs: 400 },
  stalled: { silenceMs: 400, silenceInTextMs: 400 },
};

describe('the outage lab', () => {
  let lab: Lab;

  before(async () => {
    lab = await startLab({ chain: protocols, firstMs: 1, perSecond: 2_000 });
  });
  after(() => lab.close());
  afterEach(() => lab.healAll());

  function provider(protocol: Protocol): { provider: Provider; model: string } {
    const settings = lab.providers[protocols.indexOf(protocol)] as unknown as ProviderConfig;
    const config = { ...settings, headers: {}, enabled: true };
    const deps = { apiKey: () => Promise.resolve('lab'), fetch, clock: systemClock };
    return { provider: createProvider(config, deps), model: config.model };
  }

  function ask(protocol: Protocol, text: string, short: Partial<Deadlines> = {}): Promise<StreamEvent[]> {
    const { provider: asked, model } = provider(protocol);
    return collect(
      streamWithDeadlines((call) => asked.chat(model, userSays(text), call), {
        clock: systemClock,
        deadlines: { ...patient, ...short },
        signals: [],
        label: protocol,
      }),
    );
  }

  for (const protocol of protocols) {
    describe(`as ${protocol}`, () => {
      for (const fault of Object.keys(faults) as Fault[]) {
        const kind = expected[fault];
        it(`shows ${fault} as ${kind}`, async () => {
          await lab.break(protocol, fault, { after: 5 });
          // Only who is silent is given up on soon; the others get the time that a busy machine needs.
          const events = await ask(protocol, 'Count to 40.', shortened[kind]);
          const last = events.at(-1);
          assert.equal(last?.type === 'failed' ? last.failure.kind : last?.type, kind, JSON.stringify(last));
          if (kind === 'done') assert.match(textOfEvents(events), /^ 1 2 3 .* 39 40$/);
        });
      }
    });
  }

  it('names the provider that answers', async () => {
    assert.match(textOfEvents(await ask('anthropic', 'Hello')), /Claude \(lab\)/);
    assert.match(textOfEvents(await ask('openai', 'Hello')), /GPT \(lab\)/);
    assert.match(textOfEvents(await ask('google', 'Hello')), /Gemini \(lab\)/);
    assert.match(textOfEvents(await ask('bedrock', 'Hello')), /Bedrock \(lab\)/);
    assert.match(textOfEvents(await ask('ollama', 'Hello')), /Ollama \(lab\)/);
  });

  it('heals by itself after the number of requests it was told', async () => {
    await lab.break('anthropic', 'overloaded', { times: 1 });
    assert.equal((await ask('anthropic', 'Hello')).at(-1)?.type, 'failed');
    assert.equal((await ask('anthropic', 'Hello')).at(-1)?.type, 'done');
  });

  for (const protocol of protocols) {
    it(`breaks after as many pieces as it was told, as ${protocol}`, async () => {
      await lab.break(protocol, 'cut', { after: 5 });
      const text = textOfEvents(await ask(protocol, 'Count to 40.'));
      // A piece is six characters.
      assert.equal(text, ' 1 2 3 4 5 6 7 8 9 10 11 12 13 14'.slice(0, 30));
    });

    it(`lists models, and notes which was asked, as ${protocol}`, async () => {
      const { provider: asked, model } = provider(protocol);
      const list = await asked.listModels(new AbortController().signal);
      assert.ok(list.ok && list.models.some(({ id }) => id === model), JSON.stringify(list));
      await ask(protocol, 'Hello');
      assert.equal(lab.requests(protocol).at(-1)?.model, model);
      assert.equal(lab.requests(protocol).at(-1)?.authorized, true);
    });
  }

  it('has the usual providers where nobody asks for others', async () => {
    const usual = await startLab();
    try {
      assert.deepEqual(
        usual.providers.map(({ id }) => id),
        ['claude', 'gpt', 'ollama'],
      );
      assert.throws(() => usual.fault('google'), /There is no google in this lab/);
    } finally {
      await usual.close();
    }
  });

  it('notes that a key was sent and that a client hung up, but never the key', async () => {
    await lab.break('anthropic', 'hang');
    const before = lab.requests('anthropic').length;
    await ask('anthropic', 'Hello', { headersMs: 400 });
    await new Promise((resolve) => setTimeout(resolve, 50));
    const record = lab.requests('anthropic')[before];
    assert.equal(record?.authorized, true);
    assert.equal(record.hungUp, true);
    assert.equal(JSON.stringify(record).includes('lab-key'), false);
  });

  it('fills a hole through Ollama’s own route', async () => {
    const { provider: ollama, model } = provider('ollama');
    const call = { signal: new AbortController().signal };
    assert.equal(await ollama.fimSupport(model, call), 'native');
    const hole = { prefix: 'function add(a, b) {', suffix: '\n', maxOutputTokens: 50, temperature: 0, stop: [] };
    const events = await collect(ollama.fim(model, hole, call));
    assert.equal(textOfEvents(events), '\n  return a + b; // Ollama (lab)\n}');
    assert.equal(events.at(-1)?.type, 'done');
  });

  it('is broken and healed from its page, but not from another site', async () => {
    const page = await (await fetch(lab.page)).text();
    assert.match(page, /Everpair outage lab/);
    const post = (headers: Record<string, string>) =>
      fetch(new URL('/providers/openai/fault', lab.page), { method: 'POST', headers, body: '{"fault":"hang"}' });
    assert.equal((await post({ 'content-type': 'text/plain' })).status, 415);
    assert.equal(lab.fault('openai').fault, 'none');
    assert.equal((await post({ 'content-type': 'application/json' })).status, 200);
    assert.equal(lab.fault('openai').fault, 'hang');
  });
});
