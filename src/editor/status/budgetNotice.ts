import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { allProviders, type BudgetUse, type ManagerStatus, type ProviderManager } from '../../engine/failover';
import { exactDollars } from '../../engine/model';
import { commandIds } from '../ids';

const toldKey = 'everpair.toldBudgets';
/** More are not remembered; the oldest go. */
const maxTold = 100;

/** Parts of a budget at which the user is told, the highest first. */
const levels = [1, 0.8] as const;

/** Tells once a month that most of a budget is used, and once that all of it is. */
export class BudgetNotice implements vscode.Disposable {
  private readonly subscription;

  constructor(
    private readonly manager: Pick<ProviderManager, 'status' | 'onDidChange'>,
    private readonly memory: Pick<vscode.Memento, 'get' | 'update'>,
  ) {
    this.subscription = manager.onDidChange(() => this.inspect());
  }

  dispose(): void {
    this.subscription.dispose();
  }

  private inspect(): void {
    const status = this.manager.status();
    for (const use of status.budgets ?? []) {
      const level = levels.find((each) => use.used >= each * use.limit);
      // The window that spends tells it, so that it is told in one.
      if (level === undefined || use.usedHere === 0 || !this.isNews(use, level)) continue;
      this.show(wordsFor(status, use, level), level);
    }
  }

  private isNews({ key, limit, until }: BudgetUse, level: number): boolean {
    const kept = this.memory.get<unknown>(toldKey);
    const told: readonly unknown[] = Array.isArray(kept) ? kept : [];
    const nameOf = (each: number): string => JSON.stringify([key, limit, until, each]);
    // Who was told that all of it is used need not hear that most of it is.
    if (levels.some((each) => each >= level && told.includes(nameOf(each)))) return false;
    void this.memory.update(toldKey, [...told, nameOf(level)].slice(-maxTold));
    return true;
  }

  private show(text: string, level: number): void {
    const open = l10n.t('Open Setting');
    const tell = level === 1 ? vscode.window.showWarningMessage : vscode.window.showInformationMessage;
    void tell(text, open).then((answer) => {
      if (answer === open) void vscode.commands.executeCommand(commandIds.openBudgets);
    });
  }
}

function wordsFor({ providers }: ManagerStatus, { key, used, limit }: BudgetUse, level: number): string {
  const name = providers.find(({ link }) => link.provider.id === key)?.link.label ?? key;
  const amounts = [exactDollars(used), exactDollars(limit)] as const;
  if (key === allProviders) {
    return level === 1
      ? l10n.t(
          'Everpair: {0} of {1} are used this month by all providers. Only free models are asked until the next month.',
          ...amounts,
        )
      : l10n.t('Everpair: {0} of {1} are used this month by all providers.', ...amounts);
  }
  return level === 1
    ? l10n.t(
        'Everpair: {0} has used {1} of {2} this month. The next providers in your order are asked instead.',
        name,
        ...amounts,
      )
    : l10n.t('Everpair: {0} has used {1} of {2} this month.', name, ...amounts);
}
