import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Gathered, MentionItem, SearchablePath } from '../../../../engine/chat';
import { type ContextSource, type Found, idRest, openerId } from '../contextSource';
import { nameOf } from '../../../filePath';
import { type FileReader, gatheredFrom } from '../files/fileReader';
import type { RecentFiles } from '../files/recentFiles';
import type { WorkspaceFiles } from '../files/workspaceFiles';

/** Items that the picker shows at most. */
const maxItems = 50;
/** Files looked at in order to show so many: some of them are kept back. */
const maxCandidates = 200;

/** One file, whole: of the workspace by the picker, of anywhere by a drop. */
export class FileSource implements ContextSource {
  constructor(
    private readonly files: WorkspaceFiles,
    private readonly reader: FileReader,
    private readonly recent: RecentFiles,
  ) {}

  root(): MentionItem {
    const detail = l10n.t('A whole file');
    return { id: openerId('file'), kind: 'file', label: l10n.t('Files'), detail, opens: true };
  }

  async find(query: string, signal: AbortSignal): Promise<Found> {
    const { files, isCut } = await this.files.index();
    const candidates = files.search(query, this.recent.uris(), maxCandidates);
    const items: MentionItem[] = [];
    for (let at = 0; at < candidates.length && items.length < maxItems && !signal.aborted; at += maxItems) {
      const some = candidates.slice(at, at + maxItems);
      // What is ignored or excluded is not offered, and can still be dropped or added from the explorer.
      const allowed = await Promise.all(
        some.map(({ uri }) => this.reader.mayRead(vscode.Uri.parse(uri, true), 'context')),
      );
      items.push(...some.filter((_, index) => allowed[index]).map(({ uri, path }) => fileItem(uri, path)));
    }
    const note = isCut ? l10n.t('There are more files than can be searched here.') : undefined;
    return { items: items.slice(0, maxItems), ...(note === undefined ? {} : { note }) };
  }

  async gather(id: string): Promise<Gathered> {
    return gatheredFrom([await this.reader.read(vscode.Uri.parse(idRest(id), true), 'chosen', 'file')]);
  }
}

export function fileItem(uri: string, path: string): MentionItem {
  return { id: `file:${uri}`, kind: 'file', label: path.slice(path.lastIndexOf('/') + 1), detail: path };
}

export function folderItem({ uri, path }: SearchablePath): MentionItem {
  return { id: `folder:${uri}`, kind: 'folder', label: `${nameOf(vscode.Uri.parse(uri, true))}/`, detail: path };
}
