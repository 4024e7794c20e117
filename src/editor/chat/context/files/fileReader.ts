import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { type Attachment, type ContextPiece, type Gathered, linesOf } from '../../../../engine/chat';
import { isTooLarge, keptBack, type KeptBack, type KeptBackFile, type Use } from '../../../../engine/privacy';
import type { FilePrivacy } from '../../../privacy/filePrivacy';
import { fenceLanguage, pathOf } from '../../../filePath';

/** Bytes. What is larger is data or generated. */
const maxFileBytes = 2_000_000;
/** Bytes at the beginning in which a text holds no zero. */
const probedBytes = 8_000;

/** Lines of a text, from 0; both ends belong to them. */
export interface LineRange {
  readonly first: number;
  readonly last: number;
}

/** A file that was read for a request, or why not. */
export type FileOutcome =
  | { readonly type: 'text'; readonly piece: ContextPiece }
  | { readonly type: 'kept-back'; readonly file: KeptBackFile }
  /** It is no text: a sentence. */
  | { readonly type: 'no-text'; readonly why: string }
  /** It is gone or cannot be read: a sentence. */
  | { readonly type: 'unreadable'; readonly why: string };

/** Reads texts of files for requests: none passes that may not leave. */
export class FileReader {
  constructor(private readonly privacy: FilePrivacy) {}

  /** Whether text of the file may leave; within three seconds. */
  async mayRead(uri: vscode.Uri, use: Use): Promise<boolean> {
    return (await this.privacy.ask(uri, use)).allowed;
  }

  /** The file as an attachment; `part`: only these lines of it. */
  async read(
    uri: vscode.Uri,
    use: Use,
    kind: Attachment['kind'],
    part?: LineRange & { readonly name?: string },
  ): Promise<FileOutcome> {
    const decision = await this.privacy.ask(uri, use);
    if (!decision.allowed) return kept(uri, decision);
    const source = await sourceOf(uri, use);
    if (typeof source !== 'string') return source;
    const lines = source.split(/\r\n|\r|\n/);
    const total = lines.length;
    const first = Math.min(Math.max(part?.first ?? 0, 0), total - 1);
    const last = Math.min(Math.max(part?.last ?? total - 1, first), total - 1);
    // The whole is masked before it is cut: a key may begin above the part.
    const { text, masked } = decision.release(lines.join('\n'));
    const whole: Attachment = {
      kind,
      path: pathOf(uri),
      ...(part?.name === undefined ? {} : { name: part.name }),
      languageId: fenceLanguage(uri),
      lines: { first: 1, last: total, total, cut: false },
      text,
      ...(masked.length === 0 ? {} : { masked }),
    };
    return { type: 'text', piece: { attachment: part ? linesOf(whole, { first, last }) : whole } };
  }
}

/** What was read, as what a mention found. */
export function gatheredFrom(outcomes: readonly FileOutcome[], note?: string): Gathered {
  const reasons = outcomes.flatMap((each) => (each.type === 'unreadable' || each.type === 'no-text' ? [each.why] : []));
  const notes = [...(note === undefined ? [] : [note]), ...reasons.slice(0, 3)];
  return {
    pieces: outcomes.flatMap((each) => (each.type === 'text' ? [each.piece] : [])),
    keptBack: outcomes.flatMap((each) => (each.type === 'kept-back' ? [each.file] : [])),
    ...(notes.length === 0 ? {} : { note: notes.join('\n') }),
  };
}

/** The text as the user sees it, also where it is not saved. */
async function sourceOf(uri: vscode.Uri, use: Use): Promise<string | FileOutcome> {
  const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
  if (open) return open.getText();
  const path = pathOf(uri);
  try {
    const { size, type } = await vscode.workspace.fs.stat(uri);
    if ((type & vscode.FileType.Directory) !== 0) return { type: 'no-text', why: l10n.t('{0} is a folder.', path) };
    if (size > maxFileBytes || (use === 'context' && isTooLarge({ bytes: size }))) return kept(uri, tooLarge);
    const bytes = await vscode.workspace.fs.readFile(uri);
    if (bytes.subarray(0, probedBytes).includes(0)) return { type: 'no-text', why: l10n.t('{0} is not text.', path) };
    return new TextDecoder().decode(bytes);
  } catch {
    return { type: 'unreadable', why: l10n.t('{0} cannot be read.', path) };
  }
}

const tooLarge = keptBack('too-large', 'its size');

function kept(uri: vscode.Uri, { reason, rule }: KeptBack): FileOutcome {
  return { type: 'kept-back', file: { path: pathOf(uri), reason, rule } };
}
