import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { contextWindows } from '../../../engine/chat';
import { modelMerge, type ModelMerge, type SyntaxCheck } from '../../../engine/edit';
import type { ProviderManager } from '../../../engine/failover';
import { withoutHidden } from '../../../engine/model';
import { pathOf } from '../../filePath';
import { showProblem } from '../../requests/problemMessage';
import { openToChange } from '../changes/fileToChange';
import type { RequestDeps } from '../requestDeps';
import type { BlockForFile, PlannedFile } from './plannedFiles';
import { slowProgress } from './slowProgress';

export interface MergeDeps extends RequestDeps {
  readonly manager: Pick<ProviderManager, 'edit' | 'chatTarget' | 'status'>;
  readonly isValid: SyntaxCheck;
}

/** What a model makes of a file and a block that has no clear place in it, checked; undefined where nothing came of it, which the user was told. */
export async function mergeByModel(asked: BlockForFile, deps: MergeDeps): Promise<PlannedFile | undefined> {
  const { uri } = asked;
  const found = await openToChange(uri);
  if ('why' in found || found.text === undefined) {
    tell('why' in found ? found.why : l10n.t('{0} cannot be read.', pathOf(uri)));
    return undefined;
  }
  const { text, document } = found;
  const title = l10n.t('Everpair: a model merges the code into {0}', pathOf(uri));
  const languageId = document?.languageId ?? asked.block.language;
  const merge = await slowProgress(title, (signal) => ask(asked, { text, languageId }, deps, signal));
  switch (merge?.type) {
    case 'merged':
      return { uri, before: text, after: merge.text };
    case 'refused':
      tell(`${pathOf(uri)}: ${merge.why}`);
      return undefined;
    case 'failed': {
      let next: PlannedFile | undefined;
      await showProblem(merge.problem, async () => (next = await mergeByModel(asked, deps)));
      return next;
    }
    case 'stopped':
    case undefined:
      return undefined;
  }
}

async function ask(
  { uri, block }: BlockForFile,
  file: { readonly text: string; readonly languageId: string },
  { manager, privacy, prepare, isValid }: MergeDeps,
  signal: AbortSignal,
): Promise<ModelMerge> {
  const decision = await privacy.ask(uri, 'itself');
  if (!decision.allowed) {
    const why = l10n.t('{0} is not sent to anyone: it is excluded by {1}.', pathOf(uri), decision.rule);
    return { type: 'refused', why };
  }
  await prepare(signal);
  return modelMerge(
    { ...file, path: pathOf(uri), block: { ...block, text: withoutHidden(block.text) } },
    decision,
    { edit: manager.edit.bind(manager), contextWindows: () => contextWindows(manager), isValid },
    signal,
  );
}

function tell(why: string): void {
  void vscode.window.showWarningMessage(`Everpair: ${why}`);
}
