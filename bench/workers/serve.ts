import type { Outcome } from './pool';

/** Runs in a process of the pool: does each job that it is sent and tells what came of it. */
export function serve(run: (job: never) => Promise<unknown>): void {
  const answer = (outcome: Outcome<unknown>): void => void process.send?.(outcome);
  process.on('message', (job) => {
    // A job may throw before it gives a promise.
    Promise.resolve(job as never)
      .then(run)
      .then(
        (result) => answer({ result }),
        (error: unknown) => answer({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
      );
  });
}
