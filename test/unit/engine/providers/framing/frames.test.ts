import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type BodyForm, firstSign, FrameGate, MalformedBody } from '../../../../../src/engine/providers/framing/frames';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const textOf = (chunks: readonly Uint8Array[]): string => Buffer.concat(chunks).toString('utf8');

interface Passed {
  /** What has passed after each piece. */
  readonly steps: string[];
  /** All of it, in the end. */
  readonly end: string;
  readonly isDone: boolean;
}

function passed(form: BodyForm, pieces: readonly Uint8Array[]): Passed {
  const gate = new FrameGate(form);
  const out: Uint8Array[] = [];
  const steps = pieces.map((piece) => {
    gate.check();
    out.push(gate.pass(piece));
    return textOf(out);
  });
  out.push(gate.rest());
  return { steps, end: textOf(out), isDone: gate.isDone };
}

const passedText = (form: BodyForm, body: string): string => passed(form, [bytes(body)]).end;

function inTwo(all: Uint8Array, cut: number): Uint8Array[] {
  return [all.subarray(0, cut), all.subarray(cut)];
}

const single = (body: string): Uint8Array[] => [...bytes(body)].map((byte) => Uint8Array.of(byte));

const strict = 'event: a\ndata: {"ü":1}\n\ndata: {"b":"日🙂"}\n\n';

/** Without the spaces that stand for the line ends between the parts of a value. */
const asOne = (text: string): string =>
  text.replaceAll(/^data: (.*)$/gm, (_all, json: string) => `data: ${JSON.stringify(JSON.parse(json))}`);

/** The same two events as hosts send them. */
const framings: readonly (readonly [name: string, body: string])[] = [
  ['as the standard says', strict],
  ['with returns and line ends', strict.replaceAll('\n', '\r\n')],
  ['with returns', strict.replaceAll('\n', '\r')],
  ['with a byte order mark', `\ufeff${strict}`],
  ['without a space behind the colon', strict.replaceAll(': ', ':')],
  ['without the last empty line', strict.slice(0, -1)],
  ['without the last line end', strict.slice(0, -2)],
  ['with one line end between', 'event: a\ndata: {"ü":1}\ndata: {"b":"日🙂"}\n'],
  ['over several lines', 'event: a\ndata: {"ü"\ndata: :1\ndata: }\n\ndata: {\ndata: "b":"日🙂"}\n\n'],
  ['with comments and fields of other names', `: hello\n\nid: 5\nretry: 9\n${strict}: bye\n\nx\n\n`],
  [
    'with events of empty data',
    `data:\n\n${strict.replace('\n\n', '\n\ndata: \n\nevent: ping\n\n')}event: ping\ndata:\n\n`,
  ],
  ['with events of other data', `data: keep-alive\n\n${strict.replace('\n\n', '\n\ndata: null\n\n')}data: 5\n\n`],
  ['with pings that cannot be read', `event: ping\ndata: {"type":\n\n${strict}data: {"type": "ping", "x\n\n`],
  ['in a list', 'event: a\ndata: [{"ü":1}]\n\ndata: [{"b":"日🙂"}]\n\n'],
  ['with errors that say nothing', strict.replace('1}', '1,"error":{}}').replace('{"b"', '{"error":null,"b"')],
];

describe('FrameGate, of events', () => {
  for (const [name, body] of framings) {
    it(`is passed on strictly, ${name}, cut at every byte`, () => {
      const all = bytes(body);
      const borders = new Set(['', strict.slice(0, strict.indexOf('data: {"b"')), strict]);
      for (let cut = 0; cut <= all.length; cut += 1) {
        const { steps, end } = passed('sse', inTwo(all, cut));
        assert.equal(asOne(end), strict, `cut at ${cut}`);
        for (const step of steps) assert.ok(borders.has(asOne(step)), `cut at ${cut}: ${JSON.stringify(step)}`);
      }
      assert.equal(asOne(passed('sse', single(body)).end), strict);
    });
  }

  it('gives an event as soon as its data is whole', () => {
    const gate = new FrameGate('sse');
    assert.equal(textOf([gate.pass(bytes('data: {"n":1}\nda'))]), 'data: {"n":1}\n\n');
    assert.equal(textOf([gate.pass(bytes('ta: {"n":2}'))]), '');
    assert.equal(textOf([gate.pass(bytes('\n'))]), 'data: {"n":2}\n\n');
  });

  it('gives an event the name that stands in it, where it has none', () => {
    assert.equal(
      passedText('sse', 'data: {"type":"message_stop"}\n'),
      'event: message_stop\ndata: {"type":"message_stop"}\n\n',
    );
  });

  it('keeps half of an event at its end to itself', () => {
    for (const half of ['data: {"cho', 'data: {"a":{"b":1}', 'dat', 'event: x\n', 'data: {"cho\n']) {
      assert.equal(passedText('sse', strict + half), strict);
    }
  });

  it('ends with the mark of its end, however it is written', () => {
    for (const mark of ['data: [DONE]\n\n', 'data:[DONE]', 'data: [DONE]\n', 'data: "[DONE]"\n\n']) {
      const { end, isDone } = passed('sse', [bytes(`${strict}${mark}`)]);
      assert.deepEqual([end, isDone], [strict, true], mark);
    }
    assert.equal(passed('sse', [bytes(`${strict}data: [DO`)]).isDone, false);
    assert.equal(passedText('sse', `${strict}data: [DONE]\n\ndata: {"more":1}\n\n`), strict);
  });

  it('reads numbers that are none, and line ends within a text', () => {
    assert.equal(
      passedText('sse', 'data: {"n":NaN,"m":-Infinity,"t":"NaN\t"}\n\n'),
      'data: {"n":null,"m":null,"t":"NaN\\t"}\n\n',
    );
  });

  it('is not read on behind an event that may have held text and cannot be read', () => {
    for (const bad of ['{"choices":[{"ind', '"hello"', 'hoices":[{"delta":{"content":"x"}}]}']) {
      const gate = new FrameGate('sse');
      assert.equal(textOf([gate.pass(bytes(`${strict}data: ${bad}\n\n${strict}`))]), strict);
      assert.throws(() => gate.check(), MalformedBody, bad);
      assert.throws(() => gate.rest(), MalformedBody, bad);
    }
  });

  it('is none where nothing in it can be read', () => {
    assert.throws(() => passedText('sse', 'data: hello\n\ndata: world\n\n'), MalformedBody);
  });

  it('tells an error in words', () => {
    const json = '{"type":"error","error":{"message":"Overloaded"}}';
    assert.equal(passedText('sse', 'event: error\ndata: Overloaded\n\n'), `event: error\ndata: ${json}\n\n`);
  });

  it('takes no longer for an event of many lines than for one line of its length', () => {
    const body = bytes(`data: [\n${'data: }\n'.repeat(200_000)}`);
    const startedAt = performance.now();
    const gate = new FrameGate('sse');
    gate.pass(body);
    assert.ok(performance.now() - startedAt < 5_000);
  });
});

describe('FrameGate, of lines', () => {
  const lines = '{"ü":1}\n{"b":"日🙂"}\n';
  const bodies = [
    lines,
    lines.replaceAll('\n', '\r\n'),
    `\n${lines}\n\n`,
    lines.slice(0, -1),
    '{\n"ü":1\n}\n{"b":"日🙂"}\n',
    '{"ü":1,"error":""}\n{"b":"日🙂"}\n',
    `${lines}{"half":`,
  ];
  for (const body of bodies) {
    it(`is passed on in whole lines, cut at every byte: ${JSON.stringify(body)}`, () => {
      const all = bytes(body);
      for (let cut = 0; cut <= all.length; cut += 1) {
        const { steps, end } = passed('ndjson', inTwo(all, cut));
        assert.equal(end.replace('{ "ü":1 }', '{"ü":1}'), lines, `cut at ${cut}`);
        for (const step of steps) assert.ok(step === '' || step.endsWith('}\n'), step);
      }
    });
  }

  it('gives the lines before one that cannot be read, and then no more', () => {
    const gate = new FrameGate('ndjson');
    assert.equal(textOf([gate.pass(bytes('{"a":1}\n{"b":\n{"c":1}\n'))]), '{"a":1}\n');
    assert.throws(() => gate.check(), MalformedBody);
    assert.throws(() => gate.rest(), MalformedBody);
  });
});

describe('FrameGate', () => {
  it('is passed as it comes where it is one value', () => {
    const { steps } = passed('json', [bytes('{"a"'), bytes(':1}')]);
    assert.deepEqual(steps, ['{"a"', '{"a":1}']);
  });

  for (const form of ['sse', 'ndjson', 'json'] as const) {
    it(`may not hold a frame without end: ${form}`, () => {
      const gate = new FrameGate(form);
      const piece = new Uint8Array(4 * 1024 * 1024).fill(120);
      gate.pass(piece);
      gate.pass(piece);
      assert.throws(() => gate.pass(Uint8Array.of(120)), MalformedBody);
    });
  }

  it('comes out the same however it is parted', () => {
    const piece = fc.constantFrom(
      '\n',
      '\r',
      '\r\n',
      'data: {"x":1}',
      'event: e',
      'data: ',
      ':',
      '{"ü":',
      '"🙂"}',
      'data: [DONE]',
    );
    const cuts = fc.array(fc.nat(80), { maxLength: 8 }).map((all) => [...new Set(all)].sort((a, b) => a - b));
    const outcome = (parts: readonly Uint8Array[]): unknown => {
      try {
        const { end, isDone } = passed('sse', parts);
        return { end, isDone };
      } catch (error) {
        return error instanceof MalformedBody;
      }
    };
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), cuts, (pieces, places) => {
        const all = bytes(pieces.join(''));
        const parts = [...places, all.length].map((end, index) => all.subarray(places[index - 1] ?? 0, end));
        assert.deepEqual(outcome(parts), outcome([all]));
      }),
    );
  });
});

describe('firstSign', () => {
  const cases: readonly [body: Uint8Array, sign: string | undefined][] = [
    [bytes('{"a":1}'), '{'],
    [bytes(' \r\n\t<html>'), '<'],
    [bytes('\ufeffdata:'), 'd'],
    [bytes('\n\n'), undefined],
    [new Uint8Array(), undefined],
  ];
  for (const [body, sign] of cases) {
    it(`is ${sign ?? 'not there'} in ${JSON.stringify(textOf([body]))}`, () => assert.equal(firstSign(body), sign));
  }
});
