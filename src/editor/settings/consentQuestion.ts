import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { type Route, shortHost } from '../../engine/model';

/** Asks whether code may go to a vendor, in words that tell where exactly. */
export async function consentQuestion(route: Route): Promise<'allow' | 'never' | undefined> {
  const allow = l10n.t('Allow');
  const never = l10n.t('Never');
  const { host } = new URL(route.endpoint);
  const answer = await vscode.window.showInformationMessage(
    l10n.t(
      'Everpair would like to go on with {0}. Your code and messages would be sent to {1} ({2}). Is that all right from now on?',
      route.label,
      shortHost(route.vendor),
      shortHost(host),
    ),
    allow,
    l10n.t('Not now'),
    never,
  );
  if (answer === allow) return 'allow';
  return answer === never ? 'never' : undefined;
}
