import path from 'node:path';
import { version } from '../../package.json';
import { isVersion } from './arguments/isVersion';
import { exitCodes } from './output/exitCodes';
import { Output } from './output/output';

/** Exit codes of the signals that end a run: 128 and the number of the signal. */
const signals = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

const interrupted = new AbortController();
for (const [signal, exitCode] of Object.entries(signals)) {
  process.on(signal, () => {
    // Who asks twice does not want to wait.
    if (interrupted.signal.aborted) process.exit(exitCode);
    interrupted.abort(exitCode);
  });
}
// Node warns of its own SQLite, which nobody here can do anything about.
process.removeAllListeners('warning');

void main().then((exitCode) => process.exit(exitCode));

/** The engine is loaded when it is known what for: scripts ask for the version to see whether the tool is there. */
async function main(): Promise<number> {
  const args = process.argv.slice(2);
  if (args.length === 1 && isVersion(args[0])) return tellVersion();
  const { useCompileCache } = await import('./compileCache');
  useCompileCache();
  const { useLanguage } = await import('./language');
  // Next to the tool's own folder, as in the package.
  useLanguage(path.join(__dirname, '..', '..', 'l10n'), process.env);
  const [{ runCli }, { processHost }] = await Promise.all([import('./run'), import('./processHost')]);
  return runCli(args, processHost(version, interrupted.signal));
}

async function tellVersion(): Promise<number> {
  const output = new Output(process.stdout);
  output.write(`${version}\n`);
  await output.flush();
  return output.broken.aborted ? exitCodes.failed : exitCodes.answered;
}
