import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { nameOf } from '../../filePath';
import type { DiffScope } from '../../git/gitDiff';
import type { GitRepository } from '../../git/gitApi';

/** Asks what of a repository is to be reviewed; undefined where nothing was picked. */
export async function pickScope(repository: GitRepository): Promise<DiffScope | undefined> {
  const title = l10n.t('Everpair: review changes in {0}', nameOf(repository.rootUri));
  const staged = repository.state.indexChanges.length;
  const items = [
    { label: l10n.t('All changes'), detail: l10n.t('What is not committed yet, with new files'), type: 'uncommitted' },
    { label: l10n.t('Staged changes'), detail: l10n.t('{0} staged', staged), type: 'staged' },
    {
      label: l10n.t('Changes against a branch…'),
      detail: l10n.t('All since this branch left the other'),
      type: 'branch',
    },
  ] as const;
  const picked = await vscode.window.showQuickPick(items, { title, placeHolder: l10n.t('Choose what is reviewed') });
  if (!picked) return undefined;
  if (picked.type !== 'branch') return { type: picked.type };
  const name = await pickBranch(repository, title);
  return name === undefined ? undefined : { type: 'branch', name };
}

async function pickBranch(repository: GitRepository, title: string): Promise<string | undefined> {
  const current = repository.state.HEAD?.name;
  const lists = await Promise.all([{}, { remote: true }].map((query) => repository.getBranches(query).catch(() => [])));
  const names = lists.flat().flatMap(({ name }) => (name === undefined || name === current ? [] : [name]));
  const options = { title, placeHolder: l10n.t('Choose the branch to compare with') };
  return vscode.window.showQuickPick([...new Set(names)], options);
}
