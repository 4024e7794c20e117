import * as vscode from 'vscode';
import type { Clock } from '../../../engine/model/clock';
import { commandIds, languageStatusId } from '../../ids';
import type { CompletionState } from './completionState';
import { languageStatusView } from './languageStatusView';

/** Milliseconds of work that is not shown: to show it costs more than it tells, just when ghost text is to be drawn. */
const busyDelayMs = 500;

export interface LanguageStatusDeps {
  /** Of the active editor's document; undefined when there is no editor. */
  readonly state: () => CompletionState | undefined;
  readonly isBusy: () => boolean;
  readonly clock: Clock;
}

/** Everpair's item among those that VS Code shows for the language of the active editor. */
export class LanguageStatus implements vscode.Disposable {
  // Completions come in every language.
  private readonly item = vscode.languages.createLanguageStatusItem(languageStatusId, '*');
  private timer: unknown;
  private busyTimer: unknown;

  constructor(private readonly deps: LanguageStatusDeps) {
    this.item.name = 'Everpair Completions';
    this.item.command = { command: commandIds.completionOptions, title: 'Options…', tooltip: 'Options of completions' };
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
    // Nothing tells that a provider may be asked again: it is so when the time has come.
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
    // Each assignment is a message to the window, whether or not it changes anything.
    if (this.item.busy !== busy) this.item.busy = busy;
  }
}
