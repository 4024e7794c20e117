import assert from 'node:assert/strict';
import type { AnswerEvent } from '../../../../../src/engine/failover/api/answer';
import { count, counts, engine, fails, failsAfter, link, type Script, scripted, textShown } from '../engine';
import { failure } from '../fixtures';

/** Each once, however often it was asked. */
const asked = (events: readonly AnswerEvent[]): string[] => [
  ...new Set(events.flatMap((event) => (event.type === 'attempt' ? event.route.providerId : []))),
];

/** One model at two hosts, and another model between them in the order. */
function chain(direct: Script, bedrock: Script = counts) {
  return engine([
    link(scripted('direct', direct), { model: 'claude-sonnet-4-5' }),
    link(scripted('other', counts), { model: 'gpt-4.1' }),
    link(scripted('bedrock', bedrock), { model: 'us.anthropic.claude-sonnet-4-5-20250929-v1:0' }),
  ]);
}

describe('The same model at another host', () => {
  it('goes on with an answer that broke off, before another model does', async () => {
    const { ask } = chain(failsAfter(4, failure('stream-cut')));
    const events = await ask();
    assert.deepEqual(asked(events), ['direct', 'bedrock']);
    assert.equal(textShown(events).trim(), count(1, 40).trim());
  });

  it('is asked next where the first host is overloaded, and at once while that is down', async () => {
    const { ask } = chain(fails(failure('overloaded', 'endpoint', { retryAfterMs: 60_000 })));
    assert.deepEqual(asked(await ask()), ['direct', 'bedrock']);
    assert.deepEqual(asked(await ask()), ['bedrock']);
  });

  it('comes in its place where the model itself has refused', async () => {
    const { ask } = chain(fails(failure('bad-request', 'model')), fails(failure('bad-request', 'model')));
    assert.deepEqual(asked(await ask()).slice(0, 2), ['direct', 'other']);
  });

  it('is followed by the other models where it fails too', async () => {
    const { ask } = chain(fails(failure('overloaded')), fails(failure('overloaded')));
    assert.deepEqual(asked(await ask()), ['direct', 'bedrock', 'other']);
  });
});
