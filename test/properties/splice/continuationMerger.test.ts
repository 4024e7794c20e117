import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { cutPointOf, solidOf } from '../../../src/engine/failover/splice/cutPoint';
import { asAsked, count, isRefused, joined, lineAnew, prose } from '../../unit/engine/failover/splice/fixtures';

const markdown = [
  'In short, as a table and as a list:',
  '| Route | State |\n| --- | --- |\n| first | open |\n| - | |\n| third | closed |',
  '## Steps that remain\n\n> - [ ] ask the first one\n> - [x] ask the second one\n>\n> > told by others',
  '1. one\n   - - nested twice\n   - * * and thrice\n2. two\n   3) three, and - not + a mark',
  '```yaml\n# What is asked\nroutes:\n  - - first\n    - second\n```\n\n- - -\n\n断路器在连续三次失败后打开，打开期间不会向该提供商发送任何请求，链中的下一个提供商会代为回答，然后放行一个请求。',
  '- 断路器\n- 提供商',
].join('\n\n');

describe('ContinuationMerger', () => {
  it('is exact wherever prose is cut, however the pieces fall, when the model repeats its anchor', () => {
    fc.assert(
      fc.property(fc.integer({ min: 45, max: prose.length - 1 }), fc.integer({ min: 1, max: 60 }), (at, pieces) => {
        const shown = prose.slice(0, at);
        const solid = solidOf(cutPointOf(shown));
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
          const rest = whole.slice(solidOf(cutPointOf(shown)).length);
          assert.equal(joined(shown, prefill ? rest : asAsked(whole, at), { prefill, pieces }), whole);
        },
      ),
    );
  });

  it('neither loses nor doubles anything of a text that repeats itself', () => {
    for (const end of [`${'0, '.repeat(120)}1`, `${'0.000000000, '.repeat(30)}1`, `${'| --- '.repeat(40)}|\n`]) {
      const whole = `${prose}\n\n${end}`;
      for (let at = prose.length + 40; at < whole.trimEnd().length; at += 1) {
        assert.equal(joined(whole.slice(0, at), asAsked(whole, at)), whole);
        const rest = whole.slice(solidOf(cutPointOf(whole.slice(0, at))).length);
        assert.equal(joined(whole.slice(0, at), rest, { prefill: true }), whole);
      }
    }
  });

  it('is exact wherever Markdown is cut, when the model repeats its anchor, begins its line again or has a prefill', () => {
    for (let at = 45; at < markdown.length; at += 1) {
      const shown = markdown.slice(0, at);
      const cutPoint = cutPointOf(shown);
      for (const pieces of [1, 7, 300]) {
        assert.equal(joined(shown, asAsked(markdown, at), { pieces }), markdown);
        // The last few words alone, where a sentence or a line may begin, may be a refusal as well.
        const prefilled = joined(shown, markdown.slice(solidOf(cutPoint).length), { pieces, prefill: true });
        const mayBeRefusal = markdown.length - at < 60 && cutPoint.partialWord === '';
        assert.ok(prefilled === markdown || (mayBeRefusal && prefilled === shown), prefilled);
        // A line that had just begun says too little of where it is.
        const read = joined(shown, lineAnew(markdown, at), { pieces });
        if (!cutPoint.space.includes('\n')) assert.ok(read === markdown || read === shown, read);
      }
    }
  });

  it('adds nothing to JSON, and takes nothing from it, wherever it is cut', () => {
    const value = {
      summary: 'Adds a retry  with “quotes”, a "nested" one, \n and a line',
      files: [
        { path: 'src/a.ts', lines: [1, 2, 30], isNew: true },
        { path: 'src/b.ts', lines: [], note: null },
      ],
      text: '断路器在连续三次失败后打开，打开期间不会向该提供商发送任何请求',
      price: 12.5e-3,
      marks: ['- a', '> c', '```', '{"x": "y"}'],
    };
    const anyCut = fc.record({ space: fc.constantFrom(0, 2), share: fc.double({ min: 0.15, max: 0.99, noNaN: true }) });
    fc.assert(
      fc.property(anyCut, fc.boolean(), fc.integer({ min: 1, max: 60 }), ({ space, share }, prefill, pieces) => {
        const whole = JSON.stringify(value, null, space);
        const at = Math.floor(whole.length * share);
        const shown = whole.slice(0, at);
        const rest = prefill ? whole.slice(solidOf(cutPointOf(shown)).length) : asAsked(whole, at);
        // What is refused is begun again by the next route.
        assert.ok(isRefused(shown, rest, { prefill, pieces }) || joined(shown, rest, { prefill, pieces }) === whole);
        if (!prefill && space === 0) assert.equal(joined(shown, rest, { pieces }), whole);
      }),
    );
  });
});
