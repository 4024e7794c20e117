import assert from 'node:assert/strict';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CallOptions } from '../../../src/engine/model/provider/provider';
import type { ProviderFetch } from '../../../src/engine/providers/connection/providerFetch';
import type { StreamEvent } from '../../../src/engine/model/stream/stream';
import { collect, textOfEvents, userSays } from './support/fixtures';
import { providerAt, wireProtocols } from './support/protocols';
import { bytesOf } from './support/wireProtocol';
import { type Handler, RawServer, reset } from './support/rawServer';
import { beginningsOf, failureOf } from './support/wireAnswers';

for (const protocol of wireProtocols) {
  describe(`${protocol.type} over a broken wire`, () => {
    let server: RawServer;
    let controller: AbortController;
    const { begin, beginAnswer } = beginningsOf(protocol);

    beforeEach(() => (controller = new AbortController()));
    afterEach(() => server.close());

    function ask(options: Partial<CallOptions> = {}): AsyncIterable<StreamEvent> {
      const provider = providerAt(protocol, server.url);
      return provider.chat(protocol.model, userSays('hi'), { signal: controller.signal, ...options });
    }

    async function answerOf(handler: Handler): Promise<StreamEvent[]> {
      server = await RawServer.start(handler);
      return collect(ask());
    }

    it('reads a whole answer with its counts of tokens', async () => {
      const events = await answerOf((response) => beginAnswer(response).end(protocol.text('two') + protocol.end));
      assert.equal(textOfEvents(events), 'one two');
      const usage = events.reduce((sum, event) => (event.type === 'usage' ? { ...sum, ...event.usage } : sum), {});
      assert.deepEqual(usage, { inputTokens: 7, outputTokens: 5 });
      assert.deepEqual(events.at(-1), { type: 'done', reason: 'stop' });
    });

    it('is done with the end of the answer, though the host keeps the line open', async () => {
      const events = await answerOf((response) => beginAnswer(response).write(protocol.end));
      assert.deepEqual(events.at(-1), { type: 'done', reason: 'stop' });
      await server.abandoned();
    });

    it('asks again over the same line, though its end comes a moment after that of the answer', async () => {
      server = await RawServer.start(async (response) => {
        beginAnswer(response).write(protocol.end);
        await sleep(30);
        response.end();
      });
      const provider = providerAt(protocol, server.url);
      for (let count = 0; count < 6; count += 1) {
        // As the engine does: whoever has heard the end calls everything off.
        const asking = new AbortController();
        const events = provider.chat(protocol.model, userSays('hi'), { signal: asking.signal });
        assert.equal(textOfEvents(await collect(events)), 'one ');
        asking.abort();
        await server.abandoned();
      }
      // The client may hear of a line's end later than the server does, and open one more.
      assert.ok(server.connections <= 3, `${server.connections} lines for 6 answers`);
    });

    it('reads a reset before headers as a failed connection', async () => {
      const failure = failureOf(await answerOf((response) => response.socket?.resetAndDestroy()));
      assert.equal(failure.kind, 'connect');
      assert.match(failure.message, /reset/);
    });

    it('reads a refused connection as a failed connection', async () => {
      server = await RawServer.start(() => undefined);
      const gone = await RawServer.start(() => undefined);
      const provider = providerAt(protocol, gone.url);
      await gone.close();
      const events = await collect(provider.chat(protocol.model, userSays('hi'), { signal: controller.signal }));
      assert.equal(failureOf(events).kind, 'connect');
    });

    it('keeps the text before a reset and says that it was cut', async () => {
      const events = await answerOf((response) => reset(beginAnswer(response)));
      assert.equal(textOfEvents(events), 'one ');
      assert.equal(failureOf(events).kind, 'stream-cut');
    });

    it('does not take an orderly end without the end mark for a whole answer', async () => {
      const events = await answerOf((response) => beginAnswer(response).end());
      assert.equal(textOfEvents(events), 'one ');
      assert.equal(failureOf(events).kind, 'stream-cut');
    });

    it('says that an answer cut in the middle of a frame was cut', async () => {
      const frame = protocol.text('never seen');
      const events = await answerOf((response) => beginAnswer(response).end(frame.slice(0, frame.length - 9)));
      assert.equal(textOfEvents(events), 'one ');
      assert.equal(failureOf(events).kind, 'stream-cut');
    });

    it('never tells a tool call that broke off', async () => {
      const events = await answerOf((response) => beginAnswer(response).end(protocol.halfToolCall));
      assert.equal(failureOf(events).kind, 'stream-cut');
      assert.ok(events.every(({ type }) => type !== 'tool-call'));
    });

    it('never tells a tool call that broke off and was ended in order', async () => {
      const whole = protocol.type === 'ollama' ? '\n' : '';
      const events = await answerOf((response) =>
        beginAnswer(response).end(protocol.halfToolCall + whole + protocol.end),
      );
      assert.equal(failureOf(events).kind, 'in-stream');
      assert.ok(events.every(({ type }) => type !== 'tool-call'));
    });

    it('reads an error in mid-stream by what it says', async () => {
      const events = await answerOf((response) => beginAnswer(response).end(protocol.error.frame));
      assert.equal(textOfEvents(events), 'one ');
      assert.equal(failureOf(events).kind, protocol.error.kind);
    });

    // Others took the first event for an answer that had begun, and an error chunk without choices for an empty one.
    it('reads an error behind events without content by what it says, before anything is told', async () => {
      const events = await answerOf((response) => begin(response).end(protocol.start + protocol.error.frame));
      assert.equal(failureOf(events).kind, protocol.error.kind);
      assert.deepEqual(events.filter(({ type }) => type !== 'usage').length, 1);
    });

    it('reads an error object in the place of a stream by what it says', async () => {
      const events = await answerOf((response) =>
        response.writeHead(200, { 'content-type': 'application/json' }).end(protocol.errorBody.body),
      );
      assert.equal(failureOf(events).kind, protocol.errorBody.kind);
    });

    it('does not go on behind a frame it cannot read', async () => {
      const events = await answerOf((response) =>
        beginAnswer(response).end(protocol.malformed + protocol.text('after') + protocol.end),
      );
      assert.equal(textOfEvents(events), 'one ');
      assert.equal(failureOf(events).kind, 'in-stream');
    });

    it('reads a first frame that is not the protocol as somebody else answering', async () => {
      const events = await answerOf((response) => begin(response).end(protocol.malformed));
      assert.equal(failureOf(events).kind, 'not-protocol');
    });

    for (const contentType of ['text/html; charset=utf-8', 'text/plain', protocol.contentType]) {
      it(`recognises the page of a captive portal that comes as ${contentType}`, async () => {
        const page = '\n<!DOCTYPE html><html><body>Log in</body></html>';
        const events = await answerOf((response) => response.writeHead(200, { 'content-type': contentType }).end(page));
        assert.equal(failureOf(events).kind, 'not-protocol');
      });
    }

    it('reads an empty success as an empty answer', async () => {
      assert.equal(failureOf(await answerOf((response) => begin(response).end())).kind, 'empty');
      server.handler = (response) => response.writeHead(204).end();
      assert.equal(failureOf(await collect(ask())).kind, 'empty');
    });

    it('reads an answer with an end and no text as an empty answer', async () => {
      const events = await answerOf((response) => begin(response).end(protocol.start + protocol.end));
      assert.equal(failureOf(events).kind, 'empty');
      assert.deepEqual((await collect(ask({ mayBeEmpty: true }))).at(-1), { type: 'done', reason: 'stop' });
    });

    it('reads nothing at all as an empty answer also where one may be empty', async () => {
      server = await RawServer.start((response) => begin(response).end());
      assert.equal(failureOf(await collect(ask({ mayBeEmpty: true }))).kind, 'empty');
    });

    it('counts a request as sent once a connection says that it leaves', async () => {
      server = await RawServer.start((response) =>
        begin(response).end(protocol.start + protocol.text('late') + protocol.end),
      );
      const steps: string[] = [];
      const connect: ProviderFetch = (input, { onLeave, ...init } = {}) => {
        steps.push('connected');
        onLeave?.();
        return fetch(input, init);
      };
      const deps = { fetch: Object.assign(connect, { tellsWhenItLeaves: true as const }) };
      const { signal } = controller;
      const call = { signal, onRequest: () => steps.push('sent') };
      await collect(providerAt(protocol, server.url, { deps }).chat(protocol.model, userSays('hi'), call));
      assert.deepEqual(steps.slice(-2), ['connected', 'sent']);
      assert.equal(steps.filter((step) => step === 'sent').length, 1);
    });

    it('counts bytes that are no content as signs of life', async () => {
      if (protocol.ping === undefined) return;
      let alive = 0;
      server = await RawServer.start(async (response) => {
        begin(response);
        for (let count = 0; count < 3; count += 1) {
          response.write(protocol.ping);
          await new Promise((resolve) => setTimeout(resolve, 10));
        }
        response.end(protocol.start + protocol.text('late') + protocol.end);
      });
      const events = await collect(ask({ onBytes: () => (alive += 1) }));
      assert.equal(textOfEvents(events), 'late');
      assert.ok(alive >= 3, `${alive}`);
    });

    it('gives up on a frame without end', async () => {
      const events = await answerOf(async (response) => {
        const gone = new AbortController();
        response.on('close', () => gone.abort());
        begin(response).write('data: {"');
        const piece = 'x'.repeat(1 << 20);
        for (let count = 0; count < 20 && !response.destroyed; count += 1) {
          if (!response.write(piece)) await once(response, 'drain', { signal: gone.signal }).catch(() => undefined);
        }
        response.end();
      });
      assert.equal(failureOf(events).kind, 'not-protocol');
      await server.abandoned();
    });

    it('does not follow a redirect with key and code', async () => {
      const other = await RawServer.start((response) => response.end());
      const events = await answerOf((response) =>
        response.writeHead(307, { location: `${other.url}/v1/messages` }).end(),
      );
      assert.equal(failureOf(events).kind, 'not-protocol');
      assert.equal(other.requests.length, 0);
      await other.close();
    });

    it('tells an error status whose body never ends', async () => {
      const events = await answerOf((response) =>
        response.writeHead(529, { 'content-type': 'application/json', 'retry-after': '3' }).write('{"error":'),
      );
      const failure = failureOf(events);
      assert.deepEqual([failure.kind, failure.status, failure.retryAfterMs], ['overloaded', 529, 3000]);
      await server.abandoned();
    });

    it('makes one request, whatever the host answers', async () => {
      for (const status of [408, 409, 429, 500, 503, 529]) {
        await answerOf((response) => response.writeHead(status, { 'retry-after': '0' }).end('{}'));
        assert.equal(server.requests.length, 1);
        await server.close();
      }
      server = await RawServer.start(() => undefined);
    });

    it('reads an answer that comes byte by byte', async () => {
      const text = 'ünïcode — 日本語 🙂';
      const bytes = bytesOf(protocol, protocol.start + protocol.text(text) + protocol.end);
      const events = await answerOf(async (response) => {
        begin(response);
        for (const byte of bytes) {
          response.write(Buffer.from([byte]));
          await new Promise((resolve) => setImmediate(resolve));
        }
        response.end();
      });
      assert.equal(textOfEvents(events), text);
      assert.deepEqual(events.at(-1), { type: 'done', reason: 'stop' });
    });
  });
}
