import assert from 'node:assert/strict';
import { type Counts, timeSpan } from '../../../../../src/engine/completion/statistics/statisticsCounts';
import { type Summary, summaryOf } from '../../../../../src/engine/completion/statistics/statisticsSummary';
import { statisticsDocument } from '../../../../../src/editor/completion/statistics/statisticsDocument';

/** Counts by language and route. */
function summary(counted: readonly (readonly [language: string, route: string, counts: Counts])[]): Summary {
  return summaryOf(
    counted.flatMap(([language, route, counts]) =>
      Object.entries(counts).map(([name, count]) => ({ day: '2026-11-26', language, route, name, count })),
    ),
  );
}

const none = summary([]);

function rowsOf(document: string): Record<string, string[]> {
  const cells = document
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .map((line) => line.split(/(?<!\\)\|/).map((cell) => cell.trim()));
  return Object.fromEntries(cells.map(([, name = '', ...rest]) => [name, rest.slice(0, -1)]));
}

const counts: Counts = {
  offered: 1_200,
  fromMemory: 300,
  accepted: 240,
  typedThrough: 60,
  requests: 600,
  failed: 6,
  inputTokens: 1_234_567,
  outputTokens: 0,
  [timeSpan(200)]: 800,
  [timeSpan(4_000)]: 100,
};

describe('statisticsDocument', () => {
  it('says that nothing was counted yet', () => {
    const document = statisticsDocument({ today: none, week: none, month: none });
    assert.match(document, /Nothing has been counted/);
    assert.deepEqual(rowsOf(document), {});
  });

  it('has the same counts for today, a week and a month', () => {
    const month = summary([['go', 'claude/small', counts]]);
    const rows = rowsOf(statisticsDocument({ today: none, week: summary([['go', 'a/b', { offered: 3 }]]), month }));
    assert.deepEqual(rows['Suggestions offered'], ['0', '3', '1,200']);
    assert.deepEqual(rows['Accepted'], ['0', '0 (0 %)', '240 (20 %)']);
    assert.deepEqual(rows['Typed by hand instead'], ['0', '0 (0 %)', '60 (5 %)']);
    assert.deepEqual(rows['From memory, without a request'], ['0', '0 (0 %)', '300 (25 %)']);
    assert.deepEqual(rows['Requests that failed'], ['0', '0', '6 (1 %)']);
    assert.deepEqual(rows['Requests for each accepted suggestion'], ['–', '–', '2.5']);
    assert.deepEqual(rows['Tokens sent'], ['0', '0', '1,234,567']);
  });

  it('shows times in two digits, and a dash where none was measured', () => {
    const rows = rowsOf(statisticsDocument({ today: none, week: none, month: summary([['go', 'a/b', counts]]) }));
    const [, week, median = ''] = rows['Time to a suggestion, median'] ?? [];
    assert.equal(week, '–');
    assert.match(median, /^(1[89]|2[0-2])0 ms$/);
    assert.match(rows['Time to a suggestion, 90 % within']?.[2] ?? '', /^(3\.[6-9]|4\.[0-4]) s$/);
  });

  it('has a row for each model and each language', () => {
    const month = summary([
      ['go', 'claude/small', counts],
      ['rust', 'claude/small', { requests: 1 }],
      ['rust', 'b/c', { requests: 2 }],
    ]);
    const rows = rowsOf(statisticsDocument({ today: none, week: none, month }));
    assert.equal(rows['claude/small']?.[2], '601');
    assert.equal(rows['b/c']?.[2], '2');
    assert.equal(rows['rust']?.[2], '3');
  });

  it('shows a name with markdown characters as it is', () => {
    const month = summary([['go', 'x/a|b](command:evil) <b>', { requests: 1 }]]);
    const document = statisticsDocument({ today: none, week: none, month });
    assert.ok(document.includes('x/a\\|b\\]\\(command:evil\\) \\<b\\>'), document);
  });
});
