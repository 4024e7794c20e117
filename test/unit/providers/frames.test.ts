import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type BodyForm, firstSign, FrameGate, MalformedBody } from '../../../src/providers/frames';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const textOf = (chunks: readonly Uint8Array[]): string => Buffer.concat(chunks).toString('utf8');

/** What has passed after each piece, and in the end. */
function passed(form: BodyForm, pieces: readonly Uint8Array[]): { readonly steps: string[]; readonly end: string } {
  const gate = new FrameGate(form);
  const out: Uint8Array[] = [];
  const steps = pieces.map((piece) => {
    gate.check();
    out.push(gate.pass(piece));
    return textOf(out);
  });
  out.push(gate.rest());
  return { steps, end: textOf(out) };
}

function inTwo(all: Uint8Array, cut: number): Uint8Array[] {
  return [all.subarray(0, cut), all.subarray(cut)];
}

const events = (end: string): string[] =>
  ['event: a', 'data: {"ü":1}'].map((line) => line + end).concat(end, `: ping${end}${end}`, `data: 日🙂${end}${end}`);

/** The bodies, each with every place where a frame ends. */
const streams: readonly (readonly [name: string, form: BodyForm, body: string, borders: ReadonlySet<number>])[] = [
  ...(['\n', '\r\n', '\r'] as const).map((end) => {
    const pieces = events(end);
    const lengths = [pieces.slice(0, 3), pieces.slice(0, 4), pieces].map((some) => some.join('').length);
    const borders = new Set([0, ...lengths]);
    // Where a frame ends in two characters it may be passed before the second.
    if (end === '\r\n') for (const length of lengths) borders.add(length - 1);
    return [`events with ${JSON.stringify(end)}`, 'sse', pieces.join(''), borders] as const;
  }),
  ['lines', 'ndjson', '{"ü":1}\n{"b":"日🙂"}\r\n\n[1]\n', new Set([0, 8, 21, 22, 26])],
];

describe('a body that is passed on in whole frames', () => {
  for (const [name, form, body, borders] of streams) {
    it(`is never passed in the middle of a frame: ${name}, cut at every byte`, () => {
      const all = bytes(body);
      for (let cut = 0; cut <= all.length; cut += 1) {
        const { steps, end } = passed(form, inTwo(all, cut));
        assert.equal(end, body, `cut at ${cut}`);
        for (const step of steps) assert.ok(borders.has(step.length), `cut at ${cut}: ${JSON.stringify(step)}`);
      }
    });

    it(`comes out as it came in, byte by byte: ${name}`, () => {
      const { steps, end } = passed(
        form,
        [...bytes(body)].map((byte) => Uint8Array.of(byte)),
      );
      assert.equal(end, body);
      const seen = new Set(steps.map(({ length }) => length));
      for (const length of seen) assert.ok(borders.has(length), JSON.stringify(body.slice(0, length)));
    });

    it(`keeps a half frame at the end to itself: ${name}`, () => {
      const half = form === 'sse' ? 'data: half\n' : '{"half":';
      assert.equal(passed(form, [bytes(body + half)]).end, body);
    });
  }

  it('is passed frame by frame, and not late', () => {
    const gate = new FrameGate('sse');
    assert.equal(textOf([gate.pass(bytes('data: 1\n\ndata: 2'))]), 'data: 1\n\n');
    assert.equal(textOf([gate.pass(bytes('\n\n'))]), 'data: 2\n\n');
  });

  it('gives its last line though it has no end, where it is whole', () => {
    assert.equal(passed('ndjson', [bytes('{"a":1}\n{"done":true}')]).end, '{"a":1}\n{"done":true}');
  });

  it('is passed as it comes where it is one value', () => {
    const { steps } = passed('json', [bytes('{"a"'), bytes(':1}')]);
    assert.deepEqual(steps, ['{"a"', '{"a":1}']);
  });

  it('gives the lines before one that cannot be read, and then no more', () => {
    const gate = new FrameGate('ndjson');
    assert.equal(textOf([gate.pass(bytes('{"a":1}\n{"b":\n{"c":1}\n'))]), '{"a":1}\n');
    assert.throws(() => gate.check(), MalformedBody);
    assert.throws(() => gate.rest(), MalformedBody);
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

  it('comes out whole however it is parted', () => {
    const piece = fc.constantFrom('\n', '\r', '\r\n', 'data: x', ':', 'ü', '🙂');
    const cuts = fc.array(fc.nat(60), { maxLength: 8 }).map((all) => [...new Set(all)].sort((a, b) => a - b));
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), cuts, (pieces, places) => {
        const all = bytes(pieces.join(''));
        const parts = [...places, all.length].map((end, index) => all.subarray(places[index - 1] ?? 0, end));
        const whole = passed('sse', [all]).end;
        const parted = passed('sse', parts).end;
        // The second half of a line end may come with the frame behind it.
        assert.equal(parted.trimEnd(), whole.trimEnd());
      }),
    );
  });
});

describe('the first sign of a body', () => {
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
