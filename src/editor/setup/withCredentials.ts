import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { shortHost } from '../../engine/model';
import type { ProposedEntry } from '../../engine/setup';

/**
 * A workspace may name a host that is sent a key or a sign-in of the user's: what would go where is asked on its own. Resolves to those
 * that may be added; undefined where the user leaves.
 */
export async function withCredentials<T extends Pick<ProposedEntry, 'host' | 'credential'>>(
  chosen: readonly T[],
): Promise<readonly T[] | undefined> {
  const named = chosen.filter(({ credential }) => credential !== undefined);
  if (named.length === 0) return chosen;
  const send = l10n.t('Add Them All');
  const leave = l10n.t('Leave These Out');
  const answer = await vscode.window.showWarningMessage(
    l10n.t('The workspace names hosts that keys or sign-ins of yours would be sent to.'),
    {
      modal: true,
      detail: named.map(({ credential = '', host }) => l10n.t('{0} to {1}', credential, shortHost(host))).join('\n'),
    },
    send,
    leave,
  );
  if (answer === send) return chosen;
  return answer === leave ? chosen.filter((each) => !named.includes(each)) : undefined;
}
