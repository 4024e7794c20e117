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

describe('several lists of candidates', () => {
  it('take turns, the first list first', () => {
    const lists = [[lines('a1'), lines('a2'), lines('a3')], [lines('b1')], [lines('c1'), lines('c2')]];
    assert.equal(names(fuseRankings(lists)), 'a1 b1 c1 a2 c2 a3');
  });

  it('have first what is in more than one of them, even far down', () => {
    const lists = [
      [lines('a1'), lines('a2'), lines('both')],
      [lines('b1'), lines('b2'), lines('both', 5, 20)],
    ];
    assert.deepEqual(fuseRankings(lists)[0], lines('both'));
    assert.equal(fuseRankings(lists).length, 5);
  });

  it('have no two pieces that overlap, and do not count one twice that a list has in two parts', () => {
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

describe('the order of before', () => {
  const now = ['a', 'b', 'c', 'd', 'e'].map((name) => lines(name));

  it('is kept where what was chosen is still among the best', () => {
    assert.equal(names(inStableOrder(now, [lines('b'), lines('a'), lines('d')])), 'b a d c e');
    assert.deepEqual(inStableOrder(now, [lines('b', 3, 30), lines('a')])[0], lines('b'));
  });

  it('is given up where something of it is no good any more, or something new is among the best', () => {
    assert.equal(inStableOrder(now, [lines('b'), lines('a'), lines('gone')]), now);
    assert.equal(inStableOrder(now, [lines('e'), lines('a')]), now);
    assert.equal(inStableOrder(now, [lines('c'), lines('b'), lines('d')]), now);
    assert.equal(inStableOrder(now, []), now);
  });
});

describe('the snippets that are chosen', () => {
  const nothing: LineRange = { document: '', first: 0, end: 0 };

  it('are within 6,000 characters, each within 2,000 and cut to whole lines', () => {
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

  it('are not what the file shows itself, what is said already, what is empty, or what is not open any more', () => {
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

  it('leave out what prefix and suffix will show wherever the cursor goes before the next choice', () => {
    const file = document('here', 'x'.repeat(99).concat('\n').repeat(1_000));
    assert.deepEqual(shownAround(file, 500), { document: 'here', first: 410, end: 551 });
    assert.ok(shownAround(document('here', 'x'), 0).first < 0);
  });
});
