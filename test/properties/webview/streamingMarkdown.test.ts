import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { StreamingMarkdown } from '../../../src/webview/chat/markdown/streamingMarkdown';
import { inBrowser } from '../../unit/webview/dom';
import { recorded } from '../../unit/webview/fixtures';
import { grammar, samples } from './samples';

function drawnAtOnce(source: string): string {
  const markdown = new StreamingMarkdown(recorded().actions);
  markdown.update(source, true);
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
