import assert from 'node:assert/strict';
import type { TextChange } from '../../../../../src/engine/edit/inline/pending/linesAfter';
import { PendingHunks } from '../../../../../src/engine/edit/inline/pending/pendingHunks';

const before = 'one\ntwo\nthree\nfour\nfive\nsix\n';
const after = 'one\nTWO\nTWO AND A HALF\nthree\nfour\nsix\nseven\n';

function shown(hunks: PendingHunks): readonly string[] {
  return hunks.all.map(({ lines, old }) => `${lines.from}..${lines.to} was ${old.join(',')}`);
}

/** The text after the change, and the hunks after they have followed it. */
function typed(hunks: PendingHunks, text: string, change: TextChange & { readonly startCharacter?: number }): string {
  const lines = text.split('\n');
  const head = (lines[change.startLine] ?? '').slice(0, change.startCharacter ?? 0);
  const tail = (lines[change.endLine] ?? '').slice(change.endCharacter);
  lines.splice(change.startLine, change.endLine - change.startLine + 1, ...`${head}${change.text}${tail}`.split('\n'));
  const now = lines.join('\n');
  hunks.follow([change], now);
  return now;
}

describe('the hunks of an edit', () => {
  it('are its changed lines with what was there', () => {
    assert.deepEqual(shown(new PendingHunks(before, after)), ['1..3 was two', '5..5 was five', '6..7 was ']);
  });

  it('give their old lines back one by one, and all of them byte for byte', () => {
    const hunks = new PendingHunks(before, after);
    assert.deepEqual(hunks.rejection(0, after), {
      type: 'restored',
      range: { from: 1, to: 3 },
      lines: ['two'],
    });
    assert.deepEqual(hunks.rejection(1, after), { type: 'restored', range: { from: 5, to: 5 }, lines: ['five'] });
    for (const [from, to] of [
      [before, after],
      ['a\r\nb', 'a\r\nc\r\nd'],
      ['a', ''],
      ['', 'a\n'],
      ['\n\n', '\n'],
    ] as const) {
      assert.deepEqual(new PendingHunks(from, to).withoutAll(to), { text: from, stay: 0 });
    }
  });

  it('leave an accepted one where all others are taken back', () => {
    const hunks = new PendingHunks(before, after);
    hunks.accept(0);
    assert.equal(hunks.withoutAll(after).text, before.replace('two', 'TWO\nTWO AND A HALF'));
  });

  it('move with lines that are typed above, and stay for those below', () => {
    const hunks = new PendingHunks(before, after);
    const moved = typed(hunks, after, { startLine: 0, endLine: 0, startCharacter: 3, endCharacter: 3, text: '\nx' });
    assert.deepEqual(shown(hunks), ['2..4 was two', '6..6 was five', '7..8 was ']);
    const longer = typed(hunks, moved, { startLine: 4, endLine: 4, endCharacter: 0, text: 'y\n' });
    assert.deepEqual(shown(hunks), ['2..4 was two', '7..7 was five', '8..9 was ']);
    typed(hunks, longer, { startLine: 1, endLine: 2, endCharacter: 0, text: '' });
    assert.deepEqual(shown(hunks), ['1..3 was two', '6..6 was five', '7..8 was ']);
  });

  it('grow with what is typed in them, and keep it where they are rejected', () => {
    const hunks = new PendingHunks(before, after);
    const now = typed(hunks, after, { startLine: 2, endLine: 2, startCharacter: 3, endCharacter: 3, text: 'x\nz' });
    assert.deepEqual(shown(hunks)[0], '1..4 was two');
    assert.deepEqual(hunks.rejection(0, now), { type: 'typed-over' });
    assert.deepEqual(hunks.withoutAll(now).stay, 1);
    assert.match(hunks.withoutAll(now).text, /^one\nTWO\nTWOx\nz AND A HALF\nthree\nfour\nfive\nsix\n$/);
  });

  it('are gone where they are undone, and where their lines are replaced together with others', () => {
    const hunks = new PendingHunks(before, after);
    hunks.follow([], before);
    assert.deepEqual(shown(hunks), []);
    const second = new PendingHunks(before, after);
    const now = typed(second, after, { startLine: 1, endLine: 3, endCharacter: 0, text: 'two\n' });
    assert.deepEqual(shown(second), ['4..4 was five', '5..6 was ']);
    typed(second, now, { startLine: 4, endLine: 6, endCharacter: 0, text: '' });
    assert.deepEqual(shown(second), ['4..4 was five']);
  });

  it('are found at a line, behind it and before it', () => {
    const hunks = new PendingHunks(before, after);
    const ids = [0, 2, 4, 6, 9].map((line) => hunks.at(line)?.id);
    assert.deepEqual(ids, [0, 0, 1, 2, 0]);
    assert.deepEqual(
      [0, 1, 5, 6].map((line) => hunks.beside(line, 'next')?.id),
      [0, 1, 2, 0],
    );
    assert.deepEqual(
      [0, 1, 5, 6].map((line) => hunks.beside(line, 'previous')?.id),
      [2, 2, 0, 1],
    );
  });
});
