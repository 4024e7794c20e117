import { systemClock } from '../../../src/engine/model/async/clock';
import { silentLog } from '../../../src/engine/model/log';
import { LocalModel } from '../../../src/engine/localModel/localModel';

/** A window of its own: starts the local model of the folder, says so, and stays. */
const [storage = '', guard = ''] = process.argv.slice(2);
const model = new LocalModel({
  storage,
  guard,
  fetch,
  clock: systemClock,
  log: silentLog,
  onToken: () => undefined,
  onProblem: () => undefined,
});
void model
  .refresh()
  .then(() => model.start(new AbortController().signal))
  .then(
    () => console.log('started'),
    (error: unknown) => console.log(`failed: ${String(error)}`),
  );
setInterval(() => undefined, 60_000);
