import { createInterface } from 'node:readline/promises';
import * as l10n from '@vscode/l10n';
import { type Consent, isAllowedHost, readHostPattern } from '../../engine/failover';
import { type Route, shortHost } from '../../engine/model';
import type { CliHost } from '../host';
import { usageProblem } from '../output/exitCodes';

/** Hosts that `--yes-send-to` or the configuration names. Throws `Ended` for what is no host. */
export function hostsOf(values: readonly unknown[], where: string): readonly string[] {
  return values.map((value) => {
    const host = readHostPattern(value);
    if (host === undefined)
      throw usageProblem(
        l10n.t(
          '{0}: {1} is no host. It looks like "api.example.com" or "localhost:8080".',
          where,
          JSON.stringify(value),
        ),
      );
    return host;
  });
}

/** What was said before counts, and so do the hosts that are named. */
export function consentWith(hosts: readonly string[], record: Consent): Consent {
  const isNamed = ({ endpoint, forwardedTo }: Route): boolean =>
    hosts.length > 0 && isAllowedHost(forwardedTo === undefined ? endpoint : `https://${forwardedTo}`, [hosts]);
  return {
    decided: (route) => isNamed(route) || record.decided(route),
    ask: (route, signal) => (isNamed(route) ? Promise.resolve(true) : record.ask(route, signal)),
  };
}

/** Asks at the terminal. Without one nobody agrees. */
export function terminalQuestion(host: CliHost): (route: Route) => Promise<'allow' | 'never' | undefined> {
  return async (route) => {
    if (!host.isTerminal || host.interrupted.aborted) return undefined;
    const terminal = createInterface({ input: host.stdin, output: host.stderr });
    // Without it an interrupt would end the question only.
    terminal.on('SIGINT', () => process.emit('SIGINT'));
    try {
      const text = l10n.t(
        'Everpair would like to ask {0}. What you send would go to {1} ({2}). [y] yes, from now on; [n] never; anything else: not now. ',
        route.label,
        shortHost(route.vendor),
        shortHost(new URL(route.endpoint).host),
      );
      const answer = (await terminal.question(text, { signal: host.interrupted })).trim().toLowerCase();
      if (answer === 'y' || answer === 'yes') return 'allow';
      return answer === 'n' || answer === 'never' ? 'never' : undefined;
    } catch {
      // Interrupted, or the terminal was closed.
      return undefined;
    } finally {
      terminal.close();
    }
  };
}
