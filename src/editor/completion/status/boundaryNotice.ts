import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { type ManagerStatus, withinBoundary } from '../../../engine/failover';
import { commandIds } from '../../ids';

/**
 * Explains why no completion comes where the boundary excludes every provider. Shown once, not with each key, and again
 * only after the boundary has allowed a provider in between.
 */
export class BoundaryNotice {
  private hasShown = false;

  /** Call it before each request. */
  inspect({ providers, pinned, boundary }: ManagerStatus): void {
    const asked = providers.filter(({ link }) => pinned === undefined || link.provider.id === pinned);
    const isShut = asked.length > 0 && asked.every(({ link }) => !withinBoundary(link.completion.trust, boundary));
    if (isShut && !this.hasShown)
      this.show(
        pinned === undefined
          ? l10n.t(
              "Everpair: every provider is outside your boundary, so nothing is sent and no completion comes. The setting everpair.boundary, yours or this workspace's, says how far code may go.",
            )
          : l10n.t(
              "Everpair: the pinned {0} is outside your boundary, so nothing is sent and no completion comes. The setting everpair.boundary, yours or this workspace's, says how far code may go.",
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
