import assert from 'node:assert/strict';
import fc from 'fast-check';
import { eachToken } from '../../../../../src/engine/completion/context/codeTokens';
import { DocumentChunks } from '../../../../../src/engine/completion/context/chunks';
import { codeAbout, document, type FakeDocument } from './fixtures';

function tokensIn(text: string): Set<number> {
  const found = new Set<number>();
  eachToken(text, (token) => found.add(token));
  return found;
}

/** The hash of a name that is one part in lower case. */
function hashOf(name: string): number {
  const [hash] = tokensIn(name);
  assert.equal(tokensIn(name).size, 1);
  return hash!;
}

describe('eachToken', () => {
  it('visits whole names and their parts in any style', () => {
    for (const name of ['getUserName', 'get_user_name', 'GET_USER_NAME', '$getUserName2']) {
      const found = tokensIn(`x = ${name}(1);`);
      for (const part of ['get', 'user', 'name']) assert.ok(found.has(hashOf(part)), `${part} in ${name}`);
      assert.equal(found.size, 4, name);
    }
  });

  it('leaves out numbers, short words and marks', () => {
    assert.equal(tokensIn('0xABCDEF + 12345n - (a, ii) => {}').size, 0);
  });

  it('reads any alphabet', () => {
    assert.ok(tokensIn('let größe = 1').has(hashOf('größe')));
  });
});

function read(windows: DocumentChunks, of: FakeDocument): void {
  while (windows.readNext(of));
}

describe('DocumentChunks', () => {
  function windowsOf(of: FakeDocument): { windows: DocumentChunks; names: Map<number, number> } {
    const names = new Map<number, number>();
    const count = (by: number) => (tokens: Uint32Array) => {
      for (const token of tokens) names.set(token, (names.get(token) ?? 0) + by);
      for (const token of tokens) if (names.get(token) === 0) names.delete(token);
    };
    return { windows: new DocumentChunks(of.lineCount, count(1), count(-1)), names };
  }

  it('have 30 to 60 lines and are cut where a declaration begins', () => {
    const file = document('a', codeAbout('Order', 200));
    const { windows } = windowsOf(file);
    read(windows, file);
    const heights = windows.all().map(({ lines }) => lines);
    assert.equal(
      heights.reduce((sum, lines) => sum + lines),
      200,
    );
    assert.ok(
      heights.slice(0, -1).every((lines) => lines >= 30 && lines <= 60 && lines % 6 === 0),
      String(heights),
    );
  });

  it('are read again only where the user typed', () => {
    const file = document('a', codeAbout('Order', 20_000));
    const { windows } = windowsOf(file);
    read(windows, file);
    const before = file.linesRead;
    windows.change(file.replace(10_000, 1, '  const typed = invoice;'));
    assert.equal(windows.isRead, false);
    read(windows, file);
    assert.ok(file.linesRead - before <= 60, String(file.linesRead - before));
  });

  it('have no names from minified lines', () => {
    const file = document('a', `const data = "${'word '.repeat(5_000)}";`);
    const { windows, names } = windowsOf(file);
    read(windows, file);
    assert.equal(names.size, 0);
  });

  it('know the same after any edits as after a fresh start', () => {
    const line = fc.constantFrom('', 'const alpha = beta;', '  return gamma(delta);', '}');
    const edit = fc.record({ first: fc.nat(200), removed: fc.nat(80), added: fc.array(line, { maxLength: 80 }) });
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 8 }), fc.boolean(), (edits, eager) => {
        const file = document('a', codeAbout('Order', 150));
        const { windows, names } = windowsOf(file);
        read(windows, file);
        for (const { first, removed, added } of edits) {
          const from = Math.min(first, file.lineCount - 1);
          windows.change(file.replace(from, Math.min(removed, file.lineCount - from), ...added, 'last'));
          if (eager) read(windows, file);
        }
        read(windows, file);
        assert.equal(
          windows.all().reduce((sum, { lines }) => sum + lines, 0),
          file.lineCount,
        );
        assert.deepEqual(new Set(names.keys()), tokensIn(file.text(0, file.lineCount)));
        assert.ok(windows.all().every(({ lines }) => lines <= 60));
      }),
    );
  });

  it('start again when a change was missed', () => {
    const file = document('a', codeAbout('Order', 100));
    const { windows, names } = windowsOf(file);
    read(windows, file);
    file.replace(0, 90, 'const missed = 1;');
    read(windows, file);
    assert.deepEqual(new Set(names.keys()), tokensIn(file.text(0, file.lineCount)));
  });
});
