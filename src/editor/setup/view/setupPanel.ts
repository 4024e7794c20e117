import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { errorSummary } from '../../../engine/model';
import type { RedactingLog } from '../../../engine/privacy';
import { webviewPage, webviewRoot } from '../../webviewPage';
import { parseSetupMessage } from './messageSchema';
import { SetupHost, type SetupHostDeps } from './setupHost';

/** Type of the editor tab, under which VS Code restores it after a reload. */
const tabType = 'everpair.setup';

export interface SetupPanelDeps extends Pick<SetupHostDeps, 'configuration' | 'manager'> {
  readonly extensionUri: vscode.Uri;
  readonly log: Pick<RedactingLog, 'warn' | 'error'>;
}

/** The set-up in an editor tab, of which a window has one. Nothing is made before it opens. */
export class SetupPanel implements vscode.WebviewPanelSerializer, vscode.Disposable {
  private tab: vscode.WebviewPanel | undefined;
  private readonly registration = vscode.window.registerWebviewPanelSerializer(tabType, this);

  constructor(private readonly deps: SetupPanelDeps) {}

  open(): void {
    if (this.tab) this.tab.reveal();
    else this.adopt(vscode.window.createWebviewPanel(tabType, l10n.t('Everpair: Chain'), vscode.ViewColumn.Active));
  }

  deserializeWebviewPanel(tab: vscode.WebviewPanel): Promise<void> {
    if (this.tab) tab.dispose();
    else this.adopt(tab);
    return Promise.resolve();
  }

  dispose(): void {
    this.registration.dispose();
    this.tab?.dispose();
  }

  private adopt(tab: vscode.WebviewPanel): void {
    const { extensionUri, log } = this.deps;
    const { webview } = tab;
    const icon = (theme: string): vscode.Uri => vscode.Uri.joinPath(extensionUri, 'media', `tab-${theme}.svg`);
    tab.iconPath = { light: icon('light'), dark: icon('dark') };
    this.tab = tab;
    const onError = (error: unknown): void => log.error(`Set-up failed: ${errorSummary(error, { where: true })}`);
    const host = new SetupHost({
      ...this.deps,
      // A hidden tab has no page; a new one asks for all when it is there.
      post: (message) => void (tab.visible && webview.postMessage(message)),
      onError,
    });
    const listener = webview.onDidReceiveMessage((raw: unknown) => {
      const message = parseSetupMessage(raw);
      if (message) host.handle(message).catch(onError);
      else log.warn('The page of the set-up sent a message that is not understood; it was ignored.');
    });
    tab.onDidDispose(() => {
      listener.dispose();
      host.dispose();
      if (this.tab === tab) this.tab = undefined;
    });
    webview.options = { enableScripts: true, localResourceRoots: [webviewRoot(extensionUri)] };
    webview.html = webviewPage(webview, extensionUri, 'setup');
  }
}
