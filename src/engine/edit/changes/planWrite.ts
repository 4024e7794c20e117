import * as l10n from '@vscode/l10n';
import { mergeTexts } from '../apply/merge/mergeTexts';
import type { FileChange, FileText } from './change';

/** Why a file is left as it is. */
export type WriteRefusal =
  /** It was changed at the same place meanwhile. */
  | 'conflict'
  /** It was to be created, and is there with another text. */
  | 'exists'
  /** It was to be changed, and is not there any more. */
  | 'gone'
  /** It was to be deleted, and was changed meanwhile. */
  | 'kept';

export type WritePlan =
  /** The file is already as it shall be. */
  | { readonly type: 'nothing' }
  /** `before` is the text that the file has now. */
  | { readonly type: 'write'; readonly before: FileText; readonly after: FileText; readonly isMerged: boolean }
  | { readonly type: 'refused'; readonly reason: WriteRefusal };

/** How to make a change to a file whose text is `current` now: what was changed in it meanwhile stays, or nothing is done. */
export function planWrite({ before, after }: FileChange, current: FileText): WritePlan {
  if (current === undefined) return planWithoutFile(before, after);
  const was = before === undefined ? undefined : withLineEnds(before, current);
  const shall = after === undefined ? undefined : withLineEnds(after, current);
  if (current === shall) return { type: 'nothing' };
  if (current === was) return { type: 'write', before: current, after: shall, isMerged: false };
  if (was === undefined) return { type: 'refused', reason: 'exists' };
  if (shall === undefined) return { type: 'refused', reason: 'kept' };
  const merge = mergeTexts(was, current, shall);
  if (merge.type === 'conflict') return { type: 'refused', reason: 'conflict' };
  if (merge.text === current) return { type: 'nothing' };
  return { type: 'write', before: current, after: merge.text, isMerged: true };
}

function planWithoutFile(before: FileText, after: FileText): WritePlan {
  if (after === undefined) return { type: 'nothing' };
  if (before === undefined) return { type: 'write', before, after, isMerged: false };
  return { type: 'refused', reason: 'gone' };
}

/** The editor gives all lines of a file one end, and the user may have chosen the other meanwhile. One line tells nothing. */
function withLineEnds(text: string, like: string): string {
  if (!like.includes('\n')) return text;
  const plain = text.replaceAll('\r\n', '\n');
  return like.includes('\r\n') ? plain.replaceAll('\n', '\r\n') : plain;
}

/** One sentence or more, with what to do next. `name`: of the file. */
export function writeRefusalText(reason: WriteRefusal, name: string): string {
  switch (reason) {
    case 'conflict':
      return l10n.t('{0} was changed at the same place meanwhile. Undo that, or make the change by hand.', name);
    case 'exists':
      return l10n.t('{0} was to be created, but is there already with another text. Rename it first.', name);
    case 'gone':
      return l10n.t('{0} is not there any more. Bring it back first.', name);
    case 'kept':
      return l10n.t('{0} would be deleted, but was changed meanwhile. Delete it by hand if you want that.', name);
  }
}
