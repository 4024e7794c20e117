import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { type Change, type ChangeLog, type FileOutcome, type Progress, progressOf } from '../../../engine/edit';
import { errorSummary, type Log } from '../../../engine/model';
import type { ChangesList } from './changesList';
import type { FileChanges } from './fileChanges';
import { openToChange } from './fileToChange';
import { resultText } from './resultText';

/** Milliseconds after the start: the editors of before are open again then, with what was not saved. */
const lookAfterMs = 2_000;

export interface InterruptedChangesDeps {
  readonly changeLog: () => Promise<ChangeLog>;
  /** False where no window can have left anything. */
  readonly mayHaveChanges: () => boolean;
  readonly fileChanges: FileChanges;
  readonly list: ChangesList;
  readonly log: Log;
}

/** Tells of changes in the middle of which a window ended, and lets the user decide what becomes of them. */
export class InterruptedChanges implements vscode.Disposable {
  private readonly timer: NodeJS.Timeout;

  constructor(private readonly deps: InterruptedChangesDeps) {
    this.timer = setTimeout(() => {
      this.look().catch((error: unknown) =>
        deps.log.warn(`Whether a change was cut short could not be found out: ${errorSummary(error)}`),
      );
    }, lookAfterMs);
  }

  dispose(): void {
    clearTimeout(this.timer);
  }

  /** One after the other, each until the user has decided. Only those in files of this window. */
  private async look(): Promise<void> {
    if (!this.deps.mayHaveChanges()) return;
    const changeLog = await this.deps.changeLog();
    for (const change of changeLog.claimInterrupted(isOfThisWindow)) await this.tell(changeLog, change);
  }

  private async tell(changeLog: ChangeLog, change: Change): Promise<void> {
    const progress = await Promise.all(change.files.map(progressNow));
    const written = progress.filter((each) => each === 'written').length;
    if (written === change.files.length || progress.every((each) => each === 'unwritten')) {
      changeLog.finish(change.id, outcomesOf(change, progress));
      return;
    }
    const [show, back, finish] = [l10n.t('Show Changes'), l10n.t('Take Back'), l10n.t('Finish')];
    const text = l10n.t(
      'Everpair was interrupted while it changed files: {0} of {1} have been changed. ({2})',
      written,
      change.files.length,
      change.label,
    );
    for (;;) {
      const chosen = await vscode.window.showWarningMessage(text, show, back, finish);
      if (chosen === undefined) return;
      if (chosen === show) {
        await this.deps.list.open(change.id);
        continue;
      }
      await this.settle(changeLog, change, chosen === finish);
      return;
    }
  }

  /** The files that were written stay as one change, which is taken back, or joined by one with the rest. */
  private async settle(changeLog: ChangeLog, change: Change, isToFinish: boolean): Promise<void> {
    const { fileChanges } = this.deps;
    // It may have become another meanwhile.
    const progress = await Promise.all(change.files.map(progressNow));
    const result = isToFinish
      ? await fileChanges.applyChange({
          ...change,
          files: change.files
            .filter((_, index) => progress[index] !== 'written')
            .map(({ uri, before, after }) => ({ uri: vscode.Uri.parse(uri, true), before, after })),
        })
      : await fileChanges.takeBack({
          ...change,
          files: change.files.filter((_, index) => progress[index] !== 'unwritten'),
        });
    if (result.type !== 'refused') changeLog.finish(change.id, outcomesOf(change, progress));
    const done = isToFinish ? l10n.t('All files are changed.') : l10n.t('Taken back: {0}.', change.label);
    const text = `Everpair: ${resultText(result, done)}`;
    if (result.type === 'refused') void vscode.window.showWarningMessage(text);
    else void vscode.window.showInformationMessage(text);
  }
}

async function progressNow(file: Change['files'][number]): Promise<Progress> {
  const opened = await openToChange(vscode.Uri.parse(file.uri, true));
  return 'why' in opened ? 'moved' : progressOf(file, opened.text);
}

/** A file that was changed since counts as written: taking it back merges, or is refused. */
function outcomesOf({ files }: Change, progress: readonly Progress[]): readonly FileOutcome[] {
  return files.map(({ uri }, index) => ({ uri, state: progress[index] === 'unwritten' ? 'unwritten' : 'written' }));
}

function isOfThisWindow(uris: readonly string[]): boolean {
  return uris.some((uri) => vscode.workspace.getWorkspaceFolder(vscode.Uri.parse(uri, true)) !== undefined);
}
