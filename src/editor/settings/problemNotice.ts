import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Log } from '../../engine/model';
import { settingKeys, type SettingProblem } from '../../engine/config';
import { showSetting } from './showSetting';

/** One notice for wrong settings, not again until they are wrong in another way. */
export class ProblemNotice {
  private told = '';

  constructor(private readonly log: Log) {}

  show(problems: readonly SettingProblem[]): void {
    const all = problems.map(({ message }) => message).join('\n');
    if (all === this.told) return;
    this.told = all;
    for (const { message } of problems) this.log.warn(message);
    const [first] = problems;
    if (!first) return;
    const text =
      problems.length > 1
        ? l10n.t('Everpair: {0} (and {1} more, see the log)', first.message, problems.length - 1)
        : `Everpair: ${first.message}`;
    const open = l10n.t('Open Setting');
    void vscode.window.showErrorMessage(text, open).then((answer) => {
      if (answer === open) void showSetting(first.key === settingKeys.providers ? 'file' : 'editor', first.key);
    });
  }
}
