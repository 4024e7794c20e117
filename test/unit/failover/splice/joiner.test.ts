import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Joiner } from '../../../../src/failover/splice/joiner';
import { seamOf } from '../../../../src/failover/splice/seam';

/** What the user reads in the end, when `continued` arrives in the given pieces. */
function joined(shown: string, continued: string, options: { prefill?: boolean; pieces?: number } = {}): string {
  const joiner = new Joiner(seamOf(shown), shown, options.prefill ?? false);
  let text = shown;
  const size = options.pieces ?? 3;
  const joins = [];
  for (let at = 0; at < continued.length; at += size) joins.push(joiner.push(continued.slice(at, at + size)));
  joins.push(joiner.end());
  for (const join of joins) {
    if (!join) continue;
    if (join.retractTo !== undefined) text = text.slice(0, join.retractTo);
    text += join.text;
  }
  return text;
}

const prose =
  'The circuit opens after three failures in a row. While it is open no request is sent to that provider, ' +
  'and the next provider in the chain answers instead. When the time is over, one request is let through.';

function count(from: number, to: number): string {
  return Array.from({ length: to - from + 1 }, (_, index) => ` ${from + index}`).join('');
}

describe('joining a continued answer', () => {
  it('cuts the anchor that the continuing model was asked to repeat', () => {
    const shown = prose.slice(0, 100);
    const anchor = shown.trimEnd().slice(-40);
    assert.equal(joined(shown, anchor + prose.slice(shown.trimEnd().length)), prose);
  });

  it('finishes a word that was cut in two when the model writes it whole', () => {
    const at = prose.indexOf('provider') + 4;
    const shown = prose.slice(0, at);
    assert.equal(joined(shown, prose.slice(prose.indexOf('provider'))), prose);
  });

  it('adds the space that a model leaves out at the beginning of its turn', () => {
    assert.equal(joined(`${count(1, 25)} `, '26 27 28'), count(1, 28));
  });

  it('takes back a last word that the continuing model, which has not seen it, does not write', () => {
    assert.equal(
      joined(`${prose.slice(0, 60)} provid`, 'supplier is asked.'),
      `${prose.slice(0, 60)} supplier is asked.`,
    );
  });

  it('does not repeat the last number of a count', () => {
    assert.equal(joined(count(1, 25), '25 26 27 28'), count(1, 28));
    assert.equal(joined(count(1, 25), '24 25 26 27 28'), count(1, 28));
  });

  it('goes on exactly from a prefill', () => {
    const shown = count(1, 25);
    assert.equal(joined(shown, ' 25 26 27', { prefill: true }), count(1, 27));
  });

  it('replaces the answer when the model begins again', () => {
    const shown = prose.slice(0, 120);
    assert.equal(joined(shown, prose), prose);
  });

  it('drops an opening remark', () => {
    const at = prose.indexOf('While');
    assert.equal(joined(prose.slice(0, at), `Sure, here is the rest of my answer:\n\n${prose.slice(at)}`), prose);
  });

  it('does not open a code fence a second time', () => {
    const code = 'Here it is, as you asked:\n\n```ts\nfunction add(a: number, b: number) {\n  return a + b;\n}\n```\n';
    const at = code.indexOf('  return');
    assert.equal(joined(code.slice(0, at), '```ts\n  return a + b;\n}\n```\n'), code);
  });

  it('takes the fence for the repetition where it is the last line shown', () => {
    const code = 'Here it is, as you asked, in a block:\n\n```ts\n      return a + b;\n```\n';
    const shown = code.slice(0, code.indexOf('  return'));
    assert.equal(joined(shown, code.slice(code.indexOf('```')), { pieces: 1 }), code);
    assert.equal(joined(shown, `\`\`\`ts\n${code.slice(code.indexOf('as you'))}`, { pieces: 1 }), code);
  });

  it('keeps the fence that closes a code block', () => {
    const code = 'Here it is, as you asked:\n\n```ts\nconst answer = 42;\n```\nThat is all.';
    const at = code.indexOf('```\nThat');
    assert.equal(joined(code.slice(0, at), '```\nThat is all.'), code);
  });

  it('keeps the indentation where code was cut between two lines', () => {
    const code = 'Here it is, as you asked:\n\n```py\nif ready:\n    start()\n    wait()\n```';
    const at = code.indexOf('wait()');
    assert.equal(joined(code.slice(0, at), 'wait()\n```'), code);
  });

  it('drops half of a surrogate pair', () => {
    const text = 'A long enough sentence with a face \u{1F600} in the middle of it.';
    const at = text.indexOf('\u{1F600}') + 1;
    assert.equal(joined(text.slice(0, at), '\u{1F600} in the middle of it.'), text);
  });

  it('joins a script without spaces where it was cut', () => {
    const text =
      '断路器在连续三次失败后打开，打开期间不会向该提供商发送任何请求，链中的下一个提供商会代为回答，直到时间结束为止，然后放行一个请求。';
    assert.equal(joined(text.slice(0, 45), text.slice(45)), text);
  });

  it('waits for the whole repetition, however slowly it comes', () => {
    const solid = prose.slice(0, prose.indexOf(' provider'));
    const joiner = new Joiner(seamOf(`${solid} `), `${solid} `, false);
    for (const letter of solid.slice(-40)) assert.equal(joiner.push(letter), undefined);
    assert.equal(joiner.push(' provider, and on')?.text, 'provider, and on');
  });

  it('drops an opening remark and the repetition behind it, wherever the pieces end', () => {
    const at = prose.indexOf('While');
    const shown = prose.slice(0, at);
    const continued = `Sure, continuing where I left off:\n\n${prose.slice(at - 40)}`;
    for (let pieces = 1; pieces < 60; pieces += 1) assert.equal(joined(shown, continued, { pieces }), prose);
  });

  it('is exact wherever prose is cut, however the pieces fall, when the model repeats its anchor', () => {
    fc.assert(
      fc.property(fc.integer({ min: 45, max: prose.length - 1 }), fc.integer({ min: 1, max: 60 }), (at, pieces) => {
        const shown = prose.slice(0, at);
        const { kept, gap } = seamOf(shown);
        const solid = kept.slice(0, kept.length - gap.length);
        const anchorAt = Math.max(0, solid.lastIndexOf(' ', solid.length - 30) + 1);
        assert.equal(joined(shown, prose.slice(anchorAt), { pieces }), prose);
      }),
    );
  });

  it('is exact wherever a count is cut, with a prefill and without', () => {
    const whole = count(1, 60);
    fc.assert(
      fc.property(
        fc.integer({ min: 40, max: whole.length - 1 }),
        fc.boolean(),
        fc.integer({ min: 1, max: 9 }),
        (at, prefill, pieces) => {
          const shown = whole.slice(0, at);
          const { kept, gap } = seamOf(shown);
          const solid = kept.slice(0, kept.length - gap.length);
          const rest = whole.slice(solid.length);
          assert.equal(joined(shown, prefill ? rest : rest.trimStart(), { prefill, pieces }), whole);
        },
      ),
    );
  });

  it('shows a continuation that shares nothing with the text as soon as that is clear', () => {
    const shown = prose.slice(0, 100);
    const joiner = new Joiner(seamOf(shown), shown, true);
    assert.notEqual(joiner.push(' and goes on quite differently'), undefined);
  });
});
