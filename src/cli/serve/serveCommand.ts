import * as l10n from '@vscode/l10n';
import { fillTemplate } from '../../engine/completion';
import { type Endpoint, loadEndpoint, newToken } from '../../engine/server';
import type { Run } from '../runContext';
import { type Ending, ending, usageProblem } from '../output/exitCodes';

/** The token of a run comes from here, and from no option: the command lines of processes can be read by others. */
const tokenVariable = 'EVERPAIR_TOKEN';
const shortestToken = 16;

/** `everpair serve`: answers other programs of this machine until it is told to end. That is its good end. */
export async function serveCommand({ host, option, openSession, reporter, signal }: Run): Promise<Ending> {
  const port = portOf(option('port'));
  const given = tokenOf(host.environment[tokenVariable]);
  const token = given ?? newToken();
  const session = await openSession();
  await session.prepare(signal);
  let endpoint: Endpoint;
  try {
    endpoint = await loadEndpoint().startEndpoint({
      manager: session.manager,
      token,
      port,
      log: session.log,
      fillTemplate,
    });
  } catch (error) {
    return ending('failed', error instanceof Error ? error.message : String(error));
  }
  const { url } = endpoint;
  reporter.event({ type: 'serving', url, ...(given === undefined ? { token } : {}) });
  reporter.text(`${url}\n`);
  if (given === undefined && !reporter.isJson) reporter.note(l10n.t('The token, as API key: {0}', token));
  await aborted(signal);
  await endpoint.close();
  return ending('answered');
}

function portOf(text: string | undefined): number {
  if (text === undefined) return 0;
  const port = /^\d{1,5}$/.test(text) ? Number(text) : NaN;
  if (!(port > 0 && port < 65_536))
    throw usageProblem(l10n.t('The port must be a number from 1 to 65535, not "{0}".', text));
  return port;
}

function tokenOf(text: string | undefined): string | undefined {
  if (text === undefined || text === '') return undefined;
  if (text.length < shortestToken || /[^\x21-\x7e]/.test(text))
    throw usageProblem(l10n.t('{0} must have {1} characters or more, without spaces.', tokenVariable, shortestToken));
  return text;
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
