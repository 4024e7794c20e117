interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds. */
  readonly ts?: number;
  readonly dur?: number;
  /** Microseconds of processor time. */
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

/**
 * A task of the page's thread: script, style, layout and painting together. Milliseconds. The processor time is no longer than
 * the clock's: on virtual machines the clock of a thread stands still and then leaps, by 20 ms in a task of 3.
 */
export interface Task {
  readonly wallMs: number;
  readonly cpuMs: number;
  /** Milliseconds of wall time by what was done, for those that took one at least. */
  readonly parts: Readonly<Record<string, number>>;
}

/** The tasks of the busiest page's main thread that took a millisecond at least. */
export function tasksIn(trace: string): readonly Task[] {
  const { traceEvents } = JSON.parse(trace) as { readonly traceEvents: readonly TraceEvent[] };
  const threads = new Set(
    traceEvents.flatMap((event) =>
      event.name === 'thread_name' && event.args?.name === 'CrRendererMain' ? [threadOf(event)] : [],
    ),
  );
  const byThread = new Map<string, TraceEvent[]>();
  for (const event of traceEvents) {
    const thread = threadOf(event);
    if (!threads.has(thread) || (event.dur ?? 0) < 1_000) continue;
    byThread.set(thread, [...(byThread.get(thread) ?? []), event]);
  }
  const busy = [...byThread.values()].map(tasksOf);
  const sum = (tasks: readonly Task[]): number => tasks.reduce((total, { cpuMs }) => total + cpuMs, 0);
  return busy.sort((a, b) => sum(b) - sum(a))[0] ?? [];
}

function tasksOf(events: readonly TraceEvent[]): readonly Task[] {
  return events.filter(isTask).map((task) => {
    const parts: Record<string, number> = {};
    const [from, to] = [task.ts ?? 0, (task.ts ?? 0) + (task.dur ?? 0)];
    for (const { name, ts = 0, dur = 0 } of events.filter((event) => !isTask(event))) {
      if (ts >= from && ts + dur <= to) parts[name] = (parts[name] ?? 0) + dur / 1_000;
    }
    const wallMs = (task.dur ?? 0) / 1_000;
    return { wallMs, cpuMs: Math.min(wallMs, (task.tdur ?? Infinity) / 1_000), parts };
  });
}

const isTask = ({ name }: TraceEvent): boolean => name.endsWith('RunTask');
const threadOf = ({ pid, tid }: TraceEvent): string => `${pid} ${tid}`;
