import { root, sampleFolder, vsixPath } from './folders';
import { openWorkbench, type OpenWorkbench, type WorkbenchOptions } from './openWorkbench';
import { englishManifest } from '../l10n/englishManifest';
import { startLab, type Lab, type LabOptions } from '../lab/lab';
import { commandIds } from '../../src/editor/ids';
import { Workbench } from './workbench';

/** A VS Code with the packaged Everpair in it, on a copy of the sample folder, with the outage lab as its providers. */
export interface Stage {
  readonly workbench: Workbench;
  readonly lab: Lab;
  readonly opened: OpenWorkbench;
  /** The copied sample folder. */
  readonly folder: string;
  /** All providers healthy again, and Everpair knowing nothing bad of them. */
  heal(): Promise<void>;
  close(): Promise<void>;
}

/** Those not closed yet. */
export const openStages = new Set<Stage>();

interface StageOptions extends Pick<
  WorkbenchOptions,
  'settings' | 'machine' | 'env' | 'language' | 'theme' | 'size' | 'scale' | 'prepare'
> {
  /** Takes the place of the lab's own list of providers; undefined: the setting is not there. */
  readonly providers?: (lab: Lab) => readonly unknown[] | undefined;
  readonly lab?: LabOptions;
  /** Changes the copied sample folder before it is opened. */
  readonly prepareFolder?: (folder: string) => void;
}

export async function openStage(options: StageOptions = {}): Promise<Stage> {
  const { providers = (started: Lab) => started.providers, lab: labOptions, prepareFolder, ...others } = options;
  const { path: folder, remove } = sampleFolder();
  prepareFolder?.(folder);
  const lab = await startLab(labOptions);
  const opened = await openWorkbench({
    ...others,
    folder,
    vsix: vsixPath,
    settings: {
      'everpair.providers': providers(lab),
      'files.autoSave': 'off',
      // The list of words would cover the ghost text.
      'editor.quickSuggestions': { other: 'off', comments: 'off', strings: 'off' },
      'editor.suggestOnTriggerCharacters': false,
      ...options.settings,
    },
    env: { ...lab.env, ...options.env },
  });
  const close = async (): Promise<void> => {
    openStages.delete(stage);
    await opened.close();
    await lab.close();
    remove();
  };
  const workbench = new Workbench(opened.page);
  const stage: Stage = {
    workbench,
    lab,
    opened,
    folder,
    heal: async () => {
      await lab.healAll();
      await workbench.runCommand(commandTitle(commandIds.resetHealth));
    },
    close,
  };
  openStages.add(stage);
  try {
    await workbench.ready();
  } catch (error) {
    await close();
    throw error;
  }
  return stage;
}

/** A command as the palette shows it. */
function commandTitle(id: string): string {
  const manifest = JSON.parse(englishManifest(root)) as {
    contributes: { commands: readonly { command: string; title: string; category?: string }[] };
  };
  const found = manifest.contributes.commands.find(({ command }) => command === id);
  if (!found) throw new Error(`package.json contributes no command ${id}.`);
  return found.category === undefined ? found.title : `${found.category}: ${found.title}`;
}
