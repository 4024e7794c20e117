import { type Job, run } from '../job';
import type { Outcome } from '../pool';

process.on('message', (job: Job) => {
  run(job).then(
    (tally) => answer({ tally }),
    (error: unknown) => answer({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  );
});

function answer(outcome: Outcome): void {
  process.send?.(outcome);
}
