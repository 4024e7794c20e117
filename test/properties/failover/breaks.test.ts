import assert from 'node:assert/strict';
import type { FailureKind } from '../../../src/engine/model/failure/failure';
import { textOf } from '../../../src/engine/model/request/message';
import { count, counts, engine, failsAfter, link, scripted, textShown } from '../../unit/engine/failover/engine';
import { failure } from '../../unit/engine/failover/fixtures';

describe('an answer that breaks off', () => {
  const breaks: FailureKind[] = ['stream-cut', 'stalled', 'in-stream', 'overloaded', 'connect'];
  for (const kind of breaks) {
    it(`reads as one answer when the rest is ${kind} at any word`, async () => {
      for (let words = 1; words < 40; words += 1) {
        const { ask } = engine([link(scripted('a', failsAfter(words, failure(kind)))), link(scripted('b', counts))]);
        const events = await ask();
        assert.equal(textShown(events), count(1, 40), `cut after ${words}`);
      }
    });
  }

  it('reads as one answer when the second provider breaks off while it repeats the last words', async () => {
    for (let letters = 1; letters < 40; letters += 1) {
      const b = scripted('b', async function* (request) {
        yield { type: 'text', text: textOf(request.messages.at(-1)!).slice(-40).slice(0, letters) };
        yield { type: 'failed', failure: failure('stream-cut') };
      });
      const a = scripted('a', failsAfter(25, failure('stream-cut')));
      const events = await engine([link(a), link(b), link(scripted('c', counts))]).ask();
      assert.equal(textShown(events), count(1, 40), `${letters} letters`);
    }
  });
});
