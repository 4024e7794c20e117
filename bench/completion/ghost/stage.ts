import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { temporaryFolder } from '../../../tools/vscode/folders';
import { openWorkbench, type WorkbenchOptions } from '../../../tools/vscode/openWorkbench';
import { Workbench } from '../../../tools/vscode/workbench';
import { practiceFile, practiceText } from './practice';
import { Watcher } from './watcher';

/** A VS Code with one extension in it and the practice file open. */
export interface Stage {
  readonly workbench: Workbench;
  readonly watcher: Watcher;
  close(): Promise<void>;
}

export async function openStage(
  options: Pick<WorkbenchOptions, 'vsix' | 'env' | 'settings'>,
  places: number,
): Promise<Stage> {
  const { path: folder, remove } = temporaryFolder('practice');
  writeFileSync(path.join(folder, practiceFile), practiceText(places));
  const opened = await openWorkbench({
    ...options,
    folder,
    settings: {
      'files.autoSave': 'off',
      // The list of words would cover the ghost text.
      'editor.quickSuggestions': { other: 'off', comments: 'off', strings: 'off' },
      'editor.suggestOnTriggerCharacters': false,
      'editor.parameterHints.enabled': false,
      ...options.settings,
    },
  });
  const close = async (): Promise<void> => {
    await opened.close();
    remove();
  };
  try {
    const workbench = new Workbench(opened.page);
    await workbench.openFile(practiceFile);
    return { workbench, watcher: await Watcher.in(opened.page), close };
  } catch (error) {
    await close();
    throw error;
  }
}
