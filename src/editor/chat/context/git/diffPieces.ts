import * as vscode from 'vscode';
import { type Attachment, type ContextPiece, type DiffPart, diffParts, type Gathered } from '../../../../engine/chat';
import type { KeptBackFile } from '../../../../engine/privacy';
import type { FilePrivacy } from '../../../privacy/filePrivacy';
import { pathOf } from '../files/filePath';

/** The difference of each file that may leave, the shortest first: more files fit then. */
export async function diffPieces(
  diff: string,
  of: Pick<Attachment, 'kind' | 'path'>,
  root: vscode.Uri,
  privacy: FilePrivacy,
): Promise<Gathered> {
  const pieces: ContextPiece[] = [];
  const keptBack: KeptBackFile[] = [];
  for (const part of diffParts(diff)) {
    const outcome = await pieceOf(part, of, root, privacy);
    if ('attachment' in outcome) pieces.push(outcome);
    else keptBack.push(outcome);
  }
  pieces.sort((a, b) => a.attachment.text.length - b.attachment.text.length);
  return { pieces, keptBack };
}

async function pieceOf(
  { paths, text }: DiffPart,
  { kind, path }: Pick<Attachment, 'kind' | 'path'>,
  root: vscode.Uri,
  privacy: FilePrivacy,
): Promise<ContextPiece | KeptBackFile> {
  const uris = paths.map((each) => vscode.Uri.joinPath(root, each));
  const [first] = uris;
  if (!first) return { path, reason: 'unknown', rule: 'a name that cannot be read' };
  for (const uri of uris) {
    const decision = await privacy.ask(uri, 'context');
    if (!decision.allowed) return { path: pathOf(uri), reason: decision.reason, rule: decision.rule };
  }
  const decision = await privacy.ask(first, 'context');
  if (!decision.allowed) return { path: pathOf(first), reason: decision.reason, rule: decision.rule };
  const released = decision.release(text);
  const total = released.text.split('\n').length;
  const lines = { first: 1, last: total, total, cut: false };
  return { attachment: { kind, path: `${path}: ${pathOf(first)}`, languageId: 'diff', lines, ...released } };
}
