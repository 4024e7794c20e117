import assert from 'node:assert/strict';
import { Draws } from '../../../../../bench/simulation/draws';
import { type Fate, remoteFate } from '../../../../../bench/availability/provider/fate';
import { answerTo, question, requestFor, wholeAnswer } from '../../../../../bench/availability/provider/question';
import { refusals } from '../../../../../bench/availability/provider/refusals';
import { minute } from '../../../../../bench/simulation/units';
import { type Incident, type IncidentKind, World } from '../../../../../bench/availability/world/world';
import { textMessage } from '../../../../../src/engine/model/request/message';
import { classifyAnthropic } from '../../../../../src/engine/providers/anthropic/anthropicErrors';
import { classifyOpenAi } from '../../../../../src/engine/providers/openaiProtocol/openaiErrors';
import type { WireFault } from '../../../../../src/engine/providers/errors/wireFault';

const span = { from: 0, to: 1_000 * minute };
const noBackground = { failures: 0, rateLimits: 0, inStream: 0, silence: 0 };
const draws = 400;

function fates(more: Partial<Incident>, background = noBackground): readonly Fate[] {
  const incident: Incident = { ...span, kind: 'errors', failing: 1, scope: 'endpoint', ...more };
  const world = new World(1, span, { anthropic: [incident] }, [], new Set());
  return Array.from({ length: draws }, (_, key) => remoteFate(world, background, 'anthropic', minute, new Draws(key)));
}

function failureKinds(kind: IncidentKind): readonly string[] {
  return [...new Set(fates({ kind }).map(({ failure }) => failure?.kind ?? 'none'))].sort();
}

describe('what becomes of a request', () => {
  it('is refused by each false refusal in the words of its kind, and never otherwise', () => {
    assert.deepEqual(failureKinds('auth'), ['auth']);
    assert.deepEqual(failureKinds('rate-limit'), ['rate-limited']);
    assert.deepEqual(failureKinds('quota'), ['quota']);
    assert.deepEqual(failureKinds('missing'), ['model-missing']);
    assert.deepEqual(failureKinds('retired'), ['model-missing']);
    assert.deepEqual(failureKinds('edge'), ['not-protocol', 'server']);
  });

  it('names a time in half of the false rate limits', () => {
    const named = fates({ kind: 'rate-limit' }).filter(({ failure }) => failure?.retryAfterMs !== undefined);
    assert.ok(Math.abs(named.length / draws - 0.5) < 0.08, String(named.length));
  });

  it('is slow and good in a slow incident, as slow as that says', () => {
    const slowdown = { toFirstWord: 10, fromWordToWord: 2 };
    const slow = fates({ kind: 'slow', failing: 0, slowdown });
    const usual = fates({ kind: 'slow', failing: 0 });
    for (const [index, fate] of slow.entries()) {
      const healthy = usual[index];
      assert.ok(healthy);
      assert.equal(fate.fault, 'none');
      assert.equal(fate.cause, 'slow');
      assert.ok(Math.abs((fate.headersMs + fate.thinkingMs) / (healthy.headersMs + healthy.thinkingMs) - 10) < 1e-9);
      assert.equal(fate.pieceMs, 2 * healthy.pieceMs);
    }
  });

  it('has hiccups at the rate of the background, in its proportions', () => {
    const background = { failures: 1, rateLimits: 0, inStream: 0.35, silence: 0.1 };
    const hiccups = fates({ failing: 0 }, background);
    assert.ok(hiccups.every(({ cause }) => cause === 'hiccup'));
    const share = (fault: Fate['fault']): number => hiccups.filter((one) => one.fault === fault).length / draws;
    assert.ok(Math.abs(share('silence') - 0.1) < 0.05);
    assert.ok(Math.abs(share('refused') - 0.55) < 0.08);
  });
});

const headers = new Headers();
const page = '<html><body>Error 5xx. Ray ID: 1</body></html>';
const context = { now: 0, aborted: false, providerLabel: 'A', model: 'm', local: false };
const anthropicBody = (type: string): string => JSON.stringify({ type: 'error', error: { type, message: 'No.' } });

/** What a host sends for each refusal, in raw form. */
const wire: readonly (readonly [keyof typeof refusals, WireFault])[] = [
  ['overloaded', { type: 'response', status: 529, headers, body: anthropicBody('overloaded_error') }],
  ['server', { type: 'response', status: 500, headers, body: anthropicBody('api_error') }],
  ['rateLimited', { type: 'response', status: 429, headers, body: anthropicBody('rate_limit_error') }],
  ['auth', { type: 'response', status: 401, headers, body: anthropicBody('authentication_error') }],
  ['missing', { type: 'response', status: 404, headers, body: anthropicBody('not_found_error') }],
  ['errorPage', { type: 'response', status: 502, headers, body: page }],
  ['goodPage', { type: 'not-protocol', status: 200, contentType: 'text/html', body: page }],
  ['gatePage', { type: 'response', status: 403, headers, body: page }],
];

describe('refusals of the simulation', () => {
  it('are what the classifiers make of what hosts send', () => {
    for (const [name, fault] of wire) {
      const { kind, scope } = classifyAnthropic(fault, context);
      assert.deepEqual([kind, scope], [refusals[name].kind, refusals[name].scope], name);
    }
    const quota = JSON.stringify({ error: { type: 'insufficient_quota', code: 'insufficient_quota', message: 'No.' } });
    const { kind, scope } = classifyOpenAi({ type: 'response', status: 429, headers, body: quota }, context);
    assert.deepEqual([kind, scope], [refusals.quota.kind, refusals.quota.scope]);
  });
});

describe('a model that is asked to go on', () => {
  const shown = wholeAnswer.indexOf(' 150');
  const lastWords = wholeAnswer.slice(shown - 30, shown);
  const goOn = {
    ...requestFor(1),
    messages: [
      textMessage('user', question.text),
      textMessage('assistant', wholeAnswer.slice(0, shown)),
      textMessage('user', `Go on, beginning with:\n\n${lastWords}`),
    ],
  };
  const replies = (disobeying: number): readonly string[] =>
    Array.from({ length: draws }, (_, key) => answerTo(goOn, disobeying, new Draws(key)));

  it('does as it is told but for the share that is asked for', () => {
    const asTold = wholeAnswer.slice(shown - 30);
    assert.ok(replies(0).every((reply) => reply === asTold));
    const obeyed = replies(0.05).filter((reply) => reply === asTold).length;
    assert.ok(Math.abs(obeyed / draws - 0.95) < 0.03, String(obeyed));
  });

  it('never disobeys a question that is asked for the first time', () => {
    for (let key = 0; key < 50; key += 1) assert.equal(answerTo(requestFor(1), 1, new Draws(key)), wholeAnswer);
  });

  it('disobeys in more than ten ways, none of which is the answer that was asked for', () => {
    const ways = new Set(replies(1));
    assert.ok(ways.size > 10, String(ways.size));
    assert.ok(!ways.has(wholeAnswer.slice(shown - 30)));
  });
});
