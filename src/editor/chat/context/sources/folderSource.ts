import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { folderListing, type Gathered, type MentionItem } from '../../../../engine/chat';
import { type ContextSource, type Found, idRest, openerId } from '../contextSource';
import { pathOf } from '../../../filePath';
import { type FileOutcome, type FileReader, gatheredFrom } from '../files/fileReader';
import type { RecentFiles } from '../files/recentFiles';
import type { WorkspaceFiles } from '../files/workspaceFiles';
import { releaseChosen } from '../../../privacy/releaseChosen';
import { folderItem } from './fileSource';

const maxItems = 50;
/** Files of a folder that are read at most; the listing names more. */
const maxFiles = 300;
const maxListed = 2_000;

/** A folder: the list of its files, and those of them that fit. */
export class FolderSource implements ContextSource {
  constructor(
    private readonly files: WorkspaceFiles,
    private readonly reader: FileReader,
    private readonly recent: RecentFiles,
  ) {}

  root(): MentionItem {
    const detail = l10n.t('The list of its files, and those that fit');
    return { id: openerId('folder'), kind: 'folder', label: l10n.t('Folders'), detail, opens: true };
  }

  async find(query: string): Promise<Found> {
    const { folders } = await this.files.index();
    return { items: folders.search(query, [], maxItems).map(folderItem) };
  }

  async gather(id: string, _prompt: string, signal: AbortSignal): Promise<Gathered> {
    const uri = idRest(id).replace(/\/$/, '');
    const folder = vscode.Uri.parse(uri, true);
    const { files } = await this.files.index();
    const inside = files.paths.filter((file) => file.uri.startsWith(`${uri}/`));
    if (inside.length === 0) {
      const note = vscode.workspace.getWorkspaceFolder(folder)
        ? l10n.t('No file in it may be sent.')
        : l10n.t('It is outside the workspace.');
      return { pieces: [], keptBack: [], note };
    }
    const recent = new Set(this.recent.uris());
    const ordered = [...inside].sort(
      (a, b) => Number(recent.has(b.uri)) - Number(recent.has(a.uri)) || depth(a.path) - depth(b.path),
    );
    const outcomes: FileOutcome[] = [];
    const named: string[] = [];
    for (const [index, file] of ordered.slice(0, maxListed).entries()) {
      if (signal.aborted) break;
      const place = vscode.Uri.parse(file.uri, true);
      const outcome = index < maxFiles ? await this.reader.read(place, 'context', 'file') : undefined;
      if (outcome) outcomes.push(outcome);
      // The list may be older than the disk.
      if (outcome?.type !== 'unreadable' && (await this.reader.mayRead(place, 'context'))) named.push(pathOf(place));
    }
    // A file that is no text is named in the listing alone.
    const gathered = gatheredFrom(outcomes.filter(({ type }) => type !== 'unreadable' && type !== 'no-text'));
    const path = pathOf(folder);
    const of = l10n.t('Folder {0}', path);
    const text = folderListing(path, named);
    const { text: listing } = releaseChosen(text);
    const lines = { first: 1, last: text.split('\n').length, total: text.split('\n').length, cut: false };
    return {
      ...gathered,
      pieces: [
        { attachment: { kind: 'folder', path, languageId: '', lines, text: listing, of } },
        ...gathered.pieces.map(({ attachment }) => ({ attachment: { ...attachment, of } })),
      ],
      ...(inside.length > maxFiles
        ? { note: l10n.t('Of {0} files {1} were looked at.', inside.length, maxFiles) }
        : {}),
    };
  }
}

function depth(path: string): number {
  return path.split('/').length;
}
