import * as vscode from 'vscode';
import { type Route, shortHost } from '../../engine/model';

/** Asks whether code may go to a vendor, in words that tell where exactly. */
export async function consentQuestion(route: Route): Promise<'allow' | 'never' | undefined> {
  const allow = 'Allow';
  const never = 'Never';
  const { host } = new URL(route.endpoint);
  const answer = await vscode.window.showInformationMessage(
    `Everpair would like to go on with ${route.label}. Your code and messages would be sent to ${shortHost(route.vendor)} (${shortHost(host)}). Is that all right from now on?`,
    allow,
    'Not now',
    never,
  );
  if (answer === allow) return 'allow';
  return answer === never ? 'never' : undefined;
}
