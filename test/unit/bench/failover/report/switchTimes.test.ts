import assert from 'node:assert/strict';
import type { Cell } from '../../../../../bench/failover/trial/matrix';
import { switchTimesTable } from '../../../../../bench/failover/report/switchTimes';
import type { Result } from '../../../../../bench/failover/trial/result';
import type { Verdict } from '../../../../../bench/failover/trial/verdict';

const saved: Verdict = {
  exact: true,
  outcome: 'answered',
  lost: 0,
  repeated: 0,
  foreign: 0,
  addedFirstMs: 10,
  addedTotalMs: 10,
  firstMs: 20,
  totalMs: 40,
  longestWaitMs: 30,
  takenBack: 0,
  requestsToA: 1,
  requestsToOthers: 1,
};

function cell(scenario: string, more: Partial<Verdict>): Cell {
  const first = { ...saved, ...more };
  return { engine: 'everpair', protocol: 'anthropic', scenario, runs: 2, first, second: first };
}

function tableOf(...cells: readonly Cell[]): string {
  const scenarios = [
    { id: 'status-500', title: '', kind: 'loud' },
    { id: 'hang', title: '', kind: 'silent' },
    { id: 'cut-middle', title: '', kind: 'middle' },
    { id: 'cut-last-word', title: '', kind: 'middle' },
  ];
  return switchTimesTable({ engines: [{ id: 'everpair', title: 'E' }], scenarios, cells } as unknown as Result);
}

function row(text: string): readonly string[] {
  const cells = text.split('\n').at(-1)?.split('|') ?? [];
  return cells.map((one) => one.trim()).filter(Boolean);
}

describe('the times of a switch in the failover report', () => {
  it('are the median and the 95th percentile over the cases of a kind', () => {
    const text = tableOf(
      cell('status-500', { addedFirstMs: 10 }),
      cell('status-500', { addedFirstMs: 30 }),
      cell('hang', { firstMs: 10_000 }),
      cell('cut-middle', { longestWaitMs: 100 }),
      cell('cut-middle', { longestWaitMs: 200 }),
    );
    assert.deepEqual(row(text), ['E', '+20 ms / +29 ms (2)', '10.0 s / 10.0 s (1)', '150 ms / 195 ms (2)']);
  });

  it('count what was saved by the same provider asked again', () => {
    const text = tableOf(cell('cut-middle', { requestsToA: 2, requestsToOthers: 0 }));
    assert.deepEqual(row(text), ['E', '–', '–', '30 ms / 30 ms (1)']);
  });

  it('leave out what was not saved, needed no second request, or had no word to come', () => {
    const text = tableOf(
      cell('cut-middle', { exact: false }),
      cell('cut-middle', { requestsToOthers: 0 }),
      cell('cut-last-word', {}),
    );
    assert.deepEqual(row(text), ['E', '–', '–', '–']);
  });
});
