import * as vscode from 'vscode';
import type { PendingHunk } from '../../../engine/edit';
import type { Shown, ShownLine } from './shownDecorations';

/** What changes look like that wait for a decision: the new lines marked, the old text behind them or in the hover. */
export function pendingLines(hunks: readonly PendingHunk[], languageId: string): Shown {
  const inserted: ShownLine[] = [];
  const ghost: ShownLine[] = [];
  const gap: ShownLine[] = [];
  for (const { lines, old } of hunks) {
    const hover = old.length === 0 ? undefined : oldText(old, languageId);
    const marked = { ...(hover ? { hover } : {}) };
    for (let line = lines.from; line < lines.to; line += 1) inserted.push({ line, ...marked });
    if (lines.from === lines.to) gap.push({ line: lines.from, ...marked });
    const [only] = old;
    if (only !== undefined && old.length === 1 && lines.to - lines.from === 1)
      ghost.push({ line: lines.from, ghost: only.trim(), isStruck: true });
  }
  return { inserted, ghost, gap };
}

function oldText(lines: readonly string[], languageId: string): vscode.MarkdownString {
  return new vscode.MarkdownString().appendCodeblock(lines.join('\n'), languageId);
}
