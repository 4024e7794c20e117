import { type Job, run } from '../job';

process.on('message', (job: Job) => {
  void run(job).then((tally) => process.send?.(tally));
});
