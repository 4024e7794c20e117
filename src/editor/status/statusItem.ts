import * as vscode from 'vscode';
import type { ProviderManager } from '../../failover/providerManager';
import { commandIds, statusItemId } from '../ids';
import { hoverCommands, statusHover } from './statusHover';
import { statusView } from './statusView';

/** Everpair's one item in the status bar. */
export class StatusItem implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem(statusItemId, vscode.StatusBarAlignment.Right, 100);
  private readonly subscription;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly manager: ProviderManager) {
    this.item.name = 'Everpair';
    this.item.command = commandIds.switchProvider;
    this.subscription = manager.onDidChange(() => this.draw());
    this.draw();
    this.item.show();
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.subscription.dispose();
    this.item.dispose();
  }

  private draw(): void {
    const status = this.manager.status();
    const now = Date.now();
    const view = statusView(status, now);
    this.item.text = view.text;
    this.item.accessibilityInformation = { label: view.label, role: 'button' };
    this.item.backgroundColor =
      view.background === undefined ? undefined : new vscode.ThemeColor(`statusBarItem.${view.background}Background`);
    const hover = new vscode.MarkdownString(statusHover(status, now), true);
    hover.isTrusted = { enabledCommands: [...hoverCommands] };
    this.item.tooltip = hover;
    clearTimeout(this.timer);
    const someoneIsDown = status.providers.some((provider) => provider.chat.until !== undefined);
    // A second for what is on screen; the hover alone is drawn anew only when it is looked at often enough.
    if (view.counting) this.timer = setTimeout(() => this.draw(), 1_000);
    else if (someoneIsDown) this.timer = setTimeout(() => this.draw(), 5_000);
  }
}
