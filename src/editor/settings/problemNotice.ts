import * as vscode from 'vscode';
import type { Log } from '../../engine/model';
import { settingKeys, type SettingProblem } from '../../engine/config';
import { showSetting } from './showSetting';

/** One notice for wrong settings, not again until they are wrong in another way. */
export class ProblemNotice {
  private told = '';

  constructor(private readonly log: Log) {}

  show(problems: readonly SettingProblem[]): void {
    const text = problems.map(({ message }) => message).join('\n');
    if (text === this.told) return;
    this.told = text;
    for (const { message } of problems) this.log.warn(message);
    const [first] = problems;
    if (!first) return;
    const more = problems.length > 1 ? ` (and ${problems.length - 1} more, see the log)` : '';
    const open = 'Open Setting';
    void vscode.window.showErrorMessage(`Everpair: ${first.message}${more}`, open).then((answer) => {
      if (answer === open) void showSetting(first.key === settingKeys.providers ? 'file' : 'editor', first.key);
    });
  }
}
