import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { h } from '../../../src/webview/shared/dom';
import { type Mark, StreamingMarkdown } from '../../../src/webview/chat/markdown/streamingMarkdown';
import { inBrowser } from '../../unit/webview/dom';
import { recorded } from '../../unit/webview/fixtures';

const samples = [
  'Plain words.\n\nA second paragraph\nover two lines.',
  '# Title\n\nText with **bold**, *italic*, `code` and [a link](https://a.test/x "t").\n\n## Next\n\nMore.',
  'Setext\n===\n\nText\n---\n\n***',
  '- one\n- two\n  - nested\n  - more\n\n    a paragraph\n- three\n\nAfter it.',
  '1. one\n2. two\n\n   ```ts\n   const x = 1;\n   ```\n\n3. three\n',
  '- [x] done\n- [ ] open\n\n* another\n* list',
  'Before.\n\n```ts\nconst a = `${b}`; // **no** [x](y)\n\n\nif (a < b) {}\n```\n\nAfter.',
  '```\nno language\n```\n~~~python\ndef f():\n    pass\n~~~\n    indented\n',
  '````md\n```js\nx\n```\n````\nend',
  'Left open:\n\n```js\nconst x = [1, 2',
  '> quoted **words**\n> - list\n>\n> ```sh\n> ls\n> ```\n\nend',
  '| a | b |\n|:--|--:|\n| `x` | **y** |\n| z |\n\nend',
  'Uses [one][1] and [two] early.\n\n[1]: https://one.test\n[two]: https://two.test "T"\n\nAnd [two] late.',
  'Uses [deep].\n\n- item\n\n  [deep]: https://deep.test\n\nend',
  'A <b>tag</b>, a <br>break, <!-- a comment --> and &amp; &#60;.\n\n<div>\n\n*block*\n\n</div>\n',
  'One\r\ntwo\r\n\r\n- three\r\n- four\r\n\r\n```\r\ncode\r\n```\r\n',
  'Smile 😀 and 日本語 **太字** é.\n\n**wide 😀**',
];

const grammar = [
  ...[
    '\n',
    '\n\n',
    '  ',
    '    ',
    'word ',
    'a',
    '- ',
    '1. ',
    '> ',
    '# ',
    '```',
    '```js\n',
    '`',
    '**',
    '_',
    '[',
    '](',
    ')',
  ],
  ...['[x]', '[x]: https://x.test\n', '![', 'https://a.test', '| a | b |\n|---|---|\n', '| c |\n', '---', '===', '\\'],
  ...['<b>', '</b>', '<br>', '<div>\n', '<!-- ', '-->', '&amp;', '\t', '\r\n', '[ ] '],
];

function drawnAtOnce(source: string, marks?: readonly Mark[]): string {
  const markdown = new StreamingMarkdown(recorded().actions);
  markdown.update(source, true, marks);
  return markdown.element.innerHTML;
}

function drawnInPieces(source: string, cuts: readonly number[]): string {
  const markdown = new StreamingMarkdown(recorded().actions);
  for (const cut of [...cuts].sort((a, b) => a - b)) markdown.update(source.slice(0, cut), false);
  markdown.update(source, true);
  return markdown.element.innerHTML;
}

const mark = (at: number): Mark => ({ at, element: h('div', { class: 'mark' }) });

const cutsOf = (source: string): fc.Arbitrary<number[]> =>
  fc.uniqueArray(fc.nat(source.length), { minLength: 1, maxLength: 12 });

describe('StreamingMarkdown, laws of growth', () => {
  inBrowser();

  for (const [number, source] of samples.entries()) {
    it(`ends as if it had been drawn at once, sample ${number + 1}: ${JSON.stringify(source.slice(0, 30))}`, () => {
      const characters = Array.from({ length: source.length }, (_, index) => index);
      assert.equal(drawnInPieces(source, characters), drawnAtOnce(source));
    });
  }

  it('ends as if it had been drawn at once, wherever the pieces end', () => {
    const cut = fc.constantFrom(...samples).chain((source) => fc.tuple(fc.constant(source), cutsOf(source)));
    fc.assert(
      fc.property(cut, ([source, cuts]) => assert.equal(drawnInPieces(source, cuts), drawnAtOnce(source))),
      { numRuns: 30 },
    );
  });

  it('ends as if it had been drawn at once, however odd it is', () => {
    const odd = fc.array(fc.constantFrom(...grammar), { maxLength: 20 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(
        odd.chain((source) => fc.tuple(fc.constant(source), cutsOf(source))),
        ([source, cuts]) => assert.equal(drawnInPieces(source, cuts), drawnAtOnce(source)),
      ),
      { numRuns: 100 },
    );
  });
});

describe('a mark of StreamingMarkdown, laws', () => {
  inBrowser();

  it('keeps its element and comes to the same place however the answer grows around it', () => {
    const cases = fc
      .constantFrom(...samples)
      .chain((source) => fc.tuple(fc.constant(source), fc.integer({ min: 1, max: source.length }), cutsOf(source)));
    fc.assert(
      fc.property(cases, ([source, at, cuts]) => {
        const markdown = new StreamingMarkdown(recorded().actions);
        const kept = mark(at);
        for (const cut of [...cuts].sort((a, b) => a - b)) {
          markdown.update(source.slice(0, cut), false, cut >= at ? [kept] : []);
        }
        markdown.update(source, true, [kept]);
        assert.equal(kept.element.parentNode, markdown.element);
        assert.equal(markdown.element.innerHTML, drawnAtOnce(source, [mark(at)]));
      }),
      { numRuns: 25 },
    );
  });
});
