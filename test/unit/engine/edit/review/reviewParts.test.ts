import assert from 'node:assert/strict';
import { fixBlock } from '../../../../../src/engine/edit/review/fixBlock';
import { type ReviewedText, reviewParts } from '../../../../../src/engine/edit/review/reviewParts';
import { reviewOverhead, reviewRequest } from '../../../../../src/engine/edit/review/reviewRequest';
import { textOf } from '../../../../../src/engine/model/request/message';
import { estimateRequestTokens } from '../../../../../src/engine/model/request/tokenEstimate';

const head = 'diff --git a/a.ts b/a.ts\n--- a/a.ts\n+++ b/a.ts';
const hunk = (number: number, lines: number): string =>
  [`@@ -${number},0 +${number},${lines} @@`, ...Array.from({ length: lines }, (_, at) => `+line ${number} ${at}`)].join(
    '\n',
  );
const file = (path: string, hunks: readonly string[]): ReviewedText => ({
  path,
  text: [head, ...hunks].join('\n'),
  form: 'diff',
});

describe('the parts of a review', () => {
  it('are one where all fits', () => {
    const texts = [file('a.ts', [hunk(1, 5)]), file('b.ts', [hunk(1, 5)])];
    const [only, ...others] = reviewParts(texts, 10_000);
    assert.deepEqual([only?.texts, others], [texts, []]);
  });

  it('are by files, and a large file by its hunks, each behind the name of the file', () => {
    const large = file('b.ts', [hunk(1, 60), hunk(100, 60), hunk(200, 60)]);
    const parts = reviewParts([file('a.ts', [hunk(1, 60)]), large], 300);
    assert.ok(parts.length >= 4);
    const texts = parts.flatMap((part) => part.texts);
    assert.ok(texts.every(({ text }) => text.startsWith(head)));
    for (const start of [1, 100, 200]) {
      const holding = texts.filter(({ text }) => text.includes(`@@ -${start},0`) && text.includes(`+line ${start} 59`));
      assert.ok(holding.length >= 1, String(start));
    }
  });

  it('leave nothing out, repeat nothing and keep to the budget, also where a hunk or a file is larger than it', () => {
    const code = Array.from({ length: 400 }, (_, at) => `const value${at} = ${at};`).join('\n');
    const texts: ReviewedText[] = [
      file('a.ts', [hunk(1, 300), hunk(400, 3)]),
      { path: 'c.ts', text: code, form: 'code' },
    ];
    const parts = reviewParts(texts, 600);
    const lines = (all: readonly ReviewedText[], path: string): readonly string[] =>
      all
        .filter((each) => each.path === path)
        .flatMap(({ text }) => text.replace(head, '').split('\n').filter(Boolean));
    for (const path of ['a.ts', 'c.ts'])
      assert.deepEqual(
        lines(
          parts.flatMap((part) => part.texts),
          path,
        ),
        lines(texts, path),
      );
    assert.ok(parts.length > 5);
    for (const { tokens } of parts) assert.ok(tokens <= 600, String(tokens));
  });

  it('are requests no larger than said', () => {
    const [part] = reviewParts([file('a.ts', [hunk(1, 50)])], 10_000);
    assert.ok(part);
    const request = reviewRequest(part, 'Look at names.', 'de');
    assert.ok(estimateRequestTokens(request) <= part.tokens + reviewOverhead('Look at names.'));
    assert.match(request.system ?? '', /Look at names\.$/);
    assert.match(request.system ?? '', /BCP 47 tag de/);
    assert.match(request.messages.map(textOf).join(''), /^Changes of a\.ts\n```diff\n/);
    assert.doesNotMatch(reviewRequest(part, '', 'en').system ?? '', /BCP 47/);
  });
});

describe('the fix of a finding', () => {
  const finding = { path: 'a', severity: 'error', quote: 'a', what: 'b', why: '' } as const;

  it('is a search/replace block', () => {
    const block = fixBlock({ ...finding, fix: { search: 'a', replace: 'b\nc' } });
    assert.equal(block?.text, '<<<<<<< SEARCH\na\n=======\nb\nc\n>>>>>>> REPLACE\n');
    assert.equal(
      fixBlock({ ...finding, fix: { search: 'a', replace: '' } })?.text,
      '<<<<<<< SEARCH\na\n=======\n>>>>>>> REPLACE\n',
    );
  });

  it('is none where the answer gave none', () => assert.equal(fixBlock(finding), undefined));
});
