import { type ChildProcess, fork } from 'node:child_process';
import { availableParallelism } from 'node:os';

/** What a worker answers to a job. */
export type Outcome<Result> = { readonly result: Result } | { readonly error: string };

export interface Work {
  /** A module that serves jobs. */
  readonly worker: string;
  /** Plain data each, as its result. */
  readonly jobs: readonly object[];
  readonly onProgress: (done: number) => void;
}

/**
 * Runs the jobs in as many processes as the machine has room for; the results in the order of the jobs. Rejects with the first
 * job that fails, and names it.
 */
export async function runAll<Result>({ worker, jobs, onProgress }: Work): Promise<readonly Result[]> {
  const results: Result[] = [];
  const left = jobs.entries();
  let done = 0;
  const work = async (): Promise<void> => {
    const child = fork(worker, { execArgv: ['--import', 'tsx'] });
    try {
      // Shared by all workers: each takes the next free one.
      for (const [index, job] of left) {
        results[index] = await ask<Result>(child, job);
        done += 1;
        onProgress(done);
      }
    } finally {
      child.disconnect();
    }
  };
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), jobs.length) }, work));
  return results;
}

function ask<Result>(child: ChildProcess, job: object): Promise<Result> {
  return new Promise((resolve, reject) => {
    const onExit = (): void => reject(new Error(`The worker died of ${JSON.stringify(job)}.`));
    child.once('exit', onExit);
    child.once('message', (outcome: Outcome<Result>) => {
      child.off('exit', onExit);
      if ('result' in outcome) resolve(outcome.result);
      else reject(new Error(`${JSON.stringify(job)}: ${outcome.error}`));
    });
    child.send(job);
  });
}
