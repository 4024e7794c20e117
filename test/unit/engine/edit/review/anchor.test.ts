import assert from 'node:assert/strict';
import { type Anchor, anchorOf } from '../../../../../src/engine/edit/review/anchor';
import { diffHunks } from '../../../../../src/engine/edit/review/diffHunks';

const text = 'one();\nif (x) {\n  two();\n}\nif (y) {\n  two();\n}\n\tlong_name_of_all(1);\r\nlast();\n';
const at = (first: number, last: number, place: Anchor['place']): Anchor => ({ first, last, place });

describe('the place of a finding', () => {
  const find = (quote: string, changed: readonly number[] = [], removed: { text: string; at: number }[] = []) =>
    anchorOf({ text, quote, isChanged: (line) => changed.includes(line), removed });

  it('is the line that is quoted, whatever its indentation and the ends of lines', () => {
    assert.deepEqual(find('one();', [0]), at(0, 0, 'changed'));
    assert.deepEqual(find('  long_name_of_all(1);', [7]), at(7, 7, 'changed'));
  });

  it('is outside where the line was not changed', () => assert.deepEqual(find('last();', [0]), at(8, 8, 'outside')));

  it('is none where the line is not in the file', () => {
    assert.equal(find('three();'), undefined);
    assert.equal(find('  \n '), undefined);
    assert.equal(find(''), undefined);
  });

  it('is none where several lines are as likely, and the changed one where one is', () => {
    assert.equal(find('two();'), undefined);
    assert.equal(find('two();', [2, 5]), undefined);
    assert.deepEqual(find('two();', [5]), at(5, 5, 'changed'));
  });

  it('is told by the lines around', () => {
    assert.deepEqual(find('if (y) {\n  two();', [5]), at(4, 5, 'changed'));
    assert.deepEqual(find('if (y) {\n\n  two();\n'), at(4, 5, 'outside'));
  });

  it('is the line that holds a quoted piece, where that is long enough', () => {
    assert.deepEqual(find('name_of_all(1)'), at(7, 7, 'outside'));
    assert.equal(find('last'), undefined);
  });

  it('is found where the marks of the changes were copied too', () => {
    assert.deepEqual(find('+one();', [0]), at(0, 0, 'changed'));
    assert.deepEqual(find('+if (y) {\n+  two();'), at(4, 5, 'outside'));
  });

  it('is where lines stood that are gone', () => {
    const removed = [{ text: '  gone();', at: 3 }];
    assert.deepEqual(find('gone();', [], removed), at(3, 3, 'removed'));
    assert.deepEqual(find('-  gone();', [], removed), at(3, 3, 'removed'));
    assert.equal(find('gone();', [], [...removed, ...removed]), undefined);
    assert.deepEqual(find('gone();', [], [{ text: 'gone();', at: 99 }]), at(9, 9, 'removed'));
  });
});

describe('the hunks of changes', () => {
  const diff = [
    'diff --git a/a.ts b/a.ts',
    '--- a/a.ts',
    '+++ b/a.ts',
    '@@ -1,3 +1,4 @@ function f() {',
    ' one',
    '-two',
    '+2',
    '+2b',
    ' three',
    '@@ -10,1 +11,0 @@',
    '-ten',
    '\\ No newline at end of file',
  ].join('\n');

  it('tell which lines are new, and where lines are gone', () => {
    const { head, hunks } = diffHunks(`${diff}\n`);
    assert.equal(head, 'diff --git a/a.ts b/a.ts\n--- a/a.ts\n+++ b/a.ts');
    const [first, second] = hunks;
    assert.deepEqual(first?.added, [
      { text: '2', at: 1 },
      { text: '2b', at: 2 },
    ]);
    assert.deepEqual(first.removed, [{ text: 'two', at: 1 }]);
    assert.deepEqual([second?.added, second?.removed], [[], [{ text: 'ten', at: 11 }]]);
    assert.equal([head, ...hunks.map((hunk) => hunk.text)].join('\n'), diff);
  });

  it('are none in a change of a mode', () => {
    assert.deepEqual(diffHunks('diff --git a/a b/a\nold mode 1'), {
      head: 'diff --git a/a b/a\nold mode 1',
      hunks: [],
    });
  });
});
