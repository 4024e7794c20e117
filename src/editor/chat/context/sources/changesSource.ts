import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Gathered, MentionItem } from '../../../../engine/chat';
import type { FilePrivacy } from '../../../privacy/filePrivacy';
import { type ContextSource, type Found, idRest, openerId } from '../contextSource';
import { nameOf } from '../../../filePath';
import { type FileReader, gatheredFrom } from '../files/fileReader';
import { noGit } from '../../../git/chooseRepository';
import { gitRepositories, type GitRepository, untracked } from '../../../git/gitApi';
import { gitDiff } from '../../../git/gitDiff';
import { diffPieces } from './diffPieces';

/** Files that git does not know yet and that are read at most. */
const maxUntracked = 100;

/** Changes since the last commit: all of them with new files, or those that are staged. */
export class ChangesSource implements ContextSource {
  constructor(
    private readonly reader: FileReader,
    private readonly privacy: FilePrivacy,
  ) {}

  root(): MentionItem {
    const detail = l10n.t('What is not committed yet');
    return { id: openerId('changes'), kind: 'changes', label: l10n.t('Git changes'), detail, opens: true };
  }

  async find(): Promise<Found> {
    const repositories = await gitRepositories();
    if (!repositories?.length) return { items: [], note: noGit() };
    const items = repositories.flatMap(({ rootUri, state }): readonly MentionItem[] => {
      const all = changeCount(state);
      return [
        { ...changesItem(rootUri, false), detail: l10n.t('{0} not committed', all) },
        { ...changesItem(rootUri, true), detail: l10n.t('{0} staged', state.indexChanges.length) },
      ];
    });
    return { items };
  }

  async gather(id: string, _prompt: string, signal: AbortSignal): Promise<Gathered> {
    const [what, place = ''] = idRest(id).split(':');
    const root = decodeURIComponent(place);
    const repository = (await gitRepositories())?.find(({ rootUri }) => rootUri.toString() === root);
    if (!repository) return { pieces: [], keptBack: [], note: noGit() };
    const name = nameOf(repository.rootUri);
    try {
      const staged = await this.difference(repository, 'staged', l10n.t('{0}, staged', name), signal);
      if (what === 'staged') return orNote(staged);
      const changed = await this.difference(repository, 'unstaged', name, signal);
      const added = await this.newFiles(repository, signal);
      return orNote({
        pieces: [...staged.pieces, ...changed.pieces, ...added.pieces],
        keptBack: [...staged.keptBack, ...changed.keptBack, ...added.keptBack],
      });
    } catch {
      return { pieces: [], keptBack: [], note: l10n.t('Git could not tell the changes of {0}.', name) };
    }
  }

  private async difference(
    { rootUri }: GitRepository,
    type: 'staged' | 'unstaged',
    path: string,
    signal: AbortSignal,
  ): Promise<Gathered> {
    return diffPieces(await gitDiff(rootUri, { type }, signal), { kind: 'changes', path }, rootUri, this.privacy);
  }

  private async newFiles({ state }: GitRepository, signal: AbortSignal): Promise<Gathered> {
    const uris = [...state.workingTreeChanges, ...(state.untrackedChanges ?? [])]
      .filter(({ status }) => status === untracked)
      .map(({ uri }) => uri);
    const outcomes = [];
    for (const uri of uris.slice(0, maxUntracked)) {
      if (signal.aborted) break;
      if ((await vscode.workspace.fs.stat(uri)).type === vscode.FileType.Directory) continue;
      outcomes.push(await this.reader.read(uri, 'context', 'file'));
    }
    return gatheredFrom(outcomes);
  }
}

/**
 * What a commit of the repository that a file is in would hold: what is staged (`isStagedFirst`), else all that is not committed. Else the reason
 * why there is nothing, a sentence. `isFresh`: git is asked anew, which takes a while in a large repository.
 */
export async function uncommitted(
  file: vscode.Uri | undefined,
  { isStagedFirst, isFresh }: { readonly isStagedFirst: boolean; readonly isFresh: boolean },
): Promise<MentionItem | string> {
  const all = await gitRepositories();
  if (!all?.length) return noGit();
  if (isFresh) await Promise.allSettled(all.map((repository) => repository.status()));
  const sorted = [...all].sort((a, b) => b.rootUri.path.length - a.rootUri.path.length);
  const own = sorted.find(({ rootUri }) => file?.path.startsWith(`${rootUri.path}/`));
  const found = own ?? sorted.find(({ state }) => changeCount(state) > 0);
  if (!found || changeCount(found.state) === 0) return l10n.t('Everything is committed.');
  return changesItem(found.rootUri, isStagedFirst && found.state.indexChanges.length > 0);
}

function changeCount({ workingTreeChanges, indexChanges, untrackedChanges }: GitRepository['state']): number {
  return workingTreeChanges.length + indexChanges.length + (untrackedChanges?.length ?? 0);
}

function changesItem(root: vscode.Uri, isStaged: boolean): MentionItem {
  const name = nameOf(root);
  const label = isStaged ? l10n.t('Staged changes in {0}', name) : l10n.t('Changes in {0}', name);
  const id = `changes:${isStaged ? 'staged' : 'all'}:${encodeURIComponent(root.toString())}`;
  return { id, kind: 'changes', label, detail: name };
}

const orNote = (gathered: Gathered): Gathered =>
  gathered.pieces.length + gathered.keptBack.length > 0
    ? gathered
    : { ...gathered, note: l10n.t('Everything is committed.') };
