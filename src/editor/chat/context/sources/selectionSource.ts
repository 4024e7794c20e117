import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Gathered, MentionItem } from '../../../../engine/chat';
import { type ContextSource, type Found, idRest } from '../contextSource';
import { pathOf } from '../../../filePath';
import { type FileReader, gatheredFrom, type LineRange } from '../files/fileReader';

/** The lines that are selected now; they stay mentioned when something else is selected. */
export class SelectionSource implements ContextSource {
  constructor(
    private readonly reader: FileReader,
    /** The editor that the user works in. */
    private readonly editor: () => vscode.TextEditor | undefined,
  ) {}

  root(): MentionItem | undefined {
    const editor = this.editor();
    if (!editor || editor.selection.isEmpty) return undefined;
    return selectionItem(editor.document.uri, linesOf(editor.selection));
  }

  find(): Promise<Found> {
    const item = this.root();
    return Promise.resolve({ items: item ? [item] : [] });
  }

  async gather(id: string): Promise<Gathered> {
    const [first = '0', last = '0', ...rest] = idRest(id).split(':');
    const uri = vscode.Uri.parse(rest.join(':'), true);
    const part = { first: Number(first), last: Number(last) };
    return gatheredFrom([await this.reader.read(uri, 'chosen', 'selection', part)]);
  }
}

/** Lines of a file, from 0. */
export function selectionItem(uri: vscode.Uri, { first, last }: LineRange): MentionItem {
  const label =
    first === last
      ? l10n.t('{0}, line {1}', pathOf(uri), first + 1)
      : l10n.t('{0}, lines {1} to {2}', pathOf(uri), first + 1, last + 1);
  const id = `selection:${first}:${last}:${uri.toString()}`;
  return { id, kind: 'selection', label, detail: l10n.t('What is selected now') };
}

/** A selection of whole lines ends at the start of the next one, which is not meant. */
export function linesOf({ start, end }: vscode.Range): LineRange {
  const isWhole = end.character === 0 && end.line > start.line;
  return { first: start.line, last: isWhole ? end.line - 1 : end.line };
}
