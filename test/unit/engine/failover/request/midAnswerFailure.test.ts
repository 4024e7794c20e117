import assert from 'node:assert/strict';
import { textOf } from '../../../../../src/engine/model/request/message';
import type { ChatRequest } from '../../../../../src/engine/model/request/request';
import { count, counts, engine, fails, failsAfter, hangsAfter, link, question, scripted, textShown } from '../engine';
import { failure } from '../fixtures';
import { answeredBy, only } from './answerEvents';

describe('FailoverRequest: an answer that breaks off', () => {
  it('reads as one answer when the stream falls silent', async () => {
    const events = await engine([link(scripted('a', hangsAfter(25))), link(scripted('b', counts))]).ask();
    assert.equal(textShown(events), count(1, 40));
    assert.equal(only(events, 'switched')[0]?.mode, 'continued');
  });

  it('reads as one answer when the second provider breaks off too', async () => {
    const { ask } = engine([
      link(scripted('a', failsAfter(20, failure('stream-cut')))),
      link(scripted('b', failsAfter(30, failure('in-stream')))),
      link(scripted('c', counts)),
    ]);
    const events = await ask();
    assert.equal(textShown(events), count(1, 40));
    assert.deepEqual(
      only(events, 'switched').map((event) => event.mode),
      ['continued', 'continued'],
    );
  });

  it('is prefilled where the model takes that, and asked for in a turn of its own elsewhere', async () => {
    for (const prefill of [true, false]) {
      const b = scripted('b', counts);
      const { ask } = engine([
        link(scripted('a', failsAfter(25, failure('stream-cut')))),
        link(b, { traits: { prefill } }),
      ]);
      assert.equal(textShown(await ask()), count(1, 40));
      const last = b.requests[0]?.messages.at(-1);
      assert.equal(last?.role, prefill ? 'assistant' : 'user');
      if (prefill) assert.equal(/\s$/.test(textOf(last)), false, 'a prefill must not end in white space');
    }
  });

  it('is asked for in a turn of its own when a prefill is refused, and never as a prefill again', async () => {
    const b = scripted('b', async function* (request, call) {
      if (request.messages.at(-1)?.role === 'assistant') {
        yield { type: 'failed', failure: failure('bad-request', 'request', { repair: 'prefill' }) };
      } else yield* counts(request, call);
    });
    const a = scripted('a', failsAfter(25, failure('stream-cut')));
    const { ask, clock } = engine([link(a), link(b, { traits: { prefill: true } })]);
    const events = await ask();
    assert.equal(textShown(events), count(1, 40));
    assert.equal(only(events, 'switched').length, 1);
    assert.equal(b.requests.length, 2);
    await clock.advance(600_000);
    await ask();
    assert.equal(b.requests.length, 3);
  });

  it('stays when the next model begins again from the start and writes what is shown already', async () => {
    const b = scripted('b', (_request, call) => counts(question('Count.'), call));
    const events = await engine([link(scripted('a', failsAfter(30, failure('stream-cut')))), link(b)]).ask();
    assert.equal(textShown(events), count(1, 40));
    assert.deepEqual(only(events, 'retract'), []);
  });

  it('is replaced, and the user told, when the next model begins again and then words it otherwise', async () => {
    const whole = `${count(1, 28)} twenty-nine and so on`.trimStart();
    const b = scripted('b', async function* () {
      await Promise.resolve();
      for (const word of whole.split(/(?= )/)) yield { type: 'text', text: word };
      yield { type: 'done', reason: 'stop' };
    });
    const events = await engine([link(scripted('a', failsAfter(30, failure('stream-cut')))), link(b)]).ask();
    assert.equal(textShown(events), whole);
    assert.deepEqual(
      only(events, 'switched').map(({ mode }) => mode),
      ['continued', 'restarted'],
    );
  });

  it('is begun again when the user prefers that', async () => {
    const { ask } = engine([link(scripted('a', failsAfter(25, failure('stream-cut')))), link(scripted('b', counts))], {
      policy: { midAnswer: 'restart' },
    });
    const events = await ask();
    assert.equal(textShown(events), count(1, 40));
    assert.equal(only(events, 'switched')[0]?.mode, 'restarted');
  });

  it('stops with what there is when the user prefers to be asked', async () => {
    const b = scripted('b', counts);
    const { ask } = engine([link(scripted('a', failsAfter(25, failure('stream-cut')))), link(b)], {
      policy: { midAnswer: 'stop' },
    });
    const events = await ask();
    assert.equal(events.at(-1)?.type, 'failed');
    assert.equal(textShown(events), count(1, 25));
    assert.equal(b.requests.length, 0);
  });

  it('keeps its text on the screen when nothing is left to continue it', async () => {
    const events = await engine([
      link(scripted('a', failsAfter(25, failure('stream-cut')))),
      link(scripted('b', fails(failure('server')))),
    ]).ask();
    assert.equal(events.at(-1)?.type, 'failed');
    assert.equal(textShown(events), count(1, 25));
  });
});

describe('FailoverRequest: a turn with tools', () => {
  const request: ChatRequest = { ...question('Go.'), tools: [{ name: 'run', description: '', inputSchema: {} }] };

  it('is begun again rather than continued, so that prose never takes the place of a call', async () => {
    const b = scripted('b', counts);
    const a = scripted('a', failsAfter(25, failure('stream-cut')));
    const events = await engine([link(a), link(b)]).ask(request);
    assert.equal(only(events, 'switched')[0]?.mode, 'restarted');
    assert.deepEqual(b.requests[0]?.messages, request.messages);
    assert.equal(textShown(events), count(1, 40));
  });

  it('never surfaces a call of an answer that broke off, whole or not', async () => {
    const a = scripted('a', async function* () {
      await Promise.resolve();
      yield { type: 'tool-call', id: '1', name: 'run', input: { from: 'a' } };
      yield { type: 'tool-call-started', name: 'run' };
      yield { type: 'failed', failure: failure('stream-cut') };
    });
    const b = scripted('b', async function* () {
      await Promise.resolve();
      yield { type: 'tool-call', id: '2', name: 'run', input: { from: 'b' } };
      yield { type: 'done', reason: 'tool-calls' };
    });
    const events = await engine([link(a), link(b)]).ask(request);
    assert.deepEqual(
      only(events, 'tool-call').map((call) => call.input),
      [{ from: 'b' }],
    );
  });

  it('is not sent to a model without tools', async () => {
    const a = scripted('a', counts);
    const events = await engine([link(a, { traits: { tools: false } }), link(scripted('b', counts))]).ask(request);
    assert.equal(answeredBy(events), 'b');
    assert.equal(a.requests.length, 0);
  });
});
