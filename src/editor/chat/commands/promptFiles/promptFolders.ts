import { homedir } from 'node:os';
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';

/** A folder in which prompt files are looked for. */
export interface PromptFolder {
  readonly uri: vscode.Uri;
  readonly glob: string;
  /** The user's own, which needs no trust in a workspace. */
  readonly isOwn: boolean;
}

const workspacePlaces = [
  ['.github/prompts', '**/*.prompt.md'],
  ['.continue/prompts', '**/*.{md,prompt}'],
] as const;

const ownGlob = '**/*.{md,prompt}';

/** Those of the workspace, and then the user's own. `own`: the setting, empty where there is none. */
export function promptFolders(own: string): readonly PromptFolder[] {
  const folders = (vscode.workspace.workspaceFolders ?? []).flatMap(({ uri }) =>
    workspacePlaces.map(([place, glob]) => ({
      uri: vscode.Uri.joinPath(uri, place),
      glob,
      isOwn: false,
    })),
  );
  return own === '' ? folders : [...folders, { uri: vscode.Uri.file(withHome(own)), glob: ownGlob, isOwn: true }];
}

function withHome(path: string): string {
  return path.replace(/^~(?=\/|\\|$)/, homedir());
}

export const notTrusted = (): string =>
  l10n.t('Prompt files of this workspace are not read because it is not trusted.');
