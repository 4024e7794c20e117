import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { isWithin, type ManagerStatus } from '../../../engine/failover';
import { commandIds } from '../../ids';

/**
 * Explains why no completion comes where the boundary excludes every provider. Shown once, not with each key, and again
 * only after the boundary has allowed a provider in between.
 */
export class BoundaryNotice {
  private hasShown = false;

  /** Call it before each request. */
  inspect(status: ManagerStatus): void {
    const { providers, pinned } = status;
    const asked = providers.filter(({ link }) => pinned === undefined || link.provider.id === pinned);
    const isShut = asked.length > 0 && asked.every(({ link }) => !isWithin(link.completion, status));
    if (isShut && !this.hasShown)
      this.show(
        pinned === undefined
          ? l10n.t(
              "Everpair: every provider is outside your boundary, so nothing is sent and no completion comes. The settings everpair.boundary and everpair.allowedHosts, yours, your company's or this workspace's, say how far code may go.",
            )
          : l10n.t(
              "Everpair: the pinned {0} is outside your boundary, so nothing is sent and no completion comes. The settings everpair.boundary and everpair.allowedHosts, yours, your company's or this workspace's, say how far code may go.",
              asked[0]?.link.label ?? '',
            ),
      );
    this.hasShown = isShut;
  }

  private show(text: string): void {
    const open = l10n.t('Open Setting');
    void vscode.window.showWarningMessage(text, open).then((answer) => {
      if (answer === open) void vscode.commands.executeCommand(commandIds.openBoundary);
    });
  }
}
