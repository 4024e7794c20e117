import assert from 'node:assert/strict';
import {
  type SnippetCandidate,
  fuseRankings,
  inStableOrder,
} from '../../../../../src/engine/completion/context/snippetCandidates';
import { selectSnippets, shownAround } from '../../../../../src/engine/completion/context/snippetSelection';
import type { LineRange } from '../../../../../src/engine/completion/context/documents';
import { codeAbout, document, editorWith } from './fixtures';
import { released } from '../../privacy/released';

const lines = (name: string, first = 0, end = 10): SnippetCandidate => ({ document: name, first, end });
const names = (candidates: readonly LineRange[]): string => candidates.map((each) => each.document).join(' ');

describe('fuseRankings', () => {
  it('takes turns among lists, the first list first', () => {
    const lists = [[lines('a1'), lines('a2'), lines('a3')], [lines('b1')], [lines('c1'), lines('c2')]];
    assert.equal(names(fuseRankings(lists)), 'a1 b1 c1 a2 c2 a3');
  });

  it('ranks candidates of several lists first, even from far down', () => {
    const lists = [
      [lines('a1'), lines('a2'), lines('both')],
      [lines('b1'), lines('b2'), lines('both', 5, 20)],
    ];
    assert.deepEqual(fuseRankings(lists)[0], lines('both'));
    assert.equal(fuseRankings(lists).length, 5);
  });

  it('drops overlapping candidates and counts two parts of one list once', () => {
    const lists = [
      [lines('a', 0, 40), lines('b')],
      [lines('a', 0, 10), lines('a', 10, 20), lines('a', 20, 30)],
    ];
    assert.deepEqual(fuseRankings(lists), [lines('a', 0, 40), lines('b')]);
    const order = fuseRankings([
      [lines('x'), lines('a', 0, 40)],
      [lines('x'), lines('a', 0, 10), lines('a', 10, 20)],
    ]);
    assert.equal(names(order), 'x a');
  });
});

describe('inStableOrder', () => {
  const now = ['a', 'b', 'c', 'd', 'e'].map((name) => lines(name));

  it('keeps the order while the last selection is still among the best', () => {
    assert.equal(names(inStableOrder(now, [lines('b'), lines('a'), lines('d')])), 'b a d c e');
    assert.deepEqual(inStableOrder(now, [lines('b', 3, 30), lines('a')])[0], lines('b'));
  });

  it('gives the order up when a piece is outdated or a better one is new', () => {
    assert.equal(inStableOrder(now, [lines('b'), lines('a'), lines('gone')]), now);
    assert.equal(inStableOrder(now, [lines('e'), lines('a')]), now);
    assert.equal(inStableOrder(now, [lines('c'), lines('b'), lines('d')]), now);
    assert.equal(inStableOrder(now, []), now);
  });
});

describe('selectSnippets', () => {
  const nothing: LineRange = { document: '', first: 0, end: 0 };

  it('keeps to 6,000 characters, and to 2,000 in whole lines for each snippet', () => {
    const files = ['a', 'b', 'c', 'd', 'e'].map((name) => document(name, codeAbout(`Thing${name}`, 100)));
    const chosen = selectSnippets(
      files.map(({ id }) => lines(id, 0, 100)),
      editorWith(...files),
      nothing,
    );
    const texts = chosen.map(({ snippet }) => snippet.text);
    assert.ok(texts.every((text) => text.length > 1_800 && text.length <= 2_000 && text.endsWith(';')));
    assert.ok(texts.join('').length <= 6_000);
    assert.deepEqual(chosen.map(({ snippet }) => snippet.path), ['src/a', 'src/b', 'src/c']); // prettier-ignore
  });

  it('leaves out shown, repeated, empty and closed documents', () => {
    const files = [document('here', codeAbout('Here', 100)), document('a', 'one'), document('b', '\n\n  one\n'), document('c', '\n \n')]; // prettier-ignore
    const candidates = [
      lines('here', 40, 60),
      lines('here', 60, 70),
      lines('a'),
      lines('b'),
      lines('c'),
      lines('gone'),
    ];
    const chosen = selectSnippets(
      [...candidates, { ...lines('d'), path: 'd.ts', text: released('one') }],
      editorWith(...files),
      {
        document: 'here',
        first: 0,
        end: 50,
      },
    );
    assert.deepEqual(chosen.map(({ region, snippet }) => [region.document, region.first, snippet.text.length]), [
      ['here', 60, files[0]!.text(60, 70).trimEnd().length],
      ['a', 0, 3],
      ['b', 0, 5],
    ]); // prettier-ignore
  });

  it('leaves out what prefix and suffix will show before the next selection', () => {
    const file = document('here', 'x'.repeat(99).concat('\n').repeat(1_000));
    assert.deepEqual(shownAround(file, 500), { document: 'here', first: 410, end: 551 });
    assert.ok(shownAround(document('here', 'x'), 0).first < 0);
  });
});
