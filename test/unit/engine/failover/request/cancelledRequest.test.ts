import assert from 'node:assert/strict';
import { counts, engine, fails, hangsAfter, link, question, scripted } from '../engine';
import { collect, failure } from '../fixtures';

describe('FailoverRequest: a cancelled request', () => {
  it('asks no other route and changes no health', async () => {
    const a = scripted('a', hangsAfter(3));
    const b = scripted('b', counts);
    const { manager, clock } = engine([link(a), link(b)]);
    for (let i = 0; i < 5; i += 1) {
      const controller = new AbortController();
      const events = collect(manager.chat(question('Count.'), { signal: controller.signal }));
      await clock.advance(1_000);
      controller.abort('not an AbortError');
      await clock.advance(1);
      assert.equal((await events).at(-1)?.type, 'cancelled');
    }
    assert.equal(b.requests.length, 0);
    assert.equal(manager.status().providers[0]?.state, 'healthy');
  });

  it('is not sent when the user cancels at the first event, and leaves its probe to other requests', async () => {
    for (const gives of ['aborts', 'leaves']) {
      const a = scripted('a', fails(failure('server', 'endpoint', { retryAfterMs: 5_000 })));
      const { manager, ask, clock, health } = engine([link(a)]);
      await ask();
      const { until } = manager.status().providers[0]!.chat;
      await clock.advance(until! - clock.now());
      const controller = new AbortController();
      for await (const event of manager.chat(question('Count.'), { signal: controller.signal })) {
        if (event.type !== 'attempt') continue;
        controller.abort();
        if (gives === 'leaves') break;
      }
      assert.equal(a.requests.length, 1, gives);
      assert.ok(health.admit(link(a).chat, 'chat'), gives);
    }
  });

  it('closes its call when the surface simply stops reading', async () => {
    let aborted = false;
    const a = scripted('a', async function* (_request, call) {
      call.signal.addEventListener('abort', () => (aborted = true));
      for (;;) yield await Promise.resolve({ type: 'text', text: 'x' });
    });
    const { manager } = engine([link(a)]);
    for await (const event of manager.chat(question('Go.'), { signal: new AbortController().signal })) {
      if (event.type === 'text') break;
    }
    assert.equal(aborted, true);
    assert.equal(manager.status().providers[0]?.state, 'healthy');
  });
});
