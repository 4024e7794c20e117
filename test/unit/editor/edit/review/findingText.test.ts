import assert from 'node:assert/strict';
import type * as FindingText from '../../../../../src/editor/edit/review/findingText';
import type * as MovedRange from '../../../../../src/editor/edit/review/movedRange';
import type * as ReviewTarget from '../../../../../src/editor/edit/review/reviewTarget';
import type { Finding } from '../../../../../src/engine/edit';
import { loadWithEditor } from '../../vscodeStub';

/** Keeps apart what is Markdown of ours and what is escaped by VS Code. */
class MarkdownString {
  isTrusted: unknown;
  markdown = '';
  text = '';
  appendMarkdown(value: string): this {
    this.markdown += value;
    return this;
  }
  appendText(value: string): this {
    this.text += value;
    return this;
  }
  appendCodeblock(value: string): this {
    this.text += value;
    return this;
  }
}
class Range {
  readonly start: { readonly line: number };
  readonly end: { readonly line: number; readonly character: number };
  constructor(first: number, _: number, last: number, character: number) {
    this.start = { line: first };
    this.end = { line: last, character };
  }
}
const editor = { MarkdownString, Range };

const { findingMarkdown } = loadWithEditor(
  editor,
  () => require('../../../../../src/editor/edit/review/findingText') as unknown,
) as typeof FindingText;
const { movedRange } = loadWithEditor(
  editor,
  () => require('../../../../../src/editor/edit/review/movedRange') as unknown,
) as typeof MovedRange;
const { targetOf } = loadWithEditor(
  editor,
  () => require('../../../../../src/editor/edit/review/reviewTarget') as unknown,
) as typeof ReviewTarget;

const finding: Finding = { path: 'a.ts', severity: 'error', quote: 'x', what: 'Wrong.', why: '' };

describe('a finding as a comment', () => {
  const shown = (changes: Partial<Finding>): MarkdownString =>
    findingMarkdown('id', { ...finding, ...changes }) as unknown as MarkdownString;

  it('has nothing of a model’s words in it that is Markdown, but for code', () => {
    const { markdown, text } = shown({
      what: '[Click](command:everpair.applyFix) <b> ![x](https://e.example)\n# no',
      why: 'Use `a()` and `[b](command:c)`, not **c**.',
    });
    assert.equal(markdown, '****\n\n`a()``[b](command:c)`');
    assert.ok(text.includes('[Click](command:everpair.applyFix)') && text.includes(', not **c**.'));
  });

  it('offers the commands for its fix alone, and those only where it has one', () => {
    assert.doesNotMatch(shown({}).markdown, /command:/);
    const { markdown, text, isTrusted } = shown({ fix: { search: 'a\nb', replace: 'c' } });
    assert.deepEqual(isTrusted, { enabledCommands: ['everpair.showFix', 'everpair.applyFix'] });
    assert.equal(markdown.match(/command:everpair\.(?:apply|show)Fix\?%5B%22id%22%5D/g)?.length, 2);
    assert.ok(text.includes('-a\n-b\n+c'));
  });
});

describe('the lines of a comment after an edit', () => {
  const place = (at: number, character = 0): { line: number; character: number } => ({ line: at, character });
  const moved = (first: number, last: number, from: number, to: number, text: string, character = 0): number[] => {
    const change = { range: { start: place(from), end: place(to, character) }, text };
    const { start, end } = movedRange(
      new Range(first, 0, last, 0) as never,
      [change] as unknown as Parameters<typeof movedRange>[1],
    );
    return [start.line, end.line];
  };

  it('move with what is put in or taken out above', () => {
    assert.deepEqual(moved(5, 6, 0, 0, 'x\ny\n'), [7, 8]);
    assert.deepEqual(moved(5, 6, 5, 5, 'x\n'), [6, 7]);
    assert.deepEqual(moved(5, 6, 1, 3, ''), [3, 4]);
  });

  it('stay where the change is below, or puts in no line', () => {
    assert.deepEqual(moved(5, 6, 7, 7, 'x\n'), [5, 6]);
    assert.deepEqual(moved(5, 6, 5, 5, 'x'), [5, 6]);
  });

  it('grow and shrink with what is changed between them, down to one', () => {
    assert.deepEqual(moved(5, 6, 5, 5, 'x\n', 3), [5, 7]);
    assert.deepEqual(moved(5, 8, 5, 7, '', 2), [5, 6]);
    assert.deepEqual(moved(5, 6, 5, 9, '', 2), [5, 5]);
  });
});

describe('the file that a finding names', () => {
  const target = (path: string): Parameters<typeof targetOf>[1][number] =>
    ({ text: { path, text: '', form: 'diff' } }) as Parameters<typeof targetOf>[1][number];
  const targets = ['app/src/a.ts', 'app/src/b.ts', 'lib/src/b.ts'].map(target);
  const cases: readonly (readonly [names: string, path: string | undefined])[] = [
    ['app/src/a.ts', 'app/src/a.ts'],
    ['b/app/src/a.ts', 'app/src/a.ts'],
    ['./app/src/a.ts', 'app/src/a.ts'],
    ['app\\src\\a.ts', 'app/src/a.ts'],
    ['src/a.ts', 'app/src/a.ts'],
    ['a.ts', 'app/src/a.ts'],
    ['/home/me/app/src/a.ts', 'app/src/a.ts'],
    ['src/b.ts', undefined],
    ['c.ts', undefined],
  ];
  for (const [path, wanted] of cases)
    it(`is ${wanted ?? 'none'} where it says ${path}`, () => {
      assert.equal(targetOf({ ...finding, path }, targets)?.text.path, wanted);
    });
});
