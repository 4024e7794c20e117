import * as l10n from '@vscode/l10n';
import type { Gathered, MentionItem } from '../../../../engine/chat';
import type { FilePrivacy } from '../../../privacy/filePrivacy';
import { type ContextSource, type Found, idRest, openerId } from '../contextSource';
import { nameOf } from '../../../filePath';
import { noGit } from '../../../git/chooseRepository';
import { gitRepositories, type GitCommit, type GitRepository } from '../../../git/gitApi';
import { commitDiff } from '../../../git/gitDiff';
import { releaseChosen } from '../../../privacy/releaseChosen';
import { diffPieces } from './diffPieces';

/** Commits that are searched. */
const maxCommits = 300;
const maxItems = 50;
const shortHashChars = 8;

/** One commit: its message and its changes against its first parent. */
export class CommitSource implements ContextSource {
  constructor(private readonly privacy: FilePrivacy) {}

  root(): MentionItem {
    const detail = l10n.t('A commit and its changes');
    return { id: openerId('commit'), kind: 'commit', label: l10n.t('Git commits'), detail, opens: true };
  }

  async find(query: string): Promise<Found> {
    const repositories = await gitRepositories();
    if (!repositories?.length) return { items: [], note: noGit() };
    const lower = query.trim().toLowerCase();
    const lists = await Promise.all(repositories.map((repository) => itemsOf(repository, repositories.length > 1)));
    const items = lists
      .flat()
      .filter(({ label, detail }) => `${label} ${detail}`.toLowerCase().includes(lower))
      .slice(0, maxItems);
    return { items };
  }

  async gather(id: string, _prompt: string, signal: AbortSignal): Promise<Gathered> {
    const [hash = '', place = ''] = idRest(id).split(':');
    const root = decodeURIComponent(place);
    const repository = (await gitRepositories())?.find(({ rootUri }) => rootUri.toString() === root);
    if (!repository) return { pieces: [], keptBack: [], note: noGit() };
    try {
      const commit = await repository.getCommit(hash);
      const path = titleOf(commit);
      const diff = await commitDiff(repository.rootUri, hash, signal);
      const gathered = await diffPieces(diff, { kind: 'commit', path }, repository.rootUri, this.privacy);
      const { text, masked } = releaseChosen(commit.message.trim());
      const total = text.split('\n').length;
      const lines = { first: 1, last: total, total, cut: false };
      const message = { attachment: { kind: 'commit', path, languageId: '', lines, text, masked } as const };
      return { ...gathered, pieces: [message, ...gathered.pieces] };
    } catch {
      return { pieces: [], keptBack: [], note: l10n.t('Git does not know this commit.') };
    }
  }
}

async function itemsOf(repository: GitRepository, isOneOfSeveral: boolean): Promise<readonly MentionItem[]> {
  const place = encodeURIComponent(repository.rootUri.toString());
  const commits = await repository.log({ maxEntries: maxCommits }).catch(() => []);
  return commits.map((commit) => {
    const who = [commit.authorName, commit.authorDate?.toISOString().slice(0, 10)].filter(Boolean).join(', ');
    const detail = isOneOfSeveral ? `${nameOf(repository.rootUri)}: ${who}` : who;
    return { id: `commit:${commit.hash}:${place}`, kind: 'commit', label: titleOf(commit), detail };
  });
}

/** Its hash and the first line of its message, without secrets. */
function titleOf({ hash, message }: GitCommit): string {
  return `${hash.slice(0, shortHashChars)} ${releaseChosen(message.split('\n')[0] ?? '').text}`;
}
