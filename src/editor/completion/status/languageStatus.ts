import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Clock } from '../../../engine/model';
import { commandIds, languageStatusId } from '../../ids';
import type { CompletionState } from './completionState';
import { languageStatusView } from './languageStatusView';

/** Shorter work is not shown: drawing it would cost time just when ghost text is drawn. */
const busyDelayMs = 500;

export interface LanguageStatusDeps {
  /** State of the active editor's document; undefined without an editor. */
  readonly state: () => CompletionState | undefined;
  readonly isBusy: () => boolean;
  readonly clock: Clock;
}

/** Everpair's item in VS Code's language status. */
export class LanguageStatus implements vscode.Disposable {
  // For all languages.
  private readonly item = vscode.languages.createLanguageStatusItem(languageStatusId, '*');
  private timer: unknown;
  private busyTimer: unknown;

  constructor(private readonly deps: LanguageStatusDeps) {
    this.item.name = l10n.t('Everpair Completions');
    this.item.command = {
      command: commandIds.completionOptions,
      title: l10n.t('Options…'),
      tooltip: l10n.t('Options of completions'),
    };
    this.draw();
  }

  draw(): void {
    this.drawBusy();
    const { clock } = this.deps;
    clock.clearTimeout(this.timer);
    const state = this.deps.state();
    if (!state) return;
    const { text, detail, severity } = languageStatusView(state);
    this.item.text = text;
    this.item.detail = detail;
    this.item.severity = vscode.LanguageStatusSeverity[severity === 'warning' ? 'Warning' : 'Information'];
    this.item.accessibilityInformation = { label: detail === undefined ? text : `${text}. ${detail}` };
    // No event says when a provider may be asked again, so a timer draws at that time.
    const wait = state.kind === 'paused' && state.until !== undefined ? state.until - clock.now() : undefined;
    if (wait !== undefined) this.timer = clock.setTimeout(() => this.draw(), Math.max(wait, 1_000));
  }

  drawBusy(): void {
    const { clock, isBusy } = this.deps;
    if (isBusy()) {
      this.busyTimer ??= clock.setTimeout(() => this.showBusy(true), busyDelayMs);
      return;
    }
    clock.clearTimeout(this.busyTimer);
    this.busyTimer = undefined;
    this.showBusy(false);
  }

  dispose(): void {
    this.deps.clock.clearTimeout(this.timer);
    this.deps.clock.clearTimeout(this.busyTimer);
    this.item.dispose();
  }

  private showBusy(busy: boolean): void {
    // Each assignment sends a message to the window, even without a change.
    if (this.item.busy !== busy) this.item.busy = busy;
  }
}
