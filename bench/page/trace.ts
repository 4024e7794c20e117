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

/** A task of the page's thread: script, style, layout and painting together. Milliseconds. */
export interface Task {
  readonly wallMs: number;
  readonly cpuMs: number;
  /** Milliseconds of wall time by what was done, for those that took one at least. */
  readonly parts: Readonly<Record<string, number>>;
}

/** Shorter events are no task worth telling, and no part of one. */
const shortest = { taskUs: 1_000, partUs: 100 };

/** The tasks of the busiest page's main thread that took a millisecond at least. */
export function tasksIn(trace: string): readonly Task[] {
  const { traceEvents } = JSON.parse(trace) as { readonly traceEvents: readonly TraceEvent[] };
  const threads = new Set(
    traceEvents.flatMap((event) =>
      event.name === 'thread_name' && event.args?.name === 'CrRendererMain' ? [threadOf(event)] : [],
    ),
  );
  const byThread = new Map<string, Event[]>();
  for (const event of traceEvents) {
    const thread = threadOf(event);
    const { name, ts = 0, dur = 0, tdur = dur } = event;
    if (!threads.has(thread) || dur < shortest.partUs) continue;
    const of = byThread.get(thread) ?? [];
    of.push({ name, from: ts, to: ts + dur, tdur });
    byThread.set(thread, of);
  }
  const busy = [...byThread.values()].map(tasksOf);
  const sum = (tasks: readonly Task[]): number => tasks.reduce((total, { cpuMs }) => total + cpuMs, 0);
  return busy.sort((a, b) => sum(b) - sum(a))[0] ?? [];
}

/** Microseconds. */
interface Event {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly tdur: number;
}

function tasksOf(events: readonly Event[]): readonly Task[] {
  const sorted = [...events].sort((a, b) => a.from - b.from || b.to - a.to);
  const tasks: Task[] = [];
  for (let at = 0; at < sorted.length;) {
    const task = sorted[at] as Event;
    let end = at + 1;
    while ((sorted[end]?.from ?? Infinity) < task.to) end += 1;
    if (isTask(task) && task.to - task.from >= shortest.taskUs) tasks.push(taskOf(sorted.slice(at, end)));
    at = end;
  }
  return tasks;
}

function taskOf([whole, ...inside]: readonly Event[]): Task {
  const { from, to } = whole as Event;
  const parts: Record<string, number> = {};
  for (const part of inside.filter((event) => !isTask(event) && event.to - event.from >= shortest.taskUs)) {
    parts[part.name] = (parts[part.name] ?? 0) + (part.to - part.from) / 1_000;
  }
  return { wallMs: (to - from) / 1_000, cpuMs: cpuOf(whole as Event, inside) / 1_000, parts };
}

/**
 * None of an event's parts counts longer than it took by the clock: on virtual machines the clock of a thread stands still and
 * then leaps, by 20 ms in a part of one.
 */
function cpuOf(event: Event, inside: readonly Event[]): number {
  let [cpu, tdur, wall] = [0, 0, 0];
  for (let at = 0; at < inside.length;) {
    const part = inside[at] as Event;
    let end = at + 1;
    while ((inside[end]?.from ?? Infinity) < part.to) end += 1;
    cpu += cpuOf(part, inside.slice(at + 1, end));
    tdur += part.tdur;
    wall += part.to - part.from;
    at = end;
  }
  return cpu + Math.max(0, Math.min(event.tdur - tdur, event.to - event.from - wall));
}

const isTask = ({ name }: { readonly name: string }): boolean => name.endsWith('RunTask');
const threadOf = ({ pid, tid }: TraceEvent): string => `${pid} ${tid}`;
