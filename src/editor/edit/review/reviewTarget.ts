import * as vscode from 'vscode';
import { type Anchor, anchorOf, diffHunks, type DiffLine, type Finding, type ReviewedText } from '../../../engine/edit';
import type { FileDiff } from '../../git/fileDiffs';
import type { FilePrivacy } from '../../privacy/filePrivacy';

/** A file that is reviewed. */
export interface ReviewTarget {
  readonly uri: vscode.Uri;
  readonly text: ReviewedText;
  /** Kinds of secrets that were masked in it. */
  readonly masked: readonly string[];
  /** The lines that the review is about, as the file stood when it began. */
  readonly added: readonly DiffLine[];
  readonly removed: readonly DiffLine[];
  /** Lines are told by their text: the file that is shown is another than the one that was compared. */
  readonly isByText: boolean;
}

/** Changes of a file as a target. `isStaged`: of the index, which may be older than the file. */
export function changedTarget({ uri, path, text, masked }: FileDiff, isStaged: boolean): ReviewTarget {
  const { hunks } = diffHunks(text);
  return {
    uri,
    text: { path, text, form: 'diff' },
    masked,
    added: hunks.flatMap(({ added }) => added),
    removed: hunks.flatMap(({ removed }) => removed),
    isByText: isStaged,
  };
}

/** The target that a finding names; a shorter path counts where only one ends so. */
export function targetOf({ path }: Finding, targets: readonly ReviewTarget[]): ReviewTarget | undefined {
  const wanted = path.replaceAll('\\', '/').replace(/^(?:\.\/|[ab]\/(?=.))/, '');
  const exact = targets.find(({ text }) => text.path === path || text.path === wanted);
  if (exact) return exact;
  const ending = targets.filter(({ text }) => text.path.endsWith(`/${wanted}`) || wanted.endsWith(`/${text.path}`));
  return ending.length === 1 ? ending[0] : undefined;
}

/** Where a finding is in the file as the editor has it; undefined where it has no place, or the file is gone. */
export async function placeOf(
  finding: Finding,
  target: ReviewTarget,
  privacy: FilePrivacy,
): Promise<Anchor | undefined> {
  try {
    const document = await vscode.workspace.openTextDocument(target.uri);
    const decision = await privacy.ask(target.uri, 'chosen');
    // What was sent had its secrets masked, and so has what is quoted.
    const text = decision.allowed ? decision.release(document.getText()).text : document.getText();
    const isByText = target.isByText || document.isDirty;
    const lines = new Set(target.added.map((line) => (isByText ? line.text.trim() : line.at)));
    const isChanged = (line: number): boolean => lines.has(isByText ? document.lineAt(line).text.trim() : line);
    return anchorOf({ text, quote: finding.quote, isChanged, removed: target.removed });
  } catch {
    return undefined;
  }
}
