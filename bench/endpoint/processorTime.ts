import { readdirSync, readFileSync } from 'node:fs';

/** Milliseconds that all threads of a process have run, of which Linux keeps nanoseconds. */
export function processorMs(pid: number): number {
  const tasks = `/proc/${pid}/task`;
  const nanoseconds = readdirSync(tasks).map((task) => {
    const [ran] = readFileSync(`${tasks}/${task}/schedstat`, 'utf8').split(' ');
    return Number(ran);
  });
  return nanoseconds.reduce((sum, ran) => sum + ran, 0) / 1e6;
}
