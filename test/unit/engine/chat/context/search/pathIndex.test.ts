import assert from 'node:assert/strict';
import { PathIndex, type SearchablePath } from '../../../../../../src/engine/chat/context/search/pathIndex';

const path = (name: string): SearchablePath => ({ uri: `file:///w/${name}`, path: name });
const names = (found: readonly SearchablePath[]): readonly string[] => found.map((each) => each.path);

describe('PathIndex', () => {
  const paths = ['src/engine/retryBudget.ts', 'src/retry/index.ts', 'docs/budget.md', 'a.ts', 'b.ts'].map(path);

  it('finds by letters of the name, and counts the name more than folders', async () => {
    const index = await PathIndex.of(paths);
    assert.equal(names(index.search('rtrbud', [], 10))[0], 'src/engine/retryBudget.ts');
    assert.equal(names(index.search('budget', [], 10))[0], 'docs/budget.md');
    assert.deepEqual(names(index.search('retry/ind', [], 10)), ['src/retry/index.ts']);
    assert.deepEqual(names(index.search('zzzz', [], 10)), []);
  });

  it('shows what was open first', async () => {
    const index = await PathIndex.of(paths);
    const recent = ['file:///w/b.ts', 'file:///w/docs/budget.md'];
    assert.deepEqual(names(index.search('', recent, 3)), ['b.ts', 'docs/budget.md', 'src/engine/retryBudget.ts']);
    assert.equal(names(index.search('.ts', ['file:///w/b.ts'], 5))[0], 'b.ts');
  });

  it('gives no more than was asked for', async () => {
    const index = await PathIndex.of(Array.from({ length: 1_000 }, (_, at) => path(`f${at}.ts`)));
    assert.equal(index.search('f', [], 20).length, 20);
    assert.equal(index.search('', [], 20).length, 20);
  });
});
