import * as vscode from 'vscode';
import type { ProviderManager } from '../../engine/failover';
import type { Clock } from '../../engine/model';
import type { EndpointView } from '../endpoint/ownership/endpointState';
import { commandIds, statusItemId } from '../ids';
import { hoverCommands, statusHover } from './statusHover';
import { redrawAfter, statusView } from './statusView';

/** What the hover says of the endpoint for other tools. */
export interface ShownEndpoint {
  readonly view: EndpointView;
  readonly onDidChange: vscode.Event<void>;
}

/** Everpair's one item in the status bar. */
export class StatusItem implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem(statusItemId, vscode.StatusBarAlignment.Right, 100);
  private readonly subscription;
  private timer: unknown;

  constructor(
    private readonly manager: Pick<ProviderManager, 'status' | 'onDidChange'>,
    private readonly endpoint: ShownEndpoint,
    private readonly clock: Clock,
  ) {
    this.item.name = 'Everpair';
    this.item.command = commandIds.switchProvider;
    const draw = (): void => this.draw();
    this.subscription = vscode.Disposable.from(manager.onDidChange(draw), endpoint.onDidChange(draw));
    this.draw();
    this.item.show();
  }

  dispose(): void {
    this.clock.clearTimeout(this.timer);
    this.subscription.dispose();
    this.item.dispose();
  }

  private draw(): void {
    const status = this.manager.status();
    const now = this.clock.now();
    const view = statusView(status, now);
    this.item.text = view.text;
    this.item.accessibilityInformation = { label: view.label, role: 'button' };
    this.item.backgroundColor =
      view.background === undefined ? undefined : new vscode.ThemeColor(`statusBarItem.${view.background}Background`);
    const hover = new vscode.MarkdownString(statusHover(status, now, this.endpoint.view), true);
    hover.isTrusted = { enabledCommands: [...hoverCommands] };
    this.item.tooltip = hover;
    this.clock.clearTimeout(this.timer);
    const wait = redrawAfter(status, view, now);
    this.timer = wait === undefined ? undefined : this.clock.setTimeout(() => this.draw(), wait);
  }
}
