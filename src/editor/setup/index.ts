import * as vscode from 'vscode';
import type { Configuration } from '../../engine/config';
import type { ProviderManager } from '../../engine/failover';
import type { RedactingLog } from '../../engine/privacy';
import { commandIds, providersContext } from '../ids';
import { ChainProposals } from './share/chainProposals';
import { exportChain } from './share/exportChain';
import { importSettings } from './import/importSettings';
import { ReportDocument } from './import/reportDocument';
import { setUp } from './setUp';
import { SetupPanel } from './view/setupPanel';

export interface SetupDeps {
  readonly context: vscode.ExtensionContext;
  readonly configuration: Configuration;
  readonly manager: ProviderManager;
  readonly log: RedactingLog;
  /** Resolves when the activation of the window is over. */
  readonly activated: Promise<void>;
}

/** The set-up, providers from other tools' settings and from a team's file, and the file itself. */
export function registerSetup({ context, configuration, manager, log, activated }: SetupDeps): vscode.Disposable {
  const report = new ReportDocument();
  const { globalState: memory, globalStorageUri: globalStorage } = context;
  const proposals = new ChainProposals({ configuration, memory, log, activated });
  const panel = new SetupPanel({ extensionUri: context.extensionUri, configuration, manager, log });
  const hide = (key: string): void => log.hide(key);
  return vscode.Disposable.from(
    report,
    proposals,
    panel,
    configuration.onDidChangeChain(
      (links) => void vscode.commands.executeCommand('setContext', providersContext, links.length > 0),
    ),
    vscode.commands.registerCommand(commandIds.setUp, () => setUp({ configuration, manager })),
    vscode.commands.registerCommand(commandIds.editChain, () => panel.open()),
    vscode.commands.registerCommand(commandIds.importSettings, () =>
      importSettings({ configuration, report, globalStorage, hide }),
    ),
    vscode.commands.registerCommand(commandIds.exportChain, () => exportChain(configuration)),
    vscode.commands.registerCommand(commandIds.reviewProposedChain, () => proposals.review()),
  );
}
