import assert from 'node:assert/strict';
import type { AttemptRecord } from '../../../../../src/engine/failover/api/answer';
import type { RunOptions } from '../../../../../src/engine/failover/api/providerManager';
import { counts, type Engine, engine, fails, hangsAfter, link, question, scripted } from '../engine';
import { failure } from '../fixtures';

/** Ids of the providers asked, in order. */
async function asked({ manager, clock }: Engine, options: Partial<RunOptions>): Promise<string[]> {
  const ids: string[] = [];
  const reader = { ended: false };
  const reading = (async () => {
    for await (const event of manager.chat(question('Count.'), { signal: new AbortController().signal, ...options })) {
      if (event.type === 'attempt') ids.push(event.route.providerId);
    }
    reader.ended = true;
  })();
  await clock.runUntil(() => reader.ended, 600_000);
  await reading;
  return ids;
}

describe('RunOptions.onAttempt', () => {
  const heard = (records: readonly AttemptRecord[]) => records.map(({ route, outcome }) => [route.providerId, outcome]);

  it('is called for each attempt, failed and served', async () => {
    const records: AttemptRecord[] = [];
    const a = scripted('a', fails(failure('overloaded')));
    await asked(engine([link(a), link(scripted('b', counts))]), { onAttempt: (record) => records.push(record) });
    assert.deepEqual(heard(records), [
      ['a', 'failed'],
      ['a', 'failed'],
      ['b', 'served'],
    ]);
  });

  it('is called for an attempt whose answer is left unread, too', async () => {
    const records: AttemptRecord[] = [];
    const { manager, clock } = engine([link(scripted('a', hangsAfter(5)))]);
    const options: RunOptions = { signal: new AbortController().signal, onAttempt: (record) => records.push(record) };
    for await (const event of manager.chat(question('Count.'), options)) if (event.type === 'text') break;
    await clock.advance(0);
    assert.deepEqual(heard(records), [['a', 'cancelled']]);
  });
});
