import path from 'node:path';
import * as vscode from 'vscode';
import type { ProviderManager } from '../../engine/failover';
import { systemClock as clock } from '../../engine/model';
import type { RedactingLog } from '../../engine/privacy';
import { commandIds } from '../ids';
import { ProblemNotice } from '../settings/problemNotice';
import { writeCommand } from './commandFolder';
import type { EndpointCommands } from './endpointCommands';
import { onDidChangeEndpointSettings, wantedEndpoint } from './endpointSettings';
import type { EndpointView } from './ownership/endpointState';
import { TerminalEnvironment } from './terminalEnvironment';

export interface EndpointDeps {
  readonly context: vscode.ExtensionContext;
  readonly manager: ProviderManager;
  readonly prepare: (signal: AbortSignal) => Promise<void>;
  readonly log: RedactingLog;
  /** Resolves when the activation of the window is over. */
  readonly activated: Promise<void>;
}

/** The endpoint for other tools. All of it is loaded when the user wants it, or has wanted it in an earlier window. */
export class EndpointSurface {
  private readonly changed = new vscode.EventEmitter<void>();
  private commands: EndpointCommands | undefined;
  private readonly environment: TerminalEnvironment;
  private shown: EndpointView = { state: { kind: 'off' }, clients: [] };

  readonly onDidChange = this.changed.event;

  constructor(private readonly deps: EndpointDeps) {
    this.environment = new TerminalEnvironment(deps.context.environmentVariableCollection);
  }

  /** What the hover of the status bar says. */
  get view(): EndpointView {
    return this.shown;
  }

  register(): vscode.Disposable {
    const { activated, log } = this.deps;
    const notice = new ProblemNotice(log);
    const follow = (): void => {
      notice.show(wantedEndpoint().problems);
      if (!this.commands && wantedEndpoint().isEnabled)
        this.late()
          .follow()
          .catch((error: unknown) => log.error(`[endpoint] ${String(error)}`));
    };
    void activated.then(follow);
    void activated.then(() => this.addCommand()).catch((error: unknown) => log.warn(`[terminal] ${String(error)}`));
    return vscode.Disposable.from(
      this.changed,
      { dispose: () => this.commands?.dispose() },
      onDidChangeEndpointSettings(follow),
      vscode.commands.registerCommand(commandIds.startEndpoint, () => this.late().start()),
      vscode.commands.registerCommand(commandIds.stopEndpoint, () => this.late().stop()),
      vscode.commands.registerCommand(commandIds.copyEndpointAddress, () => this.late().copyAddress()),
      vscode.commands.registerCommand(commandIds.copyEndpointToken, () => this.late().copyToken()),
      vscode.commands.registerCommand(commandIds.renewEndpointToken, () => this.late().renewToken()),
      vscode.commands.registerCommand(commandIds.connectTool, () => this.late().tools.connect()),
      vscode.commands.registerCommand(commandIds.disconnectTool, () => this.late().tools.disconnect()),
    );
  }

  private late(): EndpointCommands {
    if (this.commands) return this.commands;
    const { context, manager, prepare, log } = this.deps;
    const { EndpointCommands: Commands } = require('./endpointCommands') as typeof import('./endpointCommands');
    return (this.commands = new Commands({
      ...{ manager, prepare, log, clock },
      secrets: context.secrets,
      environment: this.environment,
      hasTerminals: this.hasTerminals,
      onChange: (view) => {
        this.shown = view;
        this.changed.fire();
      },
    }));
  }

  /** The command-line tool in the terminals. */
  private async addCommand(): Promise<void> {
    const { context } = this.deps;
    if (context.globalStorageUri.scheme !== 'file' || !this.hasTerminals) return;
    const folder = path.join(context.globalStorageUri.fsPath, 'bin');
    const tool = path.join(context.extensionPath, 'dist', 'cli', 'everpair.cjs');
    await writeCommand({ node: process.execPath, tool, folder });
    this.environment.addFolder(folder);
  }

  /** In a window to another machine the terminals are there, and we are here. */
  private get hasTerminals(): boolean {
    const isOurs = this.deps.context.extension.extensionKind === vscode.ExtensionKind.Workspace;
    return vscode.env.remoteName === undefined || isOurs;
  }
}
