import assert from 'node:assert/strict';
import type { Failure } from '../../../src/engine/model/failure/failure';
import { type ImagePart, type Message, textMessage } from '../../../src/engine/model/request/message';
import type { Provider } from '../../../src/engine/model/provider/provider';
import type { StreamEvent } from '../../../src/engine/model/stream/stream';
import { wrongInBody } from './support/imageBodies';
import { providerAt, wireProtocols } from './support/protocols';
import { bytesOf, type WireProtocol } from './support/wireProtocol';
import { type Handler, RawServer } from './support/rawServer';

/** A picture of one pixel. */
const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const png: ImagePart = { type: 'image', mediaType: 'image/png', data: pixel, width: 1, height: 1 };

const conversation: readonly Message[] = [
  { role: 'user', parts: [png, { type: 'text', text: 'What is it?' }] },
  textMessage('assistant', 'A pixel.'),
  { role: 'user', parts: [{ type: 'text', text: 'And these?' }, png, { ...png, mediaType: 'image/jpeg' }] },
];

async function lastOf(provider: Provider, model: string): Promise<StreamEvent | undefined> {
  let last: StreamEvent | undefined;
  const { signal } = new AbortController();
  for await (const event of provider.chat(model, { messages: conversation }, { signal })) last = event;
  return last;
}

function failureOf(event: StreamEvent | undefined): Failure | undefined {
  return event?.type === 'failed' ? event.failure : undefined;
}

const chatPaths =
  /\/(?:messages|responses|chat\/completions|api\/chat|[\w.-]+:(?:streamGenerateContent|streamRawPredict)|converse-stream)(?:\?|$)/;

for (const protocol of wireProtocols) {
  describe(`images to ${protocol.type}`, () => {
    let server: RawServer;
    afterEach(() => server.close());

    /** A host that answers a chat by `chat`, and other questions by `other`. */
    async function host(chat: Handler, other: Handler = (response) => response.writeHead(404).end()) {
      server = await RawServer.start((response, request) =>
        (chatPaths.test(request.path) ? chat : other)(response, request),
      );
      return providerAt(protocol, server.url);
    }

    const chats = (): readonly string[] =>
      server.requests.filter(({ path }) => chatPaths.test(path)).map(({ body }) => body);

    it("are sent as the vendor's reference has them, those of earlier turns too", async () => {
      const provider = await host(answer(protocol));
      assert.equal((await lastOf(provider, protocol.model))?.type, 'done');
      const [body = ''] = chats();
      assert.equal(wrongInBody(protocol.type, body), undefined);
      assert.equal(body.split(pixel).length - 1, 3, 'each image once');
    });

    it('are known to be refused where the host says that the model cannot see', async () => {
      const provider = await host((response) =>
        response
          .writeHead(400, { 'content-type': 'application/json' })
          .end(JSON.stringify({ error: { message: 'This model does not support image input.' } })),
      );
      const failure = failureOf(await lastOf(provider, protocol.model));
      assert.deepEqual([failure?.kind, failure?.isBlind, failure?.status], ['bad-request', true, 400]);
      assert.match(failure?.message ?? '', new RegExp(`^${protocol.model} at .* cannot see images\\.`));
    });
  });
}

function answer(protocol: WireProtocol): Handler {
  return (response) =>
    response
      .writeHead(200, { 'content-type': protocol.contentType })
      .end(bytesOf(protocol, protocol.start + protocol.text('Seen.') + protocol.end));
}

describe('an Ollama asked about images', () => {
  const protocol = wireProtocols.find(({ type }) => type === 'ollama')!;

  /** What it is asked for, and what comes of it, where the model can do so much. */
  async function askedWith(capabilities: unknown) {
    const server = await RawServer.start((response, request) =>
      request.path === '/api/show'
        ? response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ capabilities }))
        : answer(protocol)(response, request),
    );
    const provider = providerAt(protocol, server.url);
    const last = await lastOf(provider, protocol.model);
    const paths = server.requests.map(({ path }) => path);
    await server.close();
    return { last, paths, sees: provider.seesImages?.(protocol.model) };
  }

  it('is sent none where its model has no vision, since it would drop them without a word', async () => {
    const { last, paths, sees } = await askedWith(['completion', 'tools']);
    assert.equal(failureOf(last)?.isBlind, true);
    assert.deepEqual([paths, sees], [['/api/show'], false]);
  });

  it('is sent them where it has vision, or is too old to say', async () => {
    for (const [capabilities, said] of [
      [['completion', 'vision'], true],
      [undefined, undefined],
    ] as const) {
      const { last, paths, sees } = await askedWith(capabilities);
      assert.equal(last?.type, 'done');
      assert.deepEqual([paths, sees], [['/api/show', '/api/chat'], said]);
    }
  });
});

describe('a llama.cpp asked about images', () => {
  const protocol = wireProtocols.find(({ type }) => type === 'openai-compatible')!;

  for (const vision of [true, false]) {
    it(`is ${vision ? '' : 'not '}sent them where its model has ${vision ? '' : 'no '}vision`, async () => {
      const props = JSON.stringify({
        default_generation_settings: { n_ctx: 4_096 },
        modalities: { vision, audio: false },
      });
      const server = await RawServer.start((response, request) => {
        if (chatPaths.test(request.path)) return answer(protocol)(response, request);
        return request.path === '/props' ? response.end(props) : response.writeHead(404).end();
      });
      const provider = providerAt(protocol, server.url);
      const last = await lastOf(provider, protocol.model);
      assert.equal(vision ? last?.type : failureOf(last)?.isBlind, vision ? 'done' : true);
      assert.equal(
        server.requests.some(({ path }) => chatPaths.test(path)),
        vision,
      );
      assert.equal(provider.seesImages?.(protocol.model), vision);
      await server.close();
    });
  }
});
