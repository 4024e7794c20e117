import assert from 'node:assert/strict';
import type { ProviderType } from '../../../src/engine/providers/registry/descriptors';
import type { ChatRequest } from '../../../src/engine/model/request/request';
import { engine, link, question, scripted, counts, textShown } from '../../unit/engine/failover/engine';
import { settled } from '../../unit/engine/failover/health/healthFixtures';
import { SharedRecords } from '../../unit/engine/storage/records/sharedRecords';
import { collect, userSays } from './support/fixtures';
import { inMemory } from './support/inMemory';
import { hostOfUser, wireProtocols } from './support/protocols';
import { bytesOf } from './support/wireProtocol';

const compatible = { type: 'openai-compatible', baseUrl: 'https://host.example/v1', model: 'm1' } as const;

type Body = Readonly<Record<string, unknown>>;

/** A host that refuses what `refuse` says, and what it was sent. */
function host(type: ProviderType, refuse: (body: Body) => Response | undefined) {
  const sent: Body[] = [];
  const protocol = wireProtocols.find((each) => each.type === type)!;
  const fetch: typeof globalThis.fetch = (_input, init) => {
    const body = JSON.parse(init?.body as string) as Body;
    sent.push(body);
    const good = bytesOf(protocol, protocol.start + protocol.text('All of it.') + protocol.end);
    const answer = refuse(body) ?? new Response(good, { headers: { 'content-type': protocol.contentType } });
    return Promise.resolve(answer);
  };
  return { fetch, sent };
}

const json = (status: number, body: unknown): Response => new Response(JSON.stringify(body), { status });

const wordings: readonly (readonly [string, (name: string) => Response])[] = [
  ['a code and a text', (name) => json(400, { code: '20015', error: `Argument not supported on this model: ${name}` })],
  [
    'words with a field',
    (name) => json(400, { error: { message: `Extra inputs are not permitted, field: '${name}'` } }),
  ],
  [
    'old words of OpenAI',
    (name) => json(400, { error: { message: `Unrecognized request argument supplied: ${name}` } }),
  ],
  [
    'a list of details',
    (name) => json(422, { detail: [{ loc: ['body', name], msg: 'extra', type: 'extra_forbidden' }] }),
  ],
  ['plain text', (name) => new Response(`unexpected keyword argument '${name}'`, { status: 400 })],
];

const limited: ChatRequest = { ...question('Why?'), maxOutputTokens: 4_000, temperature: 0 };

describe('a part of the request that a host refuses', () => {
  /** In virtual time nothing is loaded. */
  before(async () => {
    for (const { type, model } of wireProtocols) {
      const where = { type, model, baseUrl: hostOfUser(type) };
      const provider = inMemory(where, host(type, () => undefined).fetch);
      await collect(provider.chat(model, userSays('hi'), { signal: new AbortController().signal }));
    }
  });

  for (const name of ['stream_options', 'max_tokens', 'temperature']) {
    for (const [wording, refusal] of wordings) {
      it(`is left out, and not sent to it again: ${name}, refused by ${wording}`, async () => {
        const { fetch, sent } = host('openai-compatible', (body) => (name in body ? refusal(name) : undefined));
        const b = scripted('b', counts);
        const { ask } = engine([link(inMemory(compatible, fetch), { model: 'm1' }), link(b)]);
        assert.equal(textShown(await ask(limited)), 'All of it.');
        assert.equal(sent.length, 2);
        assert.equal(textShown(await ask(limited)), 'All of it.');
        assert.equal(sent.length, 3);
        assert.ok(!(name in sent[2]!));
        assert.equal(b.requests.length, 0);
      });
    }
  }

  it('is said by its other name where it has one', async () => {
    const { fetch, sent } = host('openai-compatible', ({ max_tokens }) => {
      if (max_tokens === undefined) return undefined;
      const message =
        "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.";
      const error = { message, type: 'invalid_request_error', param: 'max_tokens', code: 'unsupported_parameter' };
      return json(400, { error });
    });
    const { ask } = engine([link(inMemory(compatible, fetch), { model: 'm1' })]);
    assert.equal(textShown(await ask(limited)), 'All of it.');
    assert.deepEqual(
      sent.map((body) => [body.max_tokens, body.max_completion_tokens]),
      [
        [4_000, undefined],
        [undefined, 4_000],
      ],
    );
  });

  it('may be one of several, each left out after its own refusal', async () => {
    const names = ['stream_options', 'max_tokens', 'max_completion_tokens', 'temperature'];
    const { fetch, sent } = host('openai-compatible', (body) => {
      const refused = names.find((name) => name in body);
      return refused === undefined ? undefined : wordings[0]![1](refused);
    });
    const { ask } = engine([link(inMemory(compatible, fetch), { model: 'm1' })]);
    assert.equal(textShown(await ask(limited)), 'All of it.');
    assert.equal(sent.length, 5);
    await ask(limited);
    assert.equal(sent.length, 6);
  });

  it('is the system prompt: then it stands in the first question', async () => {
    const { fetch, sent } = host('openai-compatible', ({ messages }) =>
      JSON.stringify(messages).includes('"system"') ? json(400, { error: 'System role not supported' }) : undefined,
    );
    const { ask } = engine([link(inMemory(compatible, fetch), { model: 'm1' })]);
    assert.equal(textShown(await ask({ ...limited, system: 'Be brief.' })), 'All of it.');
    assert.deepEqual(sent.at(-1)?.messages, [{ role: 'user', content: 'Be brief.\n\nWhy?' }]);
  });

  it('is left out at OpenAI, Anthropic, Google, Bedrock and Ollama, too', async () => {
    const cases: readonly (readonly [ProviderType, string, string])[] = [
      ['google-vertex', 'temperature', 'temperature is not supported for this model.'],
      ['anthropic-vertex', 'temperature', 'temperature: Extra inputs are not permitted'],
      ['azure-openai', 'store', "Unknown parameter: 'store'."],
      ['openai', 'store', "Unknown parameter: 'store'."],
      ['anthropic', 'temperature', 'temperature: Extra inputs are not permitted'],
      [
        'google',
        'maxOutputTokens',
        `Invalid JSON payload received. Unknown name "maxOutputTokens": Cannot find field.`,
      ],
      [
        'bedrock',
        'temperature',
        'The model returned the following errors: `temperature` is deprecated for this model.',
      ],
      ['ollama', 'keep_alive', 'json: unknown field "keep_alive"'],
    ];
    for (const [type, name, message] of cases) {
      const { fetch, sent } = host(type, (body) => {
        if (!JSON.stringify(body).includes(`"${name}":`)) return undefined;
        return json(
          400,
          type === 'ollama' ? { error: message } : { error: { message, type: 'invalid_request_error' } },
        );
      });
      const model = type.startsWith('anthropic') ? 'claude-haiku-4-5' : 'm1';
      const { ask } = engine([link(inMemory({ type, model, baseUrl: hostOfUser(type) }, fetch), { model, type })]);
      assert.equal(textShown(await ask(limited)), 'All of it.', type);
      assert.equal(sent.length, 2, type);
    }
  });

  it('is remembered by other windows and after a restart, for a week', async () => {
    const { fetch, sent } = host('openai-compatible', (body) =>
      'temperature' in body ? wordings[0]![1]('temperature') : undefined,
    );
    const shared = new SharedRecords();
    const chain = () => [link(inMemory(compatible, fetch), { model: 'm1' })];
    const first = engine(chain(), { records: shared.window() });
    await first.ask(limited);
    await first.clock.advance(2_000);
    first.dispose();
    const second = engine(chain(), { records: shared.window(), clock: first.clock });
    await settled();
    await second.ask(limited);
    assert.equal(sent.length, 3);
    await second.clock.advance(8 * 24 * 3_600_000);
    await second.ask(limited);
    assert.ok('temperature' in sent[3]!);
  });

  it('is not believed to be the cause where the route refuses the rest, too', async () => {
    const { fetch, sent } = host('openai-compatible', () => wordings[0]![1]('stream_options'));
    const { ask } = engine([link(inMemory(compatible, fetch), { model: 'm1' }), link(scripted('b', counts))]);
    const events = await ask(limited);
    assert.equal(events.at(-1)?.type, 'done');
    assert.equal(sent.length, 2);
    await ask(limited);
    assert.ok('stream_options' in sent[2]!);
    const bodies = sent.slice(0, 2).map((body) => JSON.stringify(body));
    assert.notEqual(bodies[0], bodies[1]);
  });
});
