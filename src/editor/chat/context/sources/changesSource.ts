import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Gathered, MentionItem } from '../../../../engine/chat';
import type { FilePrivacy } from '../../../privacy/filePrivacy';
import { type ContextSource, type Found, idRest, openerId } from '../contextSource';
import { nameOf } from '../files/filePath';
import { type FileReader, gatheredFrom } from '../files/fileReader';
import { diffPieces } from '../git/diffPieces';
import { gitRepositories, type GitRepository, untracked } from '../git/gitApi';

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
      const name = nameOf(rootUri);
      const all = state.workingTreeChanges.length + state.indexChanges.length + (state.untrackedChanges?.length ?? 0);
      const place = encodeURIComponent(rootUri.toString());
      return [
        {
          id: `changes:all:${place}`,
          kind: 'changes',
          label: l10n.t('Changes in {0}', name),
          detail: l10n.t('{0} not committed', all),
        },
        {
          id: `changes:staged:${place}`,
          kind: 'changes',
          label: l10n.t('Staged changes in {0}', name),
          detail: l10n.t('{0} staged', state.indexChanges.length),
        },
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
      const staged = await this.difference(repository, true, l10n.t('{0}, staged', name));
      if (what === 'staged') return orNote(staged);
      const changed = await this.difference(repository, false, name);
      const added = await this.newFiles(repository, signal);
      return orNote({
        pieces: [...staged.pieces, ...changed.pieces, ...added.pieces],
        keptBack: [...staged.keptBack, ...changed.keptBack, ...added.keptBack],
      });
    } catch {
      return { pieces: [], keptBack: [], note: l10n.t('Git could not tell the changes of {0}.', name) };
    }
  }

  private async difference(repository: GitRepository, isStaged: boolean, path: string): Promise<Gathered> {
    return diffPieces(await repository.diff(isStaged), { kind: 'changes', path }, repository.rootUri, this.privacy);
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

const orNote = (gathered: Gathered): Gathered =>
  gathered.pieces.length + gathered.keptBack.length > 0
    ? gathered
    : { ...gathered, note: l10n.t('Everything is committed.') };

export const noGit = (): string => l10n.t('Git is not available here, or no folder of the workspace is a repository.');
