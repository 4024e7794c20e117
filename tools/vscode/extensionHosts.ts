import { run } from './childProcess';
import type { VsCodeServer } from './vscodeServer';

/** Ids of the processes that run the extensions of a server, one for each of its windows. */
export async function extensionHosts(server: Pick<VsCodeServer, 'pid'>): Promise<readonly number[]> {
  const table = await run('ps', ['-A', '-o', 'pid=,ppid=,args=']);
  const processes = table.split('\n').flatMap((line) => {
    const [, pid, parent, command] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    return command === undefined ? [] : [{ pid: Number(pid), parent: Number(parent), command }];
  });
  const isBelow = (parent: number): boolean => {
    if (parent === server.pid) return true;
    const above = processes.find(({ pid }) => pid === parent);
    return above !== undefined && isBelow(above.parent);
  };
  return processes
    .filter(({ command, parent }) => /--type=extensionHost/.test(command) && isBelow(parent))
    .map(({ pid }) => pid);
}
