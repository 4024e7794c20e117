import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import type * as Placement from '../../../../../src/editor/edit/review/findingPlacement';
import type { ShownFinding } from '../../../../../src/editor/edit/review/findingComments';
import type { ReviewTarget } from '../../../../../src/editor/edit/review/reviewTarget';
import type { FilePrivacy } from '../../../../../src/editor/privacy/filePrivacy';
import type { Finding } from '../../../../../src/engine/edit';
import { loadWithEditor } from '../../vscodeStub';

/** The file as the editor shows it, and how often it was looked at. */
let shownText = '';
let looks = 0;
const editor = {
  workspace: {
    openTextDocument: () => {
      looks += 1;
      const lineAt = (line: number): { text: string } => ({ text: shownText.split('\n')[line] ?? '' });
      return Promise.resolve({ isDirty: false, getText: () => shownText, lineAt });
    },
  },
};
const { FindingPlacement } = loadWithEditor(
  editor,
  () => require('../../../../../src/editor/edit/review/findingPlacement') as unknown,
) as typeof Placement;

const finding = (quote: string, path = 'a.ts'): Finding => ({
  ...{ path, quote, what: `Wrong: ${quote}.`, why: '', severity: 'error' },
});

describe('the findings of a review', () => {
  const uri = { toString: () => 'file:///a.ts' } as unknown as vscode.Uri;
  const target = { uri, text: { path: 'a.ts', text: '', form: 'diff' }, added: [], removed: [], isByText: false };
  const privacy = { ask: () => ({ allowed: false }) } as unknown as FilePrivacy;

  function review() {
    let all: readonly ShownFinding[] = [];
    const comments = {
      get all() {
        return all;
      },
      get open() {
        return all;
      },
      add: (each: Finding) => (all = [...all, { finding: each, uri } as ShownFinding]),
      dismiss: (gone: readonly ShownFinding[]) => (all = all.filter((each) => !gone.includes(each))),
      has: (each: Finding) => all.some((other) => other.finding === each),
    };
    const placement = new FindingPlacement([target as unknown as ReviewTarget], comments, privacy);
    const quotes = (): readonly string[] => placement.open.map((each) => each.finding.quote);
    return { comments, placement, quotes };
  }

  beforeEach(() => {
    shownText = 'first line\nsecond line\nthird line\n';
    looks = 0;
  });

  it('come to their lines once, and go where an answer takes them back', async () => {
    const { placement, quotes } = review();
    const [first, second] = [finding('first line'), finding('second line')];
    await placement.show([first]);
    await placement.show([first, second]);
    assert.deepEqual(quotes(), ['first line', 'second line']);
    await placement.show([{ ...second }]);
    assert.deepEqual([quotes(), looks], [['second line'], 2]);
  });

  it('stay away where the user has dismissed them', async () => {
    const { comments, placement, quotes } = review();
    await placement.show([finding('first line')]);
    comments.dismiss(comments.all);
    await placement.show([finding('first line'), finding('second line')]);
    assert.deepEqual(quotes(), ['second line']);
  });

  it('that have no place are looked for once as they come and once at the end', async () => {
    const { placement, quotes } = review();
    const lost = ['one that is nowhere', 'another of them', 'fourth line'].map((quote) => finding(quote));
    for (let count = 1; count <= lost.length; count += 1) void placement.show(lost.slice(0, count));
    void placement.show([...lost, finding('third line')]).then(() => (shownText += 'fourth line\n'));
    await placement.settled();
    assert.deepEqual([quotes(), placement.lostCount], [['third line', 'fourth line'], 2]);
    assert.equal(looks, lost.length + 1 + lost.length);
  });

  it('of no file of the review have no place', async () => {
    const { placement } = review();
    await placement.show([finding('first line', 'b.ts')]);
    await placement.settled();
    assert.deepEqual([placement.lostCount, looks], [1, 0]);
  });
});
