import assert from 'node:assert/strict';
import type { StreamEvent } from '../../../../../src/engine/model/stream/stream';
import {
  InvalidEvent,
  longestAnswerChars,
  StreamCheck,
  wellFormed,
} from '../../../../../src/engine/model/stream/streamCheck';

const checked = (events: readonly unknown[], offersTools?: boolean): StreamEvent[] => {
  const check = new StreamCheck(offersTools);
  return events.flatMap((event) => [...check.events(event)]);
};
const text = (value: unknown): unknown => ({ type: 'text', text: value });
const done = { type: 'done', reason: 'stop' };
const call = { type: 'tool-call', id: 'c', name: 'read', input: { path: 'a' } };

describe('StreamCheck', () => {
  it('passes as it is where it is of the contract', () => {
    const events = [
      text('a'),
      { type: 'thinking', text: '', signature: 's' },
      call,
      { type: 'usage', usage: { inputTokens: 3 } },
      done,
    ];
    assert.deepEqual(checked(events), events);
  });

  it('joins a surrogate pair that came in two pieces', () => {
    assert.deepEqual(checked([text('a🙂'.slice(0, 2)), text('🙂'.slice(1)), text('b')]), [
      text('a'),
      text('🙂'),
      text('b'),
    ]);
  });

  it('has a replacement in the place of half a character', () => {
    const half = '🙂'.slice(0, 1);
    assert.deepEqual(checked([text(`a${half}`), text('b'), text(half), done]), [
      text('a'),
      text('\ufffdb'),
      text('\ufffd'),
      done,
    ]);
    assert.deepEqual(checked([text('🙂'.slice(1))]), [text('\ufffd')]);
    assert.equal(wellFormed(`${half}${half}🙂${'🙂'.slice(1)}`), '\ufffd\ufffd🙂\ufffd');
  });

  it('drops counts that are none', () => {
    const usage = { inputTokens: '5', outputTokens: Infinity, cachedInputTokens: -1 };
    assert.deepEqual(
      checked([
        { type: 'usage', usage },
        { type: 'usage', usage: null },
      ]),
      [
        { type: 'usage', usage: {} },
        { type: 'usage', usage: {} },
      ],
    );
  });

  it('drops counts that no request has, which would use up a budget at once', () => {
    const usage = { inputTokens: 100_000_000, outputTokens: 100_000_001, cachedInputTokens: Number.MAX_SAFE_INTEGER };
    assert.deepEqual(checked([{ type: 'usage', usage }]), [{ type: 'usage', usage: { inputTokens: 100_000_000 } }]);
  });

  for (const event of [
    null,
    5,
    {},
    { type: 'other' },
    text(null),
    text(5),
    { type: 'thinking', text: {} },
    { type: 'thinking', text: '', signature: 5 },
    { type: 'tool-call', id: 'c', name: '', input: {} },
    { type: 'tool-call', id: 5, name: 'read', input: {} },
    { type: 'tool-call', id: 'c', name: 'read' },
    { type: 'done', reason: 'because' },
    { type: 'failed' },
    { type: 'failed', failure: { kind: 'odd', scope: 'model', message: '' } },
    { type: 'failed', failure: { kind: 'empty', scope: 'model', message: 5 } },
    ...[
      { repair: 5 },
      { refusedParameters: 5 },
      { refusedParameters: [5] },
      { contextWindowTokens: 'many' },
      { contextWindowTokens: -1 },
      { outputLimitTokens: 0.5 },
    ].map((more) => ({ type: 'failed', failure: { kind: 'bad-request', scope: 'request', message: '', ...more } })),
  ]) {
    it(`refuses ${JSON.stringify(event)}`, () => assert.throws(() => checked([event]), InvalidEvent));
  }

  it('reads each field of a failure once, and runs no code of it afterwards', () => {
    let reads = 0;
    const failure = {
      kind: 'server',
      scope: 'endpoint',
      message: 'Down.',
      get retryAfterMs() {
        reads += 1;
        return reads === 1 ? 5 : 'later';
      },
    };
    const [event] = checked([{ type: 'failed', failure }]);
    assert.deepEqual(event, {
      type: 'failed',
      failure: { kind: 'server', scope: 'endpoint', message: 'Down.', retryAfterMs: 5 },
    });
    assert.equal(reads, 1);
  });

  it('ends as cut by length where an answer is longer than any model writes', () => {
    const check = new StreamCheck();
    let length = 0;
    let last: StreamEvent | undefined;
    for (let count = 0; !check.isOver; count += 1) {
      assert.ok(count < 30);
      for (const event of check.events(text('🙂'.repeat(50_001)))) {
        if (event.type === 'text') length += event.text.length;
        last = event;
      }
    }
    assert.ok(length <= longestAnswerChars + 1 && length >= longestAnswerChars - 1, `${length}`);
    assert.deepEqual(last, { type: 'done', reason: 'length' });
  });

  it('drops calls of tools that the request did not offer', () => {
    const started = { type: 'tool-call-started', name: 'read' };
    const end = { type: 'done', reason: 'tool-calls' };
    assert.deepEqual(checked([started, call, end], false), [end]);
    assert.deepEqual(checked([text('a'), started, call, end], false), [text('a'), done]);
    assert.deepEqual(checked([started, call, end], true), [started, call, end]);
  });
});
