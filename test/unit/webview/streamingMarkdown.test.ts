import assert from 'node:assert/strict';
import fc from 'fast-check';
import { h } from '../../../src/webview/chat/dom';
import { type Mark, StreamingMarkdown } from '../../../src/webview/chat/markdown/streamingMarkdown';
import { namesByRole } from './accessible';
import { inBrowser } from './dom';
import { recorded } from './fixtures';

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

const cutsOf = (source: string): fc.Arbitrary<number[]> =>
  fc.uniqueArray(fc.nat(source.length), { minLength: 1, maxLength: 12 });

describe('a growing answer', () => {
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

  it('is drawn anew where its end was taken back and written otherwise', () => {
    const markdown = new StreamingMarkdown(recorded().actions);
    const [first, second] = ['Kept.\n\nOne way.\n\n- a\n- b', 'Kept.\n\nOther **way**.\n\n1. c'];
    for (const source of [first, '', second]) markdown.update(source, false);
    markdown.update(second, true);
    assert.equal(markdown.element.innerHTML, drawnAtOnce(second));
    markdown.update(first, false);
    markdown.update(second, false);
    assert.equal(markdown.element.innerHTML, drawnAtOnce(second));
  });

  it('goes on with a list, a table and a quotation whose next part does not look like one yet', () => {
    const grown = {
      '1. one\n\n2. two\n\n3. three': 'ol',
      '| a |\n|---|\n| b |\n| c |': '.table',
      '> a\n> b': 'blockquote',
    };
    for (const [source, part] of Object.entries(grown)) {
      const markdown = new StreamingMarkdown(recorded().actions);
      for (let length = 1; length <= source.length; length += 1) {
        markdown.update(source.slice(0, length), false);
        assert.ok(markdown.element.querySelectorAll(part).length <= 1, source.slice(0, length));
      }
    }
  });

  it('shows indented code as it stands while it grows', () => {
    const markdown = new StreamingMarkdown(recorded().actions);
    for (const source of ['    a[', '    a[`', '    a[`b']) {
      markdown.update(source, false);
      assert.equal(markdown.element.querySelector('code')?.textContent, source.trimStart());
    }
  });

  it('keeps the elements of what is settled', () => {
    const markdown = new StreamingMarkdown(recorded().actions);
    markdown.update('# Title\n\nFirst.\n\nSecond.\n\nThi', false);
    const [title, first] = [...markdown.element.children];
    markdown.update('# Title\n\nFirst.\n\nSecond.\n\nThird.\n\nFourth.', false);
    markdown.update('# Title\n\nFirst.\n\nSecond.\n\nThird.\n\nFourth. End.', true);
    assert.equal(markdown.element.children[0], title);
    assert.equal(markdown.element.children[1], first);
    assert.equal(markdown.element.children.length, 5);
  });

  it('shows code as code before its fence is closed, and keeps its buttons while it grows', () => {
    const markdown = new StreamingMarkdown(recorded().actions);
    document.body.append(markdown.element);
    markdown.update('Look:\n\n```ts\nconst a = `**x[', false);
    const block = markdown.element.querySelector('.code-block')!;
    const [button] = block.querySelectorAll('button');
    assert.equal(block.querySelector('code')?.textContent, 'const a = `**x[');
    assert.deepEqual(namesByRole('button', block), ['Insert at Cursor', 'Copy']);
    button!.focus();
    markdown.update('Look:\n\n```ts\nconst a = `**x[0]`;\nconst', false);
    markdown.update('Look:\n\n```ts\nconst a = `**x[0]`;\nconst b = 2;\n```\n\nThat is it.', true);
    assert.equal(markdown.element.querySelector('.code-block'), block);
    assert.equal(block.querySelector('code')?.textContent, 'const a = `**x[0]`;\nconst b = 2;');
    assert.equal(document.activeElement, button);
  });

  it('shows bold, code and links that are still open as what they will be', () => {
    const markdown = new StreamingMarkdown(recorded().actions);
    const growth = {
      'a **bo': '<p>a <strong>bo</strong></p>',
      'a **bold** `co': '<p>a <strong>bold</strong> <code>co</code></p>',
      'a **bold** `code` [li': '<p>a <strong>bold</strong> <code>code</code> li</p>',
    };
    for (const [source, expected] of Object.entries(growth)) {
      markdown.update(source, false);
      assert.equal(markdown.element.innerHTML, expected);
    }
  });
});

describe('a mark in an answer', () => {
  inBrowser();

  const mark = (at: number): Mark => ({ at, element: h('div', { class: 'mark' }) });
  const outline = (markdown: StreamingMarkdown): readonly string[] =>
    [...markdown.element.children].map((child) => (child.className === 'mark' ? '•' : child.textContent));

  it('stands between the blocks before it and those behind it', () => {
    const markdown = new StreamingMarkdown(recorded().actions);
    markdown.update('One.\n\nTwo.\n\nThree.', true, [mark(6)]);
    assert.deepEqual(outline(markdown), ['One.', '•', 'Two.', 'Three.']);
  });

  it('stands behind a block that it falls into, and in the order of the text', () => {
    const markdown = new StreamingMarkdown(recorded().actions);
    markdown.update('One.\n\nTwo words.\n\nThree.', true, [mark(21), mark(9), mark(10)]);
    assert.deepEqual(outline(markdown), ['One.', 'Two words.', '•', '•', 'Three.', '•']);
  });

  it('counts line ends as the answer wrote them', () => {
    const markdown = new StreamingMarkdown(recorded().actions);
    const before = 'a\r\nb\r\nc\r\nd\r\n\r\n';
    markdown.update(`${before}Two.\r\n\r\nThree.`, true, [mark(before.length)]);
    assert.deepEqual(outline(markdown), ['a\nb\nc\nd', '•', 'Two.', 'Three.']);
  });

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
