import * as vscode from 'vscode';
import { nameOf, pathOf } from '../../filePath';
import { gitChanges } from '../../git/fileDiffs';
import type { DiffScope } from '../../git/gitDiff';
import type { FilePrivacy } from '../../privacy/filePrivacy';
import type { ReviewMaterial } from './codeReviews';
import { changedTarget } from './reviewTarget';

/** The changes of a repository. Rejects as git does. */
export async function changedMaterial(
  root: vscode.Uri,
  scope: DiffScope,
  privacy: FilePrivacy,
  signal: AbortSignal,
): Promise<ReviewMaterial> {
  const { diffs, keptBack } = await gitChanges(root, scope, privacy, signal);
  const targets = diffs.map((diff) => changedTarget(diff, scope.type === 'staged'));
  return { name: nameOf(root), folder: root, targets, keptBack };
}

/** Lines of a file; all of them where the range is empty. */
export interface CodePlace {
  readonly uri: vscode.Uri;
  readonly range: vscode.Range;
}

/** The code at a place. */
export async function codeMaterial({ uri, range }: CodePlace, privacy: FilePrivacy): Promise<ReviewMaterial> {
  const document = await vscode.workspace.openTextDocument(uri);
  const path = pathOf(uri);
  const material = { name: nameOf(uri), folder: uri };
  // The user asks for this file by hand.
  const decision = await privacy.ask(uri, 'chosen');
  if (!decision.allowed) return { ...material, targets: [], keptBack: [{ path, ...decision }] };
  // The whole is masked before it is cut: a key may begin above the part.
  const { text, masked } = decision.release(document.getText());
  const lines = text.split(/\r\n|\r|\n/);
  const endsBefore = range.end.character === 0 && range.end.line > range.start.line;
  const first = range.isEmpty ? 0 : range.start.line;
  const last = range.isEmpty ? lines.length - 1 : range.end.line - (endsBefore ? 1 : 0);
  const added = lines.slice(first, last + 1).map((line, index) => ({ text: line, at: first + index }));
  if (added.every((line) => line.text.trim() === '')) return { ...material, targets: [], keptBack: [] };
  const code = added.map((line) => line.text).join('\n');
  const target = {
    uri,
    text: { path, text: code, form: 'code' as const },
    masked,
    added,
    removed: [],
    isByText: false,
  };
  return { ...material, targets: [target], keptBack: [] };
}
