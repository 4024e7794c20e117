import assert from 'node:assert/strict';
import type { ChainLink } from '../../../../src/engine/failover/api/providerManager';
import { RequestRecorder } from '../../../../src/engine/failover/request/context/requestRecorder';
import type { ChatRequest } from '../../../../src/engine/model/request/request';
import type { StreamEvent } from '../../../../src/engine/model/stream/stream';
import {
  count,
  counts,
  engine,
  fails,
  failsAfter,
  hangsAfter,
  link,
  type Script,
  scripted,
} from '../../engine/failover/engine';
import { failure, virtualClock } from '../../engine/failover/fixtures';
import { random } from '../../engine/privacy/fakeKeys';
import {
  CancellationError,
  ChainAnswers,
  DataPart,
  message,
  ModelList,
  ran,
  TextPart,
  tokenSource,
  ToolCallPart,
  toolModes,
} from './editorStub';

function says(...events: readonly StreamEvent[]): Script {
  return async function* () {
    await Promise.resolve();
    yield* events;
  };
}

interface Asking {
  readonly model?: string;
  readonly tools?: boolean;
  readonly by?: string;
  readonly says?: string;
}

function world(...links: readonly ChainLink[]) {
  const clock = virtualClock();
  const recorder = new RequestRecorder(clock);
  const { manager } = engine(links, { clock, recorder });
  const changes: number[] = [];
  const prepare = (): Promise<void> => Promise.resolve();
  const models = new ModelList({ manager, prepare, changed: () => changes.push(1) });
  const answers = new ChainAnswers({ manager, prepare, clock });
  const { token, cancel, listeners } = tokenSource();
  const offered = () => models.information({ silent: true }, token);
  const parts: unknown[] = [];
  const texts = (): string => parts.map((part) => (part instanceof TextPart ? part.value : '')).join('');
  const start = async ({ model = 'auto', tools = false, by = 'some.extension', says = 'Count.' }: Asking = {}) => {
    const chosen = (await offered()).find(({ id }) => id === model);
    assert.ok(chosen);
    const options = {
      toolMode: toolModes.auto,
      requestInitiator: by,
      ...(tools ? { tools: [{ name: 'look', description: 'Looks.' }] } : {}),
    };
    const asked = [message('user', new TextPart(says))];
    return answers.respond(chosen, asked, options, { report: (part) => parts.push(part) }, token);
  };
  /** How it ended, and after how many milliseconds. */
  const respond = async (asking: Asking = {}): Promise<{ error?: Error; ms: number }> => {
    const begun = clock.monotonicMs();
    const end: { error?: Error; isThere?: true } = {};
    void start(asking)
      .catch((error: unknown) => (end.error = error as Error))
      .finally(() => (end.isThere = true));
    await clock.runUntil(() => end.isThere === true, 600_000);
    assert.ok(end.isThere);
    return { ...(end.error ? { error: end.error } : {}), ms: clock.monotonicMs() - begun };
  };
  return {
    manager,
    recorder,
    clock,
    models,
    answers,
    changes,
    offered,
    respond,
    start,
    parts,
    texts,
    token,
    cancel,
    listeners,
  };
}

const whole = count(1, 40);

describe('the chain as models', () => {
  it('answers with the text of the first provider, whole', async () => {
    const { respond, texts, parts, listeners } = world(link(scripted('a', counts)));
    assert.deepEqual(Object.keys(await respond()), ['ms']);
    assert.equal(texts(), whole);
    assert.ok(parts.every((part) => part instanceof TextPart));
    assert.equal(listeners.size, 0, 'it listens to the token no more');
  });

  it('goes on in mid-answer with the next provider, and no word is lost or twice', async () => {
    const { respond, texts } = world(
      link(scripted('a', failsAfter(25, failure('stream-cut')))),
      link(scripted('b', counts)),
    );
    assert.equal((await respond()).error, undefined);
    assert.equal(texts(), whole);
  });

  it('asks the model first that was chosen by name', async () => {
    const [a, b] = [scripted('a', counts), scripted('b', counts)];
    const { respond, recorder } = world(link(a), link(b));
    await respond({ model: 'b/b-large' });
    assert.deepEqual(
      recorder.recent()[0]?.attempts.map(({ route }) => route.id),
      ['b/b-large'],
    );
  });

  it('throws the outage in words, with nothing said before, and without a wait', async () => {
    const { respond, parts } = world(link(scripted('a', fails(failure('auth', 'credential', { status: 401 })))));
    const { error, ms } = await respond();
    assert.match(error?.message ?? '', /^A could not answer\. .*A.* Set a valid API key for A\.$/);
    assert.deepEqual(parts, []);
    assert.ok(ms < 250, String(ms));
  });

  it('throws 250 ms after the last text where the answer breaks off for good: VS Code drops what is younger', async () => {
    const { respond, texts, clock, parts } = world(link(scripted('a', failsAfter(25, failure('policy', 'request')))));
    let last = 0;
    const push = parts.push.bind(parts);
    parts.push = (...added) => {
      last = clock.monotonicMs();
      return push(...added);
    };
    const { error } = await respond();
    assert.match(error?.message ?? '', /The answer broke off/);
    assert.ok(texts().startsWith(count(1, 20)), texts());
    assert.ok(clock.monotonicMs() - last >= 250);
  });

  it('gives the calls of an answer once, whole, also where the first provider broke off within one', async () => {
    const call = { type: 'tool-call', id: 'c1', name: 'look', input: { x: 1 } } as const;
    const cut: StreamEvent[] = [
      { type: 'text', text: 'I look. '.repeat(20) },
      call,
      { type: 'failed', failure: failure('stream-cut') },
    ];
    const served: StreamEvent[] = [{ type: 'text', text: 'Looking.' }, call, { type: 'done', reason: 'tool-calls' }];
    const { respond, parts } = world(link(scripted('a', says(...cut))), link(scripted('b', says(...served))));
    assert.equal((await respond({ tools: true })).error, undefined);
    assert.deepEqual(parts, [new TextPart('Looking.'), new ToolCallPart('c1', 'look', { x: 1 })]);
  });

  it('stops the provider when the token is cancelled, and gives nothing any more', async () => {
    const provider = scripted('a', hangsAfter(30));
    const { start, cancel, clock, parts } = world(link(provider));
    let error: unknown;
    void start().catch((thrown: unknown) => (error = thrown));
    await clock.runUntil(() => parts.length > 0, 10_000);
    const before = parts.length;
    cancel();
    await clock.runUntil(() => error !== undefined, 10_000);
    assert.ok(error instanceof CancellationError);
    await clock.advance(10_000);
    assert.equal(parts.length, before);
    assert.equal(clock.timers() > 5, false);
  });

  it('tells VS Code’s own chat what was used, and no other extension', async () => {
    const usage: StreamEvent = { type: 'usage', usage: { inputTokens: 11, outputTokens: 7, cachedInputTokens: 2 } };
    const script = says({ type: 'text', text: 'Yes.' }, usage, { type: 'done', reason: 'stop' });
    const theirs = world(link(scripted('a', script)));
    await theirs.respond({ by: 'some.extension' });
    assert.deepEqual(theirs.parts, [new TextPart('Yes.')]);
    const own = world(link(scripted('a', script)));
    await own.respond({ by: 'GitHub.copilot-chat' });
    const [, last] = own.parts;
    assert.ok(last instanceof DataPart);
    assert.match(new TextDecoder().decode(last.data), /"prompt_tokens":11,"completion_tokens":7/);
  });

  it('shows its provider no secret, and gives the call of a tool back with it', async () => {
    const asked: ChatRequest[] = [];
    const { respond, parts } = world(
      link(
        scripted('a', async function* (request) {
          asked.push(request);
          const [, placeholder] = /key ([A-Z_0-9a-f]+)/.exec(JSON.stringify(request)) ?? [];
          yield { type: 'tool-call', id: 'c', name: 'look', input: { command: `use ${placeholder}` } };
          yield { type: 'done', reason: 'tool-calls' };
        }),
      ),
    );
    const token = `ghp_${random(36)}`;
    await respond({ tools: true, says: `key ${token}` });
    assert.ok(!JSON.stringify(asked).includes(token));
    assert.deepEqual(parts[0], new ToolCallPart('c', 'look', { command: `use ${token}` }));
  });

  it('notes who asked and what was masked', async () => {
    const { respond, recorder } = world(link(scripted('a', counts)));
    await respond({ by: 'Some.Extension' });
    const [request] = recorder.recent();
    assert.deepEqual(request?.sources, {
      files: [{ path: 'Sent by some.extension', part: '1 message', chars: 6, masked: [] }],
      keptBack: [],
      askedBy: 'some.extension',
    });
  });

  it('tells VS Code that the models are others once it has asked for them, and not of health', async () => {
    const { manager, offered, changes } = world(link(scripted('a', counts)));
    manager.setChain([link(scripted('b', counts))]);
    assert.deepEqual(changes, []);
    assert.deepEqual(
      (await offered()).map(({ id }) => id),
      ['auto', 'b/b-large'],
    );
    manager.resetHealth();
    assert.deepEqual(changes, []);
    manager.setChain([link(scripted('b', counts)), link(scripted('c', counts))]);
    assert.equal(changes.length, 1);
    assert.deepEqual(
      (await offered()).map(({ id }) => id),
      ['auto', 'b/b-large', 'c/c-large'],
    );
  });

  it('opens the set-up where there is no provider and the user may be asked', async () => {
    const { models, offered, token } = world();
    assert.deepEqual(await offered(), []);
    assert.deepEqual(ran, []);
    assert.deepEqual(await models.information({ silent: false }, token), []);
    assert.deepEqual(ran, ['everpair.setUp']);
  });

  it('counts tokens of texts and messages as an estimate', () => {
    const { answers } = world();
    assert.equal(answers.tokenCount('x'.repeat(35)), 10);
    assert.equal(answers.tokenCount(message('user', new TextPart('x'.repeat(35)))), 14);
  });
});
