import { systemClock } from '../../../../src/engine/model/async/clock';
import { silentLog as log } from '../../../../src/engine/model/log';
import { Download } from '../../../../src/engine/localModel/download/download';
import { PartFile } from '../../../../src/engine/localModel/download/partFile';

/** Fetches one file in a process of its own, says each number of bytes that are there, and "done". */
const [url = '', file = '', bytes = '', sha256 = ''] = process.argv.slice(2);
const target = { url, name: 'model.gguf', bytes: Number(bytes), sha256 };
void new Download(target, new PartFile(file), { fetch, clock: systemClock, log })
  .run(new AbortController().signal, (progress) => process.stdout.write(`${progress.bytes}\n`))
  .then(
    () => process.stdout.write('done\n'),
    (error: unknown) => process.stdout.write(`${String(error)}\n`),
  );
