import assert from 'node:assert/strict';
import fc from 'fast-check';
import { fromArchive, toArchive } from '../../../src/chat/archive';
import { alpha, answerOf, asks, attachment, attempt, beta, done, failure, says, switches, turn } from './fixtures';

describe('the archive of a conversation', () => {
  it('gives back what was kept', () => {
    const conversation = {
      turns: [
        turn('One?', { attachments: [attachment()] }),
        turn('Two?', {
          answer: answerOf(asks(alpha), says('Half'), switches('continued'), asks(beta, 2), says(' whole'), done()),
        }),
        turn('Three?', { answer: answerOf({ type: 'failed', failure: { attempts: [], skipped: [], retryAt: 5 } }) }),
      ],
      draft: 'not sent',
    };
    const plain: unknown = JSON.parse(JSON.stringify(conversation));
    assert.deepEqual(fromArchive(toArchive(conversation)), plain);
  });

  it('gives back what was kept before each attempt was', () => {
    const kept = JSON.parse(toArchive({ turns: [turn('One?')], draft: '' })) as {
      conversation: { turns: { answer: { effort: Record<string, unknown> } }[] };
    };
    const { effort } = kept.conversation.turns[0]!.answer;
    delete effort.tries;
    delete effort.isCostPartial;
    const restored = fromArchive(JSON.stringify(kept))?.turns[0]?.answer.effort;
    assert.deepEqual([restored?.tries, restored?.isCostPartial], [[], false]);
  });

  it('offers nobody to go on with an answer of another window, whose attempts are forgotten', () => {
    const stopped = {
      attempts: [attempt({ outcome: 'failed', failure: failure('stalled') })],
      skipped: [],
      next: beta,
    };
    const answer = answerOf(asks(alpha), says('Half'), { type: 'failed', failure: stopped });
    const restored = fromArchive(toArchive({ turns: [turn('Why?', { answer })], draft: '' }))?.turns[0]?.answer.state;
    assert.ok(restored?.type === 'failed');
    assert.equal(restored.problem.continueWith, undefined);
    assert.equal(restored.problem.title, 'The answer broke off.');
  });

  it('shows an answer that was being written as interrupted', () => {
    const running = turn('Why?', { answer: answerOf(asks(alpha), says('Bec')) });
    const kept = fromArchive(toArchive({ turns: [running], draft: '' }));
    assert.equal(kept?.turns[0]?.answer.state.type, 'interrupted');
    assert.equal(kept.turns[0].answer.text, 'Bec');
  });

  it('refuses what is not a conversation, or is one of a version it does not know', () => {
    for (const text of [
      '',
      'null',
      '{',
      '[]',
      '{"version":1}',
      '{"version":2,"conversation":{"turns":[],"draft":""}}',
    ]) {
      assert.equal(fromArchive(text), undefined, text);
    }
  });

  it('survives any damage', () => {
    const text = toArchive({ turns: [turn('One?')], draft: 'x' });
    fc.assert(
      fc.property(fc.nat(text.length), fc.nat(text.length), fc.string(), (from, length, replacement) => {
        const damaged = text.slice(0, from) + replacement + text.slice(from + length);
        const read = fromArchive(damaged);
        assert.ok(read === undefined || Array.isArray(read.turns));
      }),
    );
  });
});
