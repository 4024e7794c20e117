import * as vscode from 'vscode';
import { Configuration, type OwnServer, settingKeys } from '../../engine/config';
import type { ProviderManager } from '../../engine/failover';
import { type Log, systemClock } from '../../engine/model';
import { commandIds } from '../ids';
import { consentQuestion } from './consentQuestion';
import { reviewConsent } from './consentReview';
import { editorSettings } from './editorSettings';
import { networkSettings } from './networkSettings';
import { ProblemNotice } from './problemNotice';
import { microsoftSignIn } from './microsoftSignIn';
import { setApiKey } from './setApiKey';
import { setClientKeyPassphrase } from './setClientKeyPassphrase';
import { showSetting } from './showSetting';

/** Chain, policy, keys and consent, from VS Code's settings, its secret storage and the user at its notifications. */
export function createConfiguration(
  context: vscode.ExtensionContext,
  log: Log,
  onKey: (key: string) => void,
  ownServer: OwnServer | undefined,
): Configuration {
  const notices = { providers: new ProblemNotice(log), policy: new ProblemNotice(log), prices: new ProblemNotice(log) };
  return new Configuration({
    settings: editorSettings,
    secrets: context.secrets,
    signIn: microsoftSignIn,
    consentPrompt: consentQuestion,
    consentMemory: context.globalState,
    environment: process.env,
    environmentIsUsers: vscode.env.remoteName === undefined,
    fetch: (input, init) => globalThis.fetch(input, init),
    network: networkSettings(context.subscriptions),
    ...(ownServer ? { ownServer } : {}),
    clock: systemClock,
    log,
    onKey,
    onProblems: (part, problems) => notices[part].show(problems),
  });
}

/** The commands of settings, keys and consent. */
export function registerSettings(configuration: Configuration, manager: ProviderManager): vscode.Disposable {
  const { consent, passphrases } = configuration;
  return vscode.Disposable.from(
    vscode.commands.registerCommand(commandIds.setApiKey, () => setApiKey(configuration)),
    vscode.commands.registerCommand(commandIds.setClientKeyPassphrase, () =>
      setClientKeyPassphrase(configuration.configurable, passphrases),
    ),
    vscode.commands.registerCommand(commandIds.reviewConsent, () => reviewConsent(consent, manager)),
    vscode.commands.registerCommand(commandIds.openSettings, openSettings),
    vscode.commands.registerCommand(commandIds.openBoundary, () => showSetting('editor', settingKeys.boundary)),
    vscode.commands.registerCommand(commandIds.openBudgets, () => showSetting('editor', settingKeys.budgets)),
  );
}

function openSettings(): Thenable<unknown> {
  return vscode.commands.executeCommand('workbench.action.openSettings', '@ext:everpair.everpair');
}
