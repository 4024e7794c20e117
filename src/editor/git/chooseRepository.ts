import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { nameOf } from '../filePath';
import { gitRepositories, type GitRepository } from './gitApi';

/**
 * The repository that a command is about: that of the view in which it was clicked, the only one, or the one that the user picks.
 * Undefined where there is none, which the user is told, or where nothing was picked.
 */
export async function chooseRepository(clicked: unknown, title: string): Promise<GitRepository | undefined> {
  const repositories = (await gitRepositories()) ?? [];
  const root = rootOf(clicked)?.toString();
  const here = repositories.find(({ rootUri }) => rootUri.toString() === root);
  if (here) return here;
  if (repositories.length === 0) void vscode.window.showInformationMessage(`Everpair: ${noGit()}`);
  if (repositories.length <= 1) return repositories[0];
  const active = vscode.window.activeTextEditor?.document.uri.path ?? '';
  const isActive = ({ rootUri }: GitRepository): boolean => active.startsWith(`${rootUri.path}/`);
  const items = [...repositories]
    .sort((a, b) => Number(isActive(b)) - Number(isActive(a)))
    .map((repository) => ({
      label: `$(repo) ${nameOf(repository.rootUri)}`,
      description: repository.state.HEAD?.name ?? '',
      repository,
    }));
  const picked = await vscode.window.showQuickPick(items, { title, placeHolder: l10n.t('Choose a repository') });
  return picked?.repository;
}

export const noGit = (): string => l10n.t('Git is not available here, or no folder of the workspace is a repository.');

/** A menu of Source Control gives the source control that it belongs to, or the group of changes. */
function rootOf(clicked: unknown): vscode.Uri | undefined {
  if (typeof clicked !== 'object' || clicked === null) return undefined;
  const { rootUri } = clicked as { readonly rootUri?: unknown };
  return rootUri instanceof vscode.Uri ? rootUri : undefined;
}
