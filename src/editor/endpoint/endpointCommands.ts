import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { settingKeys } from '../../engine/config';
import { type Clock, type Log } from '../../engine/model';
import { showSetting } from '../settings/showSetting';
import { Connections } from './tools/connections';
import { enableEndpoint, onDidChangeEndpointSettings, wantedEndpoint } from './endpointSettings';
import { EndpointToken } from './endpointToken';
import { type EndpointView, originOf } from './ownership/endpointState';
import { LocalEndpoint, type LocalEndpointDeps } from './ownership/localEndpoint';
import type { TerminalEnvironment } from './terminalEnvironment';
import { Preview } from './tools/files/preview';
import { ToolConnector } from './tools/toolConnector';

export interface EndpointCommandsDeps extends Pick<LocalEndpointDeps, 'manager' | 'prepare'> {
  readonly secrets: vscode.SecretStorage;
  readonly environment: TerminalEnvironment;
  readonly hasTerminals: boolean;
  readonly clock: Clock;
  readonly log: Log & { hide(secret: string): void };
  readonly onChange: (view: EndpointView) => void;
}

/** The endpoint in this window, its token and its tools. It is made when the user wants one of them. */
export class EndpointCommands implements vscode.Disposable {
  private readonly endpoint: LocalEndpoint;
  private readonly token: EndpointToken;
  private readonly preview = new Preview();
  private readonly subscriptions: vscode.Disposable;
  readonly tools: ToolConnector;

  constructor({ secrets, environment, hasTerminals, log, ...deps }: EndpointCommandsDeps) {
    this.endpoint = new LocalEndpoint({ ...deps, log });
    this.token = new EndpointToken(secrets, (token) => log.hide(token));
    const connections = new Connections(secrets);
    this.tools = new ToolConnector({
      ...{ connections, environment, hasTerminals, token: this.token, preview: this.preview },
      settings: wantedEndpoint,
      start: () => this.enable(),
    });
    const follow = (): void => void this.follow().catch((error: unknown) => log.error(`[endpoint] ${String(error)}`));
    this.subscriptions = vscode.Disposable.from(
      onDidChangeEndpointSettings(follow),
      this.token.onDidChange(follow),
      connections.onDidChange(follow),
    );
  }

  /** What the user wants becomes so: in this window, or by watching the one that serves. */
  async follow(): Promise<void> {
    const { isEnabled, port } = wantedEndpoint();
    await this.endpoint.want(isEnabled ? { port, token: await this.token.current() } : undefined);
    await this.tools.setTerminals();
  }

  async start(): Promise<void> {
    await vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, title: l10n.t('Everpair: starting the local endpoint') },
      () => this.enable(),
    );
    const { state } = this.endpoint.view;
    // A setting is wrong, which is told where it is read.
    if (state.kind === 'off') return;
    if (state.kind === 'blocked') {
      await this.tellBlocked(state.problem);
      return;
    }
    const connect = l10n.t('Connect a Tool…');
    const answer = await vscode.window.showInformationMessage(
      l10n.t(
        'Everpair: other programs of this machine can ask your providers at {0}.',
        originOf(wantedEndpoint().port),
      ),
      connect,
    );
    if (answer === connect) await this.tools.connect();
  }

  async stop(): Promise<void> {
    await enableEndpoint(false);
    await this.follow();
    void vscode.window.showInformationMessage(l10n.t('Everpair: the local endpoint is stopped, in all windows.'));
  }

  async copyAddress(): Promise<void> {
    const address = `${originOf(wantedEndpoint().port)}/v1`;
    await vscode.env.clipboard.writeText(address);
    void vscode.window.showInformationMessage(l10n.t('Everpair: {0} is on the clipboard.', address));
  }

  async copyToken(): Promise<void> {
    await vscode.env.clipboard.writeText(await this.token.current());
    void vscode.window.showInformationMessage(
      l10n.t('Everpair: the token is on the clipboard. Who has it can ask your providers.'),
    );
  }

  async renewToken(): Promise<void> {
    const renew = l10n.t('Renew');
    const detail = l10n.t(
      'Programs with the old one are refused from now on. The files of connected tools are written anew; terminals that are open have the old one.',
    );
    const question = l10n.t('Renew the token of the local endpoint?');
    if ((await vscode.window.showWarningMessage(question, { modal: true, detail }, renew)) !== renew) return;
    await this.token.renew();
    const failed = await this.tools.rewriteFiles();
    await this.follow();
    if (failed.length === 0) {
      void vscode.window.showInformationMessage(l10n.t('Everpair: the endpoint has a new token.'));
      return;
    }
    const names = failed.map(({ name }) => name).join(', ');
    void vscode.window.showWarningMessage(
      l10n.t(
        'Everpair: the endpoint has a new token. These have the old one, since their files were changed: {0}.',
        names,
      ),
    );
  }

  dispose(): void {
    this.subscriptions.dispose();
    this.preview.dispose();
    this.endpoint.dispose();
  }

  private async enable(): Promise<void> {
    await enableEndpoint(true);
    await this.follow();
  }

  private async tellBlocked(problem: string): Promise<void> {
    const open = l10n.t('Open Setting');
    const text = l10n.t('Everpair: {0} The endpoint starts as soon as it can.', problem);
    if ((await vscode.window.showErrorMessage(text, open)) === open)
      await showSetting('editor', settingKeys.endpointPort);
  }
}
