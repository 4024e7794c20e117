import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Failure, failureKinds } from '../../../src/engine/model/failure/failure';
import type { StreamEvent } from '../../../src/engine/model/stream/stream';
import { collect, textOfEvents, userSays } from './support/fixtures';
import { inMemory, inPieces } from './support/inMemory';
import { wireProtocols } from './support/protocols';
import { bytesOf, type WireProtocol } from './support/wireProtocol';

const asked = 'please tell why src/secret/engine.ts drops the last token';

function eventsOf(protocol: WireProtocol, fetch: typeof globalThis.fetch): Promise<StreamEvent[]> {
  const baseUrl = `http://127.0.0.1:1${protocol.basePath}`;
  const provider = inMemory({ type: protocol.type, model: protocol.model, baseUrl }, fetch);
  return collect(provider.chat(protocol.model, userSays(asked), { signal: new AbortController().signal }));
}

/** Checks what holds of every stream, too: one end, and it is the last event. */
function failureIn(events: readonly StreamEvent[]): Failure | undefined {
  const ends = events.filter(({ type }) => type === 'failed' || type === 'done');
  assert.deepEqual(ends, [events.at(-1)]);
  const [last] = ends;
  return last?.type === 'failed' ? last.failure : undefined;
}

const bytes = (text: string): Uint8Array => bytesOf({}, text);

for (const protocol of wireProtocols) {
  const ask = (body: Uint8Array | string, contentType = protocol.contentType, status = 200): Promise<StreamEvent[]> =>
    eventsOf(
      protocol,
      inPieces([typeof body === 'string' ? bytes(body) : body], { status, headers: { 'content-type': contentType } }),
    );

  describe(`${protocol.type}, answered with success and something else`, () => {
    const others: readonly (readonly [name: string, body: string | Uint8Array, contentType?: string])[] = [
      ['a page', '<!DOCTYPE html><html>Log in</html>', 'text/html'],
      ['a page that is called a stream', '<html>Log in</html>'],
      ['JSON of another kind', '{"hello":"world"}', 'application/json'],
      ['JSON of another kind that is called a stream', '{"hello":"world"}\n'],
      ['a list', '[]\n'],
      ['null', 'null\n'],
      ['a number in an event', 'data: 5\n\n'],
      ['null in an event', 'data: null\n\n'],
      ['text', 'It works!\n', 'text/plain'],
      ['an event of another kind', 'event: tick\ndata: {"time":5}\n\n'],
      ['nothing but white space', ' \n\n\n'],
      ['nothing', ''],
      ['an end and nothing before it', 'data: [DONE]\n\n'],
      ['a picture', '\u0089PNG\r\n\u001a\n\u0000\u0000', 'image/png'],
      ...wireProtocols
        // Azure has OpenAI's frames at other paths.
        .filter(({ end }) => end !== protocol.end)
        .map(
          (other) =>
            [`an answer as ${other.type}`, bytesOf(other, other.start + other.text('hi') + other.end)] as const,
        ),
    ];
    for (const [name, body, contentType] of others) {
      it(`takes ${name} for a failure`, async () => {
        const events = await ask(body, contentType);
        assert.ok(failureIn(events), JSON.stringify(events));
        assert.equal(textOfEvents(events), '');
      });
    }

    it('takes an answer for one, whatever its content type says', async () => {
      const body = bytesOf(protocol, protocol.start + protocol.text('fine') + protocol.end);
      for (const contentType of ['', 'text/plain', 'application/octet-stream', 'application/json']) {
        assert.equal(textOfEvents(await ask(body, contentType)), 'fine');
      }
    });

    it('stops reading a line of fifty megabytes long before its end, and says what is wrong', async () => {
      const megabyte = new Uint8Array(1 << 20).fill(120);
      let given = 0;
      const endless: typeof fetch = () => {
        const body = new ReadableStream<Uint8Array>(
          {
            pull: (controller) => {
              if (given === 0) controller.enqueue(bytesOf(protocol, `${protocol.start}${protocol.text('one ')}data: `));
              if (given < 50) controller.enqueue(megabyte);
              else controller.close();
              given += 1;
            },
          },
          { highWaterMark: 0 },
        );
        return Promise.resolve(new Response(body, { headers: { 'content-type': protocol.contentType } }));
      };
      const events = await eventsOf(protocol, endless);
      assert.equal(textOfEvents(events), 'one ');
      const failure = failureIn(events);
      assert.equal(failure?.kind, 'in-stream');
      assert.match(failure.message, /cannot be read/);
      assert.ok(given < 15, `${given} MB were read`);
    });
  });

  describe(`${protocol.type}, answered with nonsense`, () => {
    const healthy = bytesOf(protocol, protocol.start + protocol.text('one ') + protocol.text('two ') + protocol.end);
    const secret = 'sk-ant-api03-Zq8xW2nL5vB7mK4jH6gF';

    const noise = fc.uint8Array({ maxLength: 400 });
    const words = fc
      .array(
        fc.constantFrom(
          'data: ',
          'event: error\n',
          '\n\n',
          '{',
          '}',
          '[',
          '"error":',
          '"choices":',
          'null',
          '5',
          '"a"',
          ',',
          ':',
          'é',
        ),
        {
          maxLength: 30,
        },
      )
      .map((parts) => bytes(parts.join('')));
    const changed = fc
      .tuple(fc.nat(healthy.length), fc.nat(40), fc.uint8Array({ maxLength: 8 }))
      .map(([at, gone, put]) => Buffer.concat([healthy.subarray(0, at), put, healthy.subarray(at + gone)]));
    const type = fc.constantFrom(protocol.contentType, 'application/json', 'text/plain', 'text/html', 'x');

    it('ends with one verdict of a known kind', async () => {
      await fc.assert(
        fc.asyncProperty(fc.oneof(noise, words, changed), type, async (body, contentType) => {
          const failure = failureIn(await ask(body, contentType));
          if (failure) assert.ok(failureKinds.includes(failure.kind), failure.kind);
        }),
        { numRuns: 150 },
      );
    });

    it('ends so with every status and header, and tells neither key nor question', async () => {
      const value = fc.oneof(fc.stringMatching(/^[ -~]{0,20}$/), fc.constantFrom('0', '-1', 'NaN', '1e999', '5'));
      const names = [
        'retry-after',
        'retry-after-ms',
        'x-ratelimit-remaining-tokens',
        'x-ratelimit-reset-tokens',
        'request-id',
      ];
      const headers = fc.dictionary(fc.constantFrom(...names), value, { maxKeys: 4 });
      const body = fc.oneof(
        noise,
        words,
        fc.json().map(bytes),
        fc
          .constantFrom('message', 'code', 'type')
          .map((field) => bytes(JSON.stringify({ error: { [field]: `${secret} ${asked}` } }))),
        fc.constant(bytes(`${secret} ${asked}`)),
      );
      await fc.assert(
        fc.asyncProperty(fc.integer({ min: 400, max: 599 }), headers, body, async (status, given, said) => {
          const init = { status, headers: { 'content-type': 'application/json', ...given } };
          const failure = failureIn(await eventsOf(protocol, inPieces([said], init)));
          assert.ok(failure && failureKinds.includes(failure.kind));
          const shown = JSON.stringify(failure);
          assert.ok(!shown.includes(secret), shown);
          assert.ok(!failure.message.includes('secret/engine'), shown);
          const wait = failure.retryAfterMs;
          assert.ok(wait === undefined || (wait >= 0 && wait <= 24 * 3_600_000), shown);
        }),
        { numRuns: 150 },
      );
    });
  });
}
