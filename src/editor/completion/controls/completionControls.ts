import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { CompletionStatistics, type DailyCounts, EmptyCompletionDetector, Snooze } from '../../../engine/completion';
import type { ProviderManager } from '../../../engine/failover';
import { type Log, systemClock } from '../../../engine/model';
import { commandIds, snoozedContext } from '../../ids';
import { settingKeys } from '../../../engine/config';
import { ProblemNotice } from '../../settings/problemNotice';
import { BusyIndicator } from '../status/busyIndicator';
import { AutomaticRequests } from '../trigger/automaticRequests';
import { CompletionSettingsSource } from '../settings/completionSettingsSource';
import { type CompletionFacts, completionState } from '../status/completionState';
import type { FilePrivacy } from '../../privacy/filePrivacy';
import { LanguageStatus } from '../status/languageStatus';
import { timeOfDay } from '../status/languageStatusView';
import { showOptions } from './optionsMenu';
import { DisabledFiles } from '../settings/disabledFiles';
import { registerStatistics } from '../statistics/statisticsView';

export interface CompletionControlsDeps {
  readonly context: vscode.ExtensionContext;
  readonly manager: Pick<ProviderManager, 'status' | 'onDidChange'>;
  readonly log: Log;
  /** For the statistics. */
  readonly counts: DailyCounts;
  readonly privacy: Pick<FilePrivacy, 'ask' | 'onDidChange'>;
}

/** The user's view of completions and control over them: settings, status, snooze and statistics. */
export class CompletionControls implements vscode.Disposable {
  readonly settings: CompletionSettingsSource;
  readonly automatic: AutomaticRequests;
  readonly busyIndicator = new BusyIndicator();
  readonly statistics: CompletionStatistics;
  readonly emptyCompletions: EmptyCompletionDetector;
  private readonly snooze = new Snooze(systemClock);
  private readonly files: DisabledFiles;
  private readonly status: LanguageStatus;
  private readonly subscription: vscode.Disposable;
  private readonly unknownProvider: ProblemNotice;

  constructor(private readonly deps: CompletionControlsDeps) {
    const { context, manager, log, counts, privacy } = deps;
    const notice = new ProblemNotice(log);
    this.unknownProvider = new ProblemNotice(log);
    this.settings = new CompletionSettingsSource((problems) => notice.show(problems));
    this.files = new DisabledFiles(context.workspaceState);
    this.automatic = new AutomaticRequests(this.settings, this.snooze, this.files);
    this.statistics = new CompletionStatistics({ clock: systemClock, counts });
    this.emptyCompletions = new EmptyCompletionDetector(log);
    this.status = new LanguageStatus({
      state: () => {
        const document = vscode.window.activeTextEditor?.document;
        return document && completionState(this.factsOf(document));
      },
      isBusy: () => this.busyIndicator.isBusy,
      clock: systemClock,
    });
    const draw = (): void => this.status.draw();
    this.subscription = vscode.Disposable.from(
      this.status,
      this.settings,
      this.files,
      this.snooze,
      this.busyIndicator,
      this.statistics,
      this.emptyCompletions,
      registerStatistics(this.statistics),
      manager.onDidChange(draw),
      manager.onDidChange(() => this.checkProvider()),
      this.settings.onDidChange(() => this.checkProvider()),
      privacy.onDidChange(draw),
      this.settings.onDidChange(draw),
      this.files.onDidChange(draw),
      this.emptyCompletions.onDidChange(draw),
      this.snooze.onDidChange(() => this.onSnooze()),
      this.busyIndicator.onDidChange(() => this.status.drawBusy()),
      vscode.window.onDidChangeActiveTextEditor(draw),
      // VS Code opens a document again when its language changes.
      vscode.workspace.onDidOpenTextDocument(draw),
      vscode.commands.registerCommand(commandIds.completionOptions, () => this.showOptions()),
      vscode.commands.registerCommand(commandIds.snoozeCompletions, () => this.snooze.extend()),
      vscode.commands.registerCommand(commandIds.resumeCompletions, () => this.snooze.resume()),
      vscode.commands.registerCommand(commandIds.toggleCompletionsInFile, () => this.toggleInFile()),
    );
  }

  dispose(): void {
    this.subscription.dispose();
  }

  private factsOf(document: vscode.TextDocument): CompletionFacts {
    return {
      languageId: document.languageId,
      settings: this.settings.of(document),
      excludedBy: this.excludedBy(document),
      isOffInFile: this.files.has(document.uri),
      snoozedUntil: this.snooze.until,
      status: this.deps.manager.status(),
      areAllEmpty: (routeId) => this.emptyCompletions.areAllEmpty(routeId),
    };
  }

  /** The rule that excludes a document. Where it is not known yet, the status is drawn again later. */
  private excludedBy({ uri }: vscode.TextDocument): string | undefined {
    const answer = this.deps.privacy.ask(uri, 'itself');
    if (answer instanceof Promise) void answer.then(() => this.status.draw());
    else if (!answer.allowed) return answer.rule;
    return undefined;
  }

  /** A provider that does not exist makes the setting ineffective. */
  private checkProvider(): void {
    const { provider } = this.settings.of();
    const ids = this.deps.manager.status().providers.map(({ link }) => link.provider.id);
    const isUnknown = provider !== undefined && ids.length > 0 && !ids.includes(provider);
    const message = l10n.t(
      'everpair.completions.provider names "{0}", which is none of your providers: {1}. Until then their own order counts.',
      provider ?? '',
      ids.join(', '),
    );
    this.unknownProvider.show(isUnknown ? [{ key: settingKeys.completionsProvider, message }] : []);
  }

  private onSnooze(): void {
    const { until } = this.snooze;
    this.status.draw();
    void vscode.commands.executeCommand('setContext', snoozedContext, until !== undefined);
    showMessage(
      until === undefined
        ? l10n.t('Everpair: inline completions are back')
        : l10n.t('Everpair: inline completions are snoozed until {0}', timeOfDay(until)),
    );
  }

  private async toggleInFile(): Promise<void> {
    const document = vscode.window.activeTextEditor?.document;
    if (!document) return;
    const isOff = await this.files.toggle(document.uri);
    showMessage(
      isOff
        ? l10n.t('Everpair: inline completions are off in this file')
        : l10n.t('Everpair: inline completions are on in this file'),
    );
  }

  private showOptions(): Promise<void> {
    return showOptions({
      settings: this.settings,
      factsOf: (document) => this.factsOf(document),
      snoozedUntil: () => this.snooze.until,
      status: () => this.deps.manager.status(),
    });
  }
}

function showMessage(text: string): void {
  vscode.window.setStatusBarMessage(text, 3_000);
}
