import * as l10n from '@vscode/l10n';
import type { Gathered, MentionItem } from '../../../../engine/chat';
import type { ContextSource, Found } from '../contextSource';
import { type FileReader, gatheredFrom } from '../files/fileReader';
import { openFiles, type RecentFiles } from '../files/recentFiles';

/** The files of all open tabs, those that were used last first. */
export class EditorsSource implements ContextSource {
  constructor(
    private readonly reader: FileReader,
    private readonly recent: RecentFiles,
  ) {}

  root(): MentionItem | undefined {
    const count = openFiles().length;
    if (count === 0) return undefined;
    const detail = count === 1 ? l10n.t('1 file') : l10n.t('{0} files', count);
    return { id: 'editors:', kind: 'editors', label: l10n.t('Open editors'), detail };
  }

  find(): Promise<Found> {
    const item = this.root();
    return Promise.resolve({ items: item ? [item] : [] });
  }

  async gather(_id: string, _prompt: string, signal: AbortSignal): Promise<Gathered> {
    const places = new Map(this.recent.uris().map((uri, index) => [uri, index]));
    const placeOf = (uri: unknown): number => places.get(String(uri)) ?? places.size;
    const files = [...openFiles()].sort((a, b) => placeOf(a) - placeOf(b));
    const of = l10n.t('Open editors');
    const outcomes = [];
    for (const uri of files) {
      if (signal.aborted) break;
      outcomes.push(await this.reader.read(uri, 'context', 'file'));
    }
    const gathered = gatheredFrom(outcomes);
    return { ...gathered, pieces: gathered.pieces.map(({ attachment }) => ({ attachment: { ...attachment, of } })) };
  }
}
