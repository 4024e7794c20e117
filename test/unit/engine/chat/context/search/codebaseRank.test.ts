import assert from 'node:assert/strict';
import {
  type CodebaseSize,
  rankChunks,
  rankFiles,
  type SearchedFile,
} from '../../../../../../src/engine/chat/context/search/codebaseRank';

const size = (filesWith: Readonly<Record<string, number>>): CodebaseSize => ({
  files: 1_000,
  filesWith: new Map(Object.entries(filesWith)),
});
const counts = (path: string, found: Readonly<Record<string, number>>) => ({
  path,
  counts: new Map(Object.entries(found)),
});
const fileWith = (path: string, ...lines: readonly string[]): SearchedFile => ({ path, text: lines.join('\n') });

describe('rankFiles', () => {
  it('puts a rare word before a common one', () => {
    const files = [counts('common.ts', { get: 9 }), counts('rare.ts', { hedge: 1 })];
    assert.deepEqual(rankFiles(files, ['get', 'hedge'], size({ get: 900, hedge: 2 }), 5), ['rare.ts', 'common.ts']);
  });

  it('counts the name of a file more than its text, and that of a folder less', () => {
    const files = [
      counts('src/text.ts', { hedge: 2 }),
      counts('src/hedge.ts', { hedge: 2 }),
      counts('hedge/other.ts', { hedge: 2 }),
    ];
    assert.deepEqual(rankFiles(files, ['hedge'], size({ hedge: 3 }), 5), [
      'src/hedge.ts',
      'hedge/other.ts',
      'src/text.ts',
    ]);
  });

  it('finds a file by its name alone, and none that has no word', () => {
    assert.deepEqual(rankFiles([counts('retryBudget.ts', {}), counts('b.ts', {})], ['budget'], size({}), 5), [
      'retryBudget.ts',
    ]);
  });

  it('stops counting a word that is everywhere in a file', () => {
    const files = [counts('many.ts', { hedge: 1_000 }), counts('both.ts', { hedge: 2, race: 2 })];
    assert.equal(rankFiles(files, ['hedge', 'race'], size({ hedge: 10, race: 10 }), 5)[0], 'both.ts');
  });
});

describe('rankChunks', () => {
  const filler = Array.from({ length: 30 }, (_, index) => `  line${index};`);

  it('finds the place in a file, not its beginning', () => {
    const file = fileWith('a.ts', ...filler, '', 'function hedge() {', '  race();', '  more();', '}', '', ...filler);
    const [best] = rankChunks([file], ['hedge'], size({ hedge: 1 }), 5);
    assert.ok(best && best.first <= 31 && best.last >= 31, JSON.stringify(best));
  });

  it('takes chunks of several files before many of one', () => {
    const block = (name: string): readonly string[] => [
      `function ${name}() {`,
      ...filler.slice(0, 6),
      '  hedge();',
      '}',
      '',
    ];
    const many = fileWith('many.ts', ...block('a'), ...block('b'), ...block('c'), ...block('d'));
    const found = rankChunks([many, fileWith('one.ts', ...block('e'))], ['hedge'], size({ hedge: 2 }), 2);
    assert.deepEqual(found.map(({ path }) => path).sort(), ['many.ts', 'one.ts']);
  });

  it('shows the beginning of a file that is found by its name', () => {
    assert.deepEqual(
      rankChunks([fileWith('hedge.ts', 'const a = 1;', 'const b = 2;')], ['hedge'], size({}), 5).map(
        ({ path, first, last }) => [path, first, last],
      ),
      [['hedge.ts', 0, 1]],
    );
  });

  it('finds nothing where nothing is, and no more than was asked for', () => {
    assert.deepEqual(rankChunks([fileWith('a.ts', 'x')], ['hedge'], size({}), 5), []);
    const files = Array.from({ length: 40 }, (_, index) => fileWith(`${index}.ts`, 'hedge'));
    assert.equal(rankChunks(files, ['hedge'], size({ hedge: 40 }), 7).length, 7);
  });
});
