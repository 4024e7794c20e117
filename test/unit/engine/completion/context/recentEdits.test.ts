import assert from 'node:assert/strict';
import fc from 'fast-check';
import { RecentEdits } from '../../../../../src/engine/completion/context/recentEdits';

type Step = readonly [first: number, removed: number, added: number, document?: string];

/** Regions as `document:first-end`, after the edits, one second apart. */
function after(...steps: readonly Step[]): string[] {
  const edits = new RecentEdits();
  for (const [index, [first, removed, added, document = 'a']] of steps.entries()) {
    edits.record({ document, first, removed, added }, index * 1_000);
  }
  return edits.regions().map(({ document, first, end }) => `${document}:${first}-${end}`);
}

describe('RecentEdits', () => {
  const table: readonly [what: string, steps: readonly Step[], regions: readonly string[]][] = [
    ['is the line that was typed in', [[10, 1, 1]], ['a:10-11']],
    ['grows with lines typed below it', [[10, 1, 2], [11, 1, 2], [12, 1, 2]], ['a:10-14']], // prettier-ignore
    ['takes in an edit a few lines away', [[10, 1, 1], [14, 1, 1]], ['a:10-15']], // prettier-ignore
    ['is another for an edit further away', [[10, 1, 1], [15, 1, 1]], ['a:15-16', 'a:10-11']], // prettier-ignore
    ['moves down with lines added above it', [[50, 1, 1], [10, 1, 4]], ['a:10-14', 'a:53-54']], // prettier-ignore
    ['moves up with lines deleted above it', [[50, 1, 1], [10, 5, 1]], ['a:10-11', 'a:46-47']], // prettier-ignore
    ['goes when its lines are deleted with others', [[50, 1, 5], [40, 30, 1]], ['a:40-41']], // prettier-ignore
    ['is not where a program wrote', [[10, 1, 500]], []],
    ['moves with what a program wrote above it', [[50, 1, 1], [10, 1, 501]], ['a:550-551']], // prettier-ignore
    ['comes first when it was edited last', [[10, 1, 1], [5, 1, 1, 'b'], [100, 1, 1]], ['a:100-101', 'b:5-6', 'a:10-11']], // prettier-ignore
  ];
  for (const [what, steps, regions] of table) {
    it(`region ${what}`, () => assert.deepEqual(after(...steps), regions));
  }

  it('stays within bounds over 20,000 edits in 500 files', () => {
    const edits = new RecentEdits();
    for (let index = 0; index < 20_000; index += 1) {
      const first = (index * 7919) % 20_000;
      edits.record(
        { document: `file${Math.floor(index / 50) % 500}`, first, removed: 1 + (index % 3), added: index % 4 },
        index,
      );
    }
    const regions = edits.regions();
    assert.ok(regions.length > 20 && regions.length <= 20 * 6, String(regions.length));
    assert.ok(new Set(regions.map(({ document }) => document)).size <= 20);
    assert.ok(regions.every(({ first, end }) => end > first && end - first <= 80));
  });

  it('never has overlapping regions in a document', () => {
    const step = fc.record({ first: fc.nat(120), removed: fc.nat(12), added: fc.nat(90) });
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 40 }), (steps) => {
        const edits = new RecentEdits();
        for (const [at, each] of steps.entries()) edits.record({ document: 'a', ...each }, at);
        const regions = [...edits.regions()].sort((a, b) => a.first - b.first);
        for (const [index, { first, end }] of regions.entries()) {
          assert.ok(first >= 0 && first < end);
          assert.ok(end <= (regions[index + 1]?.first ?? Infinity), JSON.stringify(regions));
        }
      }),
    );
  });
});
