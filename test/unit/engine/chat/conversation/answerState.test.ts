import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { AnswerEvent } from '../../../../../src/engine/failover/api/answer';
import { alpha, answerOf, asks, attempt, beta, done, failure, says, switches } from '../fixtures';

describe('answerState', () => {
  it('asks a provider before it writes', () => {
    const answer = answerOf(asks(alpha));
    assert.deepEqual(answer.state, {
      type: 'asking',
      writer: { providerId: 'alpha', label: 'Alpha', model: 'alpha-model' },
    });
    assert.deepEqual(answer.writers, []);
  });

  it('gathers text under the name of its writer', () => {
    const answer = answerOf(asks(alpha), says('Hello '), says('there.'), done());
    assert.equal(answer.text, 'Hello there.');
    assert.deepEqual(
      answer.writers.map((writer) => writer.label),
      ['Alpha'],
    );
    assert.deepEqual(answer.state, { type: 'done', reason: 'stop' });
  });

  it('names only the provider that wrote when the first failed before a word', () => {
    const answer = answerOf(asks(alpha), switches('before-text'), asks(beta, 2), says('Hi'), done());
    assert.deepEqual(
      answer.writers.map((writer) => writer.label),
      ['Beta'],
    );
    const [note] = answer.switches;
    assert.equal(note?.at, 0);
    assert.equal(note.mode, 'before-text');
    assert.equal(note.why, 'Alpha is overloaded (529)');
  });

  it('tells what the latest provider was not sent', () => {
    const left = { turns: 2, images: 1 };
    const moved = [asks(alpha), switches('before-text'), { ...asks(beta, 2), leftOut: left }] as const;
    const to = { providerId: 'beta', label: 'Beta', model: 'beta-model' };
    assert.deepEqual(answerOf(...moved, says('Hi'), done()).notSent, { ...left, to });
    assert.equal(answerOf(...moved, asks(alpha, 3), says('Hi'), done()).notSent, undefined);
  });

  it('keeps its text and marks the place when another provider continues it', () => {
    const answer = answerOf(
      asks(alpha),
      says('First half, '),
      switches('continued', failure('stream-cut')),
      asks(beta, 2),
      says('second half.'),
      done(),
    );
    assert.equal(answer.text, 'First half, second half.');
    assert.equal(answer.switches[0]?.at, 'First half, '.length);
    assert.deepEqual(
      answer.writers.map((writer) => writer.label),
      ['Alpha', 'Beta'],
    );
  });

  it('replaces its text and its writer when another provider begins again', () => {
    const answer = answerOf(
      asks(alpha),
      says('Half of it'),
      switches('restarted'),
      asks(beta, 2),
      { type: 'retract', length: 0 },
      says('All of it.'),
      done(),
    );
    assert.equal(answer.text, 'All of it.');
    assert.equal(answer.switches[0]?.at, 0);
    assert.deepEqual(
      answer.writers.map((writer) => writer.label),
      ['Beta'],
    );
  });

  it('calls a continuation that took everything back a new beginning', () => {
    const answer = answerOf(
      asks(alpha),
      says('Half of it'),
      switches('continued'),
      asks(beta, 2),
      { type: 'retract', length: 0 },
      says('All of it.'),
    );
    assert.equal(answer.switches[0]?.mode, 'restarted');
  });

  it('takes back the end of its text without moving the place of the switch beyond it', () => {
    const answer = answerOf(
      asks(alpha),
      says('one two thr'),
      switches('continued'),
      asks(beta, 2),
      { type: 'retract', length: 8 },
      says('three'),
    );
    assert.equal(answer.text, 'one two three');
    assert.equal(answer.switches[0]?.at, 8);
  });

  it('forgets the thoughts of a provider that never answered', () => {
    const thought: AnswerEvent = { type: 'thinking', text: 'Hm.', origin: 'openai' };
    const answer = answerOf(asks(alpha), thought, switches('before-text'), asks(beta, 2), {
      ...thought,
      text: 'Aha.',
    });
    assert.equal(answer.thinking, 'Aha.');
  });

  it('gives the usage of all attempts, however it ended', () => {
    const attempts = [attempt({ outcome: 'failed', cost: 0.25 }), attempt({ cost: 0.5 })];
    const failed = { type: 'failed', failure: { attempts, skipped: [] } } as const;
    for (const end of [done(attempts), failed, { type: 'cancelled', attempts } as const]) {
      const { effort } = answerOf(asks(alpha), says('x'), end);
      assert.deepEqual([effort?.attempts, effort?.cost], [2, 0.75], end.type);
    }
  });

  it('keeps its partial text when it is stopped and when every provider failed', () => {
    const stopped = answerOf(asks(alpha), says('Half'), { type: 'cancelled', attempts: [] });
    const failed = answerOf(asks(alpha), says('Half'), { type: 'failed', failure: { attempts: [], skipped: [] } });
    assert.equal(stopped.text, 'Half');
    assert.equal(stopped.state.type, 'stopped');
    assert.equal(failed.text, 'Half');
    assert.equal(failed.state.type, 'failed');
  });

  it('is not changed by anything that comes after its end', () => {
    const end = fc.constantFrom<AnswerEvent>(done(), { type: 'cancelled', attempts: [] });
    const late = fc.constantFrom<AnswerEvent>(says('late'), asks(beta), { type: 'retract', length: 0 }, done());
    fc.assert(
      fc.property(end, fc.array(late), (last, after) => {
        assert.deepEqual(answerOf(asks(alpha), says('x'), last, ...after), answerOf(asks(alpha), says('x'), last));
      }),
    );
  });

  it('never shows a place of a switch outside its text', () => {
    const event = fc.oneof(
      fc.string({ maxLength: 6 }).map(says),
      fc.nat(12).map((length): AnswerEvent => ({ type: 'retract', length })),
      fc.constantFrom(switches('continued'), switches('restarted'), asks(alpha), asks(beta)),
    );
    fc.assert(
      fc.property(fc.array(event), (events) => {
        const answer = answerOf(...events);
        for (const note of answer.switches) assert.ok(note.at >= 0 && note.at <= answer.text.length);
      }),
    );
  });
});
