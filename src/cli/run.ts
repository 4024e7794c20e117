import * as l10n from '@vscode/l10n';
import { errorSummary } from '../engine/model';
import { help } from './arguments/help';
import type { CommandName, OptionName } from './arguments/options';
import { type Invocation, parse } from './arguments/parse';
import { askCommand } from './ask/askCommand';
import { commitCommand } from './changes/commitCommand';
import { reviewCommand } from './changes/reviewCommand';
import type { CliHost } from './host';
import { Ended, ending, type Ending } from './output/exitCodes';
import { Output } from './output/output';
import { Reporter } from './output/reporter';
import type { Run } from './runContext';
import { RunLimit, unwritten } from './runLimit';
import { openSession, type Session } from './session';
import { serveCommand } from './serve/serveCommand';
import { statusCommand } from './status/statusCommand';
import { testCommand } from './status/testCommand';

const commands: Readonly<Record<CommandName, (run: Run) => Promise<Ending>>> = {
  ask: askCommand,
  review: reviewCommand,
  'commit-message': commitCommand,
  serve: serveCommand,
  status: statusCommand,
  test: testCommand,
};

/** Commands that are for nothing but the text that they write. */
const isForText: ReadonlySet<CommandName> = new Set(['ask', 'review', 'commit-message']);

/** Milliseconds until what the help is written to must have taken it. */
const helpMs = 30_000;

/** Runs one command line; resolves to its exit code, never rejects, and ends half a second after its deadline at the latest. */
export async function runCli(args: readonly string[], host: CliHost): Promise<number> {
  const output = new Output(host.stdout);
  const reporter = new Reporter(output, host.stderr, {
    isJson: args.includes('--json'),
    isVerbose: args.includes('--verbose'),
  });
  const limit = new RunLimit(host, output.broken);
  try {
    const own = await limit.held(perform(args, host, output, reporter, limit));
    const ended = own?.exitCode === 0 ? own : (limit.reason ?? own ?? ending('failed'));
    reporter.end(ended);
    const isWritten = (await limit.held(output.flush().then(() => true))) === true && !output.broken.aborted;
    if (isWritten || ended.exitCode !== 0) return ended.exitCode;
    const late = unwritten(output.broken.reason);
    reporter.note(late.message ?? '');
    return late.exitCode;
  } finally {
    limit.dispose();
  }
}

async function perform(
  args: readonly string[],
  host: CliHost,
  output: Output,
  reporter: Reporter,
  limit: RunLimit,
): Promise<Ending> {
  try {
    limit.start(helpMs);
    const request = parse(args, host.environment);
    if (request.type === 'run') {
      limit.start(request.deadlineMs);
      return await runCommand(request, host, reporter, limit.signal);
    }
    output.write(request.type === 'help' ? help() : `${host.version}\n`);
    return ending('answered');
  } catch (error) {
    return endingOf(error);
  }
}

async function runCommand(
  invocation: Invocation,
  host: CliHost,
  reporter: Reporter,
  signal: AbortSignal,
): Promise<Ending> {
  const { command, values } = invocation;
  if (isForText.has(command) && host.isOutputClosed)
    return ending('failed', l10n.t('There is no standard output to write to.'));
  let session: Session | undefined;
  const option = (name: OptionName): string | undefined => values.get(name)?.[0];
  try {
    return await commands[command]({
      ...{ host, invocation, reporter, signal, option },
      openSession: async () => {
        const options = { config: option('config'), yesSendTo: values.get('yes-send-to') ?? [] };
        return (session = await openSession(host, options, reporter));
      },
    });
  } finally {
    session?.close();
  }
}

function endingOf(error: unknown): Ending {
  if (error instanceof Ended) return error.ending;
  return ending('failed', l10n.t('Something went wrong: {0}', errorSummary(error)));
}
