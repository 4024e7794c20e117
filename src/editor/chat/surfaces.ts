import * as vscode from 'vscode';
import type { Clock, Log } from '../../engine/model';
import { viewIds } from '../ids';
import { webviewPage, webviewRoot } from '../webviewPage';
import { ChatChannel } from './channel';
import type { ChatHost } from './chatHost';

/** Type of the editor tab, under which VS Code restores it after a reload. */
const tabType = 'everpair.chatEditor';

/** The chat in the side bar and in an editor tab: two windows on the same conversation. */
export class ChatSurfaces implements vscode.WebviewViewProvider, vscode.WebviewPanelSerializer, vscode.Disposable {
  private view: { readonly surface: vscode.WebviewView; readonly channel: ChatChannel } | undefined;
  private tab: { readonly surface: vscode.WebviewPanel; readonly channel: ChatChannel } | undefined;
  private readonly registrations: vscode.Disposable;
  /** The view was asked for before VS Code made it. */
  private focusView = false;

  constructor(
    private readonly extensionUri: vscode.Uri,
    private readonly host: ChatHost,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {
    this.registrations = vscode.Disposable.from(
      vscode.window.registerWebviewViewProvider(viewIds.chat, this),
      vscode.window.registerWebviewPanelSerializer(tabType, this),
      vscode.window.onDidChangeActiveTextEditor((editor) => {
        if (editor) this.forgetFocus();
      }),
      vscode.window.onDidChangeTextEditorSelection(({ kind }) => {
        if (kind !== vscode.TextEditorSelectionChangeKind.Command) this.forgetFocus();
      }),
    );
  }

  async openView(): Promise<void> {
    this.focusView = true;
    await vscode.commands.executeCommand(`${viewIds.chat}.focus`);
    this.focusIfAsked();
  }

  openTab(): void {
    if (this.tab) this.tab.surface.reveal();
    else this.adopt(vscode.window.createWebviewPanel(tabType, 'Everpair', vscode.ViewColumn.Active));
    this.tab?.channel.focus();
  }

  resolveWebviewView(surface: vscode.WebviewView): void {
    const channel = this.connect(surface.webview);
    this.view = { surface, channel };
    surface.onDidChangeVisibility(() => {
      if (!surface.visible) channel.hidden();
    });
    surface.onDidDispose(() => {
      channel.dispose();
      if (this.view?.surface === surface) this.view = undefined;
    });
    this.focusIfAsked();
  }

  deserializeWebviewPanel(surface: vscode.WebviewPanel): Promise<void> {
    if (this.tab) surface.dispose();
    else this.adopt(surface);
    return Promise.resolve();
  }

  dispose(): void {
    this.registrations.dispose();
    this.view?.channel.dispose();
    this.tab?.surface.dispose();
  }

  private adopt(surface: vscode.WebviewPanel): void {
    const icon = (theme: string): vscode.Uri => vscode.Uri.joinPath(this.extensionUri, 'media', `tab-${theme}.svg`);
    surface.iconPath = { light: icon('light'), dark: icon('dark') };
    const channel = this.connect(surface.webview);
    this.tab = { surface, channel };
    surface.onDidChangeViewState(() => {
      if (!surface.visible) channel.hidden();
    });
    surface.onDidDispose(() => {
      channel.dispose();
      if (this.tab?.surface === surface) this.tab = undefined;
    });
  }

  private connect(webview: vscode.Webview): ChatChannel {
    const channel = new ChatChannel(webview, this.host, this.clock, this.log);
    webview.options = { enableScripts: true, localResourceRoots: [webviewRoot(this.extensionUri)] };
    webview.html = webviewPage(webview, this.extensionUri, 'chat');
    return channel;
  }

  /** Who has begun to write in an editor must not lose the cursor to a page that comes late. */
  private forgetFocus(): void {
    this.focusView = false;
    this.view?.channel.forgetFocus();
    this.tab?.channel.forgetFocus();
  }

  private focusIfAsked(): void {
    if (!this.focusView || !this.view) return;
    this.focusView = false;
    this.view.channel.focus();
  }
}
