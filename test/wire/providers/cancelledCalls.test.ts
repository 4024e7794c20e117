import assert from 'node:assert/strict';
import type { CallOptions } from '../../../src/engine/model/provider/provider';
import type { StreamEvent } from '../../../src/engine/model/stream/stream';
import { collect, textOfEvents, userSays } from './support/fixtures';
import { providerAt, wireProtocols } from './support/protocols';
import { RawServer } from './support/rawServer';
import { beginningsOf, failureOf } from './support/wireAnswers';

for (const protocol of wireProtocols) {
  describe(`${protocol.type}, cancelled`, () => {
    let server: RawServer;
    let controller: AbortController;
    const { begin, beginAnswer } = beginningsOf(protocol);

    beforeEach(() => (controller = new AbortController()));
    afterEach(() => server.close());

    function ask(options: Partial<CallOptions> = {}): AsyncIterable<StreamEvent> {
      const provider = providerAt(protocol, server.url);
      return provider.chat(protocol.model, userSays('hi'), { signal: controller.signal, ...options });
    }

    it('is cancelled at once while the host has not sent headers', async () => {
      server = await RawServer.start(() => setTimeout(() => controller.abort(), 5));
      const events = await collect(ask());
      assert.equal(failureOf(events).kind, 'cancelled');
      await server.abandoned();
    });

    it('is cancelled at once while the host is silent behind its headers', async () => {
      server = await RawServer.start((response) => begin(response).flushHeaders());
      const events = await collect(ask({ onHeaders: () => controller.abort() }));
      assert.equal(failureOf(events).kind, 'cancelled');
      await server.abandoned();
    });

    it('is cancelled in mid-answer, and the host sees its line closed', async () => {
      server = await RawServer.start((response) => beginAnswer(response));
      const events: StreamEvent[] = [];
      for await (const event of ask()) {
        events.push(event);
        if (event.type === 'text') controller.abort();
      }
      assert.equal(textOfEvents(events), 'one ');
      assert.equal(failureOf(events).kind, 'cancelled');
      await server.abandoned();
    });

    it('makes no request when it is cancelled before it begins', async () => {
      server = await RawServer.start((response) => response.end());
      controller.abort();
      assert.equal(failureOf(await collect(ask())).kind, 'cancelled');
      assert.equal(server.requests.length, 0);
    });

    it('closes the line when its reader leaves, even while it waits for the host', async () => {
      server = await RawServer.start((response) => beginAnswer(response));
      const events = ask()[Symbol.asyncIterator]();
      let step = await events.next();
      while (step.done !== true && step.value.type !== 'text') step = await events.next();
      const waiting = events.next();
      await events.return?.();
      await server.abandoned();
      await waiting;
    });
  });
}
