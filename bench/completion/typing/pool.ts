import { type ChildProcess, fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Job } from './job';
import type { Tally } from './tally';

/** What a worker answers to a job. */
export type Outcome = { readonly tally: Tally } | { readonly error: string };

/** Runs the jobs in as many processes as the machine has room for; the tallies in the order of the jobs. */
export async function runAll(jobs: readonly Job[], onProgress: (done: number) => void): Promise<readonly Tally[]> {
  const tallies: Tally[] = [];
  let next = 0;
  let done = 0;
  const work = async (): Promise<void> => {
    const child = fork(join(__dirname, 'worker/main.ts'), { execArgv: ['--import', 'tsx'] });
    try {
      for (let index = next; index < jobs.length; index = next) {
        next += 1;
        tallies[index] = await ask(child, jobs[index]!);
        done += 1;
        onProgress(done);
      }
    } finally {
      child.disconnect();
    }
  };
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), jobs.length) }, work));
  return tallies;
}

function ask(child: ChildProcess, job: Job): Promise<Tally> {
  return new Promise((resolve, reject) => {
    const onExit = (): void => reject(new Error('A worker has died.'));
    child.once('exit', onExit);
    child.once('message', (outcome: Outcome) => {
      child.off('exit', onExit);
      if ('tally' in outcome) resolve(outcome.tally);
      else reject(new Error(`${job.policy} at ${job.backEnd}: ${outcome.error}`));
    });
    child.send(job);
  });
}
