import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { Seam } from '../../../src/webview/chat/markdown/seam/seams';
import { seamMark } from '../../../src/webview/chat/markdown/seam/seamMark';
import { offsetOf } from '../../../src/webview/chat/markdown/seam/textPlace';
import { StreamingMarkdown } from '../../../src/webview/chat/markdown/streamingMarkdown';
import { inBrowser } from '../../unit/webview/dom';
import { recorded, stepByStep } from '../../unit/webview/fixtures';
import { grammar, samples } from './samples';

const seam = (at: number): Seam => ({ at, element: seamMark('Beta', 'Alpha broke off', 1), writer: 1 });

function drawn(source: string, cuts: readonly number[], seams: readonly Seam[]): HTMLElement {
  const { timing, finish } = stepByStep();
  const markdown = new StreamingMarkdown(recorded().actions, timing);
  document.body.replaceChildren(markdown.element);
  for (const cut of [...cuts].sort((a, b) => a - b)) {
    markdown.update(
      source.slice(0, cut),
      false,
      seams.filter(({ at }) => at <= cut),
    );
  }
  markdown.update(source, true, seams);
  finish();
  return markdown.element;
}

/** The markup without what seams add to it. */
function withoutSeams(root: HTMLElement): string {
  const copy = root.cloneNode(true) as HTMLElement;
  for (const mark of copy.querySelectorAll('.seam')) mark.remove();
  for (const element of copy.querySelectorAll('[data-writer]')) element.removeAttribute('data-writer');
  return copy.innerHTML;
}

const cutsOf = (source: string): fc.Arbitrary<number[]> => fc.uniqueArray(fc.nat(source.length), { maxLength: 6 });

/** Blocks whose words are all shown, each word another. */
const blocks: readonly ((word: () => string) => string)[] = [
  (word) => `${word()} ${word()} **${word()} ${word()}** _${word()}_.`,
  (word) => `${word()}\n${word()} \`${word()} ${word()}\` ~~${word()}~~`,
  (word) => `## ${word()} ${word()}`,
  (word) => `- ${word()} ${word()}\n- **${word()}**\n  - ${word()}\n\n    ${word()}`,
  (word) => `3. ${word()}\n4. ${word()} [${word()}](https://a.test/b) ${word()}`,
  (word) => `> ${word()} ${word()}\n> ${word()}\n>\n> - ${word()}`,
  (word) => `| ${word()} | ${word()} |\n|---|:-:|\n| ${word()} ${word()} | \`${word()}\` |\n| ${word()} | ${word()} |`,
  (word) => `\`\`\`ts\nconst ${word()} = 1;\n\n  ${word()}(${word()});\n\`\`\``,
  (word) => `~~~\n${word()}\n${word()}\n~~~`,
  (word) => `- ${word()}\n\n  \`\`\`js\n  let ${word()};\n  \`\`\`\n\n- ${word()}`,
  (word) => `    ${word()}\n      ${word()}`,
  (word) => `<div>\n${word()}\n</div>`,
  (word) => `https://a.test/${word()} and <b>${word()}</b> &amp; ${word()}`,
];

const documents = fc.array(fc.nat(blocks.length - 1), { minLength: 1, maxLength: 6 }).map((kinds) => {
  let count = 0;
  const word = (): string => `w${(count += 1)}q`;
  return kinds.map((kind) => blocks[kind]!(word)).join('\n\n');
});

const cases = (sources: fc.Arbitrary<string>): fc.Arbitrary<readonly [string, readonly number[], readonly number[]]> =>
  sources.chain((source) =>
    fc.tuple(
      fc.constant(source),
      fc.uniqueArray(fc.integer({ min: Math.min(1, source.length), max: source.length }), {
        minLength: 1,
        maxLength: 3,
      }),
      cutsOf(source),
    ),
  );

describe('seams, laws', () => {
  inBrowser();

  const odd = fc.array(fc.constantFrom(...grammar), { minLength: 1, maxLength: 20 }).map((parts) => parts.join(''));
  for (const [which, sources, numRuns] of [
    ['a known answer', fc.constantFrom(...samples), 120],
    ['an odd answer', odd, 200],
    ['a document', documents, 100],
  ] as const) {
    it(`leave the drawing of ${which} as it is, wherever they are and however it grows`, () => {
      fc.assert(
        fc.property(cases(sources), ([source, places, cuts]) => {
          const seams = places.map(seam);
          const root = drawn(source, cuts, seams);
          assert.equal(withoutSeams(root), drawn(source, [], []).innerHTML);
          assert.equal(root.querySelectorAll('.seam').length, seams.length);
        }),
        { numRuns },
      );
    });
  }

  it('stand before each word that was written after them and behind all that was written before', () => {
    fc.assert(
      fc.property(cases(documents), ([source, places, cuts]) => {
        const seams = places.map(seam);
        const root = drawn(source, cuts, seams);
        const shown = root.textContent;
        for (const { at, element } of seams) {
          const offset = offsetOf(root, element);
          for (const { index, 0: word } of source.matchAll(/w\d+q/g)) {
            const place = shown.indexOf(word);
            const wanted = Math.min(word.length, Math.max(0, at - index));
            const found = Math.min(word.length, Math.max(0, offset - place));
            assert.equal(found, wanted, `${word} at ${at} of ${JSON.stringify(source)}`);
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it('move back with text that is taken back, and stand where the next words follow', () => {
    fc.assert(
      fc.property(cases(documents), fc.nat(), ([source, places], cut) => {
        const at = Math.min(...places);
        const back = at - (cut % Math.max(1, at));
        const markdown = new StreamingMarkdown(recorded().actions);
        document.body.replaceChildren(markdown.element);
        const [first, moved] = [seam(at), seam(back)];
        markdown.update(source.slice(0, at), false, [first]);
        markdown.update(source.slice(0, back), false, [{ ...first, at: back }]);
        markdown.update(source, true, [{ ...first, at: back }]);
        const root = drawn(source, [], [moved]);
        assert.equal(withoutSeams(markdown.element), withoutSeams(root));
        assert.equal(offsetOf(markdown.element, first.element), offsetOf(root, moved.element));
      }),
      { numRuns: 100 },
    );
  });
});
