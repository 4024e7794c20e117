import assert from 'node:assert/strict';
import { useInstead } from '../../../../../src/engine/chat/session/useInstead';
import type { Conversation } from '../../../../../src/engine/chat/conversation/conversation';
import { problemOf } from '../../../../../src/engine/failover/api/problem';
import type { ModelChoice } from '../../../../../src/engine/model/route/route';
import { answerOf, attempt, conversationOf, done, failure, route, says, turn } from '../fixtures';

const retired = route('Groq', { retirement: { on: '2026-08-16', successor: 'gpt-oss-120b' } });
const missing = { ...attempt({ outcome: 'failed', failure: failure('model-missing') }), route: retired };

interface Told {
  readonly choices: (ModelChoice | undefined)[];
  readonly asked: unknown[];
}

function pressed(conversation: Conversation): Told {
  const state = { ...conversation, images: [], mentions: [], queue: [] };
  const told: Told = { choices: [], asked: [] };
  useInstead({
    state,
    change: (update) => void told.choices.push(update(state).choice),
    regenerate: (...parameters) => void told.asked.push(parameters),
  });
  return told;
}

describe('the successor of a retired model', () => {
  const failed = answerOf({ type: 'failed', failure: { attempts: [missing], skipped: [] } });

  it('is in the problem, which says in its advice where to write it', () => {
    const problem = problemOf({ attempts: [missing], skipped: [] }, false);
    assert.deepEqual(problem.useInstead, { providerId: retired.providerId, model: 'gpt-oss-120b' });
    assert.match(problem.advice, /Write gpt-oss-120b as the model of Groq/);
    assert.match(problem.reasons.join(), /retired the model .* on 2026-08-16, in favour of gpt-oss-120b/);
  });

  it('is in no problem of another failure', () => {
    const overloaded = { ...missing, failure: failure('overloaded') };
    assert.equal(problemOf({ attempts: [overloaded], skipped: [] }, false).useInstead, undefined);
    assert.equal(
      problemOf({ attempts: [{ ...missing, route: route('Groq') }], skipped: [] }, false).useInstead,
      undefined,
    );
  });

  it('is chosen and asked for the last turn', () => {
    const successor = { providerId: retired.providerId, model: 'gpt-oss-120b' };
    const last = turn('Why?', { answer: failed });
    const told = pressed(conversationOf([turn('Hi'), last]));
    assert.deepEqual(told, { choices: [successor], asked: [[last.id, successor]] });
  });

  it('is not asked where the last turn was answered, or failed for another reason', () => {
    const answered = turn('Why?', { answer: answerOf(says('So.'), done()) });
    assert.deepEqual(pressed(conversationOf([answered])), { choices: [], asked: [] });
    const other = answerOf({
      type: 'failed',
      failure: { attempts: [attempt({ outcome: 'failed', failure: failure('server') })], skipped: [] },
    });
    assert.deepEqual(pressed(conversationOf([turn('Why?', { answer: other })])), { choices: [], asked: [] });
  });
});
