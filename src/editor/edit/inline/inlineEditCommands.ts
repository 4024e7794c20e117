import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { changeUri } from '../changes/changeDocuments';
import { commandIds } from '../../ids';
import { say } from './editMessages';
import type { InlineEditRequest, InlineEdits } from './inlineEdits';
import type { InlineEditSession } from './inlineEditSession';

/** What keys, lenses and buttons do with the inline edit of a document. */
export function registerInlineEditCommands(edits: InlineEdits): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.commands.registerCommand(commandIds.inlineEdit, (request?: Partial<InlineEditRequest>) =>
      start(edits, request),
    ),
    vscode.commands.registerCommand(commandIds.cancelInlineEdit, () => cancel(edits.ofBox() ?? edits.of())),
    vscode.commands.registerCommand(commandIds.acceptInlineEdit, () => edits.of()?.accept()),
    vscode.commands.registerCommand(commandIds.rejectInlineEdit, () => rejected(edits.of())),
    vscode.commands.registerCommand(commandIds.acceptInlineHunk, (uri?: vscode.Uri, id?: number) => {
      const session = edits.of(uri);
      const hunk = id ?? hunkHere(session);
      if (hunk !== undefined) session?.accept(hunk);
    }),
    vscode.commands.registerCommand(commandIds.rejectInlineHunk, (uri?: vscode.Uri, id?: number) => {
      const session = edits.of(uri);
      const hunk = id ?? hunkHere(session);
      return hunk === undefined ? undefined : rejected(session, hunk);
    }),
    vscode.commands.registerCommand(commandIds.nextInlineHunk, () => go(edits.of(), 'next')),
    vscode.commands.registerCommand(commandIds.previousInlineHunk, () => go(edits.of(), 'previous')),
    vscode.commands.registerCommand(commandIds.showOldLines, (uri?: vscode.Uri, id?: number) => {
      const session = edits.of(uri);
      const hunk = id ?? hunkHere(session);
      return session && hunk !== undefined ? peek(session, hunk) : undefined;
    }),
  );
}

async function start(edits: InlineEdits, request: Partial<InlineEditRequest> = {}): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  const uri = request.uri ?? editor?.document.uri;
  const range = request.range ?? editor?.selection;
  if (!uri || !range) {
    say(l10n.t('Open a file and put the cursor where something shall change.'));
    return;
  }
  const { instruction } = request;
  await edits.startInlineEdit({ uri, range, ...(instruction === undefined ? {} : { instruction }) });
}

/** Leaves everything as it was: stops what runs, takes back what waits. */
async function cancel(session: InlineEditSession | undefined): Promise<void> {
  if (!session) return;
  if (session.isRunning) {
    session.stop();
    return;
  }
  if (session.hunks.length > 0) await rejected(session);
  if (session.hunks.length === 0) session.dispose();
}

async function rejected(session: InlineEditSession | undefined, id?: number): Promise<void> {
  const stay = (await session?.reject(id)) ?? 0;
  if (stay > 0) say(l10n.t('You typed in these lines since, so they stay. Undo takes them back.'));
}

/** The hunk at the cursor, or the next one. */
function hunkHere(session: InlineEditSession | undefined): number | undefined {
  return session?.hunkAt(cursorLine(session))?.id;
}

function cursorLine({ document }: InlineEditSession): number {
  const editor = editorOf(document);
  return editor?.selection.active.line ?? 0;
}

function editorOf(document: vscode.TextDocument): vscode.TextEditor | undefined {
  const { activeTextEditor, visibleTextEditors } = vscode.window;
  if (activeTextEditor?.document === document) return activeTextEditor;
  return visibleTextEditors.find((editor) => editor.document === document);
}

function go(session: InlineEditSession | undefined, direction: 'next' | 'previous'): void {
  const editor = session && editorOf(session.document);
  const hunk = session?.hunkBeside(cursorLine(session), direction);
  if (!editor || !hunk) return;
  const line = Math.min(hunk.lines.from, editor.document.lineCount - 1);
  editor.selection = new vscode.Selection(line, 0, line, 0);
  editor.revealRange(editor.selection, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}

/** Shows the old lines where the new ones are. */
async function peek(session: InlineEditSession, id: number): Promise<void> {
  const hunk = session.hunks.find((each) => each.id === id);
  if (!hunk) return;
  const { document } = session;
  const line = Math.min(hunk.lines.from, document.lineCount - 1);
  const { from, to } = hunk.was;
  const old = new vscode.Location(changeUri(session.id, document.uri, 'before'), new vscode.Range(from, 0, to, 0));
  await vscode.commands.executeCommand(
    'editor.action.peekLocations',
    document.uri,
    new vscode.Position(line, 0),
    [old],
    'peek',
  );
}
