import assert from 'node:assert/strict';
import spec from 'commonmark-spec';
import { StreamingMarkdown } from '../../../../src/webview/chat/markdown/streamingMarkdown';
import { inBrowser } from '../../../unit/webview/dom';
import { recorded, stepByStep } from '../../../unit/webview/fixtures';
import { deviations } from './deviations';
import { githubExamples } from './githubExamples';
import { normalisedPage, normalisedSpec } from './normalised';

function drawn(source: string, pieceChars = Infinity): HTMLElement {
  const markdown = new StreamingMarkdown(recorded().actions, stepByStep().timing);
  for (let length = pieceChars; length < source.length; length += pieceChars) {
    markdown.update(source.slice(0, length), false);
  }
  markdown.update(source, true);
  return markdown.element;
}

const examples = spec.tests.map(({ markdown, html, ...rest }) => ({
  ...rest,
  markdown: markdown.replaceAll('→', '\t'),
  html: html.replaceAll('→', '\t'),
}));
const isDeviation = new Set(Object.values(deviations).flat());

describe('the specification of CommonMark', () => {
  inBrowser();

  it('is there as a whole', () => assert.equal(examples.length, 652));

  for (const section of new Set(examples.map((example) => example.section))) {
    it(`is what the page draws: ${section}`, () => {
      for (const { markdown, html, number } of examples.filter((example) => example.section === section)) {
        const [page, wanted] = [normalisedPage(drawn(markdown)), normalisedSpec(html)];
        const which = `${number}: ${JSON.stringify(markdown)}`;
        if (isDeviation.has(number)) assert.notEqual(page, wanted, which);
        else assert.equal(page, wanted, which);
      }
    });
  }

  it('is drawn the same in pieces as at once', () => {
    for (const { markdown, number } of examples) {
      assert.equal(drawn(markdown, 3).innerHTML, drawn(markdown).innerHTML, `${number}: ${JSON.stringify(markdown)}`);
    }
  });
});

describe('what GitHub adds to CommonMark', () => {
  inBrowser();

  for (const { what, markdown, html } of githubExamples) {
    it(`is what the page draws: ${what}`, () => {
      assert.equal(normalisedPage(drawn(markdown)), normalisedSpec(html));
    });
  }

  it('is not followed where it drops cells: a row keeps all that it has', () => {
    const rows = drawn('| abc | def |\n| --- | --- |\n| bar |\n| bar | baz | boo |\n').querySelectorAll('tbody tr');
    assert.deepEqual(
      [...rows].map((row) => row.textContent),
      ['bar', 'barbazboo'],
    );
  });
});
