import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { decodeEntities } from '../../../src/webview/chat/markdown/parse/entities';
import { StreamingMarkdown } from '../../../src/webview/chat/markdown/streamingMarkdown';
import { inBrowser } from '../../unit/webview/dom';
import { recorded } from '../../unit/webview/fixtures';

const marks = [
  ...[
    '\n',
    '\n\n',
    ' ',
    '    ',
    '- ',
    '1. ',
    '> ',
    '# ',
    '```',
    '```js ',
    '~~~\n',
    '`',
    '**',
    '*',
    '_',
    '~~',
    '|',
    '\\',
  ],
  ...[
    '| a | b |\n|---|---|\n',
    '\n| c | d | ',
    '[',
    '](',
    ')',
    '![',
    '[x]: ',
    ']: # (',
    '"',
    '<',
    '>',
    '<!-- ',
    ' -->',
    '<div>',
  ],
  ...[
    '<details>\n<summary>',
    '<b>',
    '</b>',
    '<pre>\n',
    '<script>',
    '<?',
    '<![CDATA[',
    '&amp;',
    '&#8203;',
    '[^1]',
    '[^1]: ',
    '[ ] ',
  ],
  ...['https://a.test/', '===\n', '---\n', '\u200b', '\u202e', '\r\n', '\t', '<br>', 'command:', '[//]: # (', '::: '],
];

/** Words that no mark is made of, each another. */
const word = (index: number): string => `w${index}q`;

const answers = fc
  .array(fc.constantFrom(...marks), { minLength: 1, maxLength: 24 })
  .map((parts) => parts.map((part, index) => `${part}${word(index)}`).join(''));

/** All that a reader can see of an element or be told where a mark says that there is more. */
function seenIn(root: Element): string {
  const told = [...root.querySelectorAll('[title], [aria-label], [data-mark]')].flatMap((element) =>
    ['title', 'aria-label'].map((name) => element.getAttribute(name) ?? ''),
  );
  return [root.textContent, ...told].join('\n');
}

describe('StreamingMarkdown, laws of sight', () => {
  inBrowser();

  it('shows every word of an answer, in any markup and in any pieces', () => {
    fc.assert(
      fc.property(answers, fc.array(fc.nat(400), { maxLength: 4 }), (source, cuts) => {
        const markdown = new StreamingMarkdown(recorded().actions);
        for (const cut of [...cuts].sort((a, b) => a - b)) markdown.update(source.slice(0, cut), false);
        markdown.update(source, true);
        const seen = decodeURIComponent(seenIn(markdown.element)).toLowerCase();
        for (const [found] of decodeEntities(source).matchAll(/w\d+q/g)) {
          assert.ok(seen.includes(found), `${found} of ${JSON.stringify(source)}`);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('shows every word of a growing answer', () => {
    fc.assert(
      fc.property(answers, (source) => {
        const markdown = new StreamingMarkdown(recorded().actions);
        for (let length = 0; length < source.length; length += 7) markdown.update(source.slice(0, length), false);
        markdown.update(source, false);
        const seen = decodeURIComponent(seenIn(markdown.element)).toLowerCase();
        const words = [...source.matchAll(/w\d+q/g)];
        // The address of a link that is still being written is not shown.
        for (const [found] of words.slice(0, -8))
          assert.ok(seen.includes(found), `${found} of ${JSON.stringify(source)}`);
      }),
      { numRuns: 60 },
    );
  });
});
