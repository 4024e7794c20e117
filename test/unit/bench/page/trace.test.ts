import assert from 'node:assert/strict';
import { tasksIn } from '../../../../bench/page/trace';

const name = (pid: number, thread: string): object => ({
  name: 'thread_name',
  ph: 'M',
  pid,
  tid: 1,
  args: { name: thread },
});
const event = (pid: number, what: string, ts: number, dur: number, tdur: number): object => ({
  name: what,
  ph: 'X',
  pid,
  tid: 1,
  ts,
  dur,
  tdur,
});

describe('tasksIn', () => {
  it('are those of the busiest page, in processor time, with what was done in them', () => {
    const trace = {
      traceEvents: [
        name(1, 'CrRendererMain'),
        name(2, 'CrRendererMain'),
        name(3, 'CrBrowserMain'),
        event(1, 'ThreadControllerImpl::RunTask', 0, 40_000, 25_000),
        event(1, 'Layout', 1_000, 9_000, 8_000),
        event(1, 'Layout', 20_000, 2_000, 2_000),
        event(1, 'ThreadControllerImpl::RunTask', 50_000, 3_000, 3_000),
        event(1, 'Paint', 51_000, 1_500, 1_500),
        event(1, 'ThreadControllerImpl::RunTask', 60_000, 500, 500),
        event(2, 'ThreadControllerImpl::RunTask', 0, 5_000, 5_000),
        event(3, 'ThreadControllerImpl::RunTask', 0, 900_000, 900_000),
      ],
    };
    assert.deepEqual(tasksIn(JSON.stringify(trace)), [
      { wallMs: 40, cpuMs: 25, parts: { Layout: 11 } },
      { wallMs: 3, cpuMs: 3, parts: { Paint: 1.5 } },
    ]);
  });

  it('count no part of a task longer than it took by the clock, as the clock of a thread may leap', () => {
    const trace = {
      traceEvents: [
        name(1, 'CrRendererMain'),
        event(1, 'ThreadControllerImpl::RunTask', 0, 40_000, 28_000),
        event(1, 'Layout', 1_000, 10_000, 24_000),
        event(1, 'PerformLayout', 2_000, 1_000, 21_000),
        event(1, 'Paint', 20_000, 5_000, 2_000),
      ],
    };
    // A millisecond in PerformLayout, three in the rest of Layout, two each in Paint and the task itself.
    assert.deepEqual(
      tasksIn(JSON.stringify(trace)).map(({ cpuMs }) => cpuMs),
      [8],
    );
  });
});
