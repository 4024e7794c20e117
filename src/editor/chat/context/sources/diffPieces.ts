import type * as vscode from 'vscode';
import type { Attachment, Gathered } from '../../../../engine/chat';
import { releasedDiffs } from '../../../git/fileDiffs';
import type { FilePrivacy } from '../../../privacy/filePrivacy';

/** The difference of each file that may leave, the shortest first: more files fit then. */
export async function diffPieces(
  diff: string,
  { kind, path }: Pick<Attachment, 'kind' | 'path'>,
  root: vscode.Uri,
  privacy: FilePrivacy,
): Promise<Gathered> {
  const { diffs, keptBack } = await releasedDiffs(diff, root, privacy);
  const pieces = diffs.map(({ path: file, text, masked }) => {
    const total = text.split('\n').length;
    const lines = { first: 1, last: total, total, cut: false };
    return { attachment: { kind, path: `${path}: ${file}`, languageId: 'diff', lines, text, masked } };
  });
  pieces.sort((a, b) => a.attachment.text.length - b.attachment.text.length);
  return { pieces, keptBack };
}
