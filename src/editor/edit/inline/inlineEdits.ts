import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { regionOf } from '../../../engine/edit';
import { inlineEditContexts } from '../../ids';
import { changeIdOf, type TextSource } from '../changes/changeDocuments';
import { say } from './editMessages';
import { HunkLenses } from './hunkLenses';
import type { EditRunDeps } from './editRun';
import { type EditPlace, InlineEditSession } from './inlineEditSession';

/** What to edit, and how. */
export interface InlineEditRequest {
  readonly uri: vscode.Uri;
  /** A cursor means its line, a selection its whole lines. */
  readonly range: vscode.Range;
  /** Sent at once; where absent, the user is asked for it. */
  readonly instruction?: string;
}

/** The inline edits of a window, at most one in each document. */
export class InlineEdits implements vscode.Disposable {
  private readonly sessions = new Map<vscode.TextDocument, InlineEditSession>();
  /** From the first edit on. */
  private lenses: HunkLenses | undefined;
  private readonly subscriptions: readonly vscode.Disposable[];
  private readonly contexts = new Map<string, boolean>();

  constructor(private readonly deps: EditRunDeps) {
    this.subscriptions = [
      vscode.window.onDidChangeActiveTextEditor(() => this.changed()),
      vscode.window.onDidChangeActiveNotebookEditor(() => this.changed()),
      vscode.workspace.onDidCloseTextDocument((document) => this.sessions.get(document)?.dispose()),
      vscode.window.tabGroups.onDidChangeTabs(({ closed }) => {
        if (closed.length > 0) this.endHidden();
      }),
    ];
  }

  /** Begins an edit, or goes on with the one that the document has. Never rejects. */
  async startInlineEdit({ uri, range, instruction }: InlineEditRequest): Promise<void> {
    const editor = await editorOf(uri);
    if (!editor) {
      say(l10n.t('There is no editor for this file.'));
      return;
    }
    const known = this.sessions.get(editor.document);
    const hasWork = known !== undefined && (known.isRunning || known.hunks.length > 0);
    const place = placeOf(editor.document, range);
    // An instruction that comes with its lines is not for the lines of another edit.
    if (hasWork && instruction !== undefined && (known.isRunning || !known.touches(place.region))) {
      say(l10n.t('Another edit of this file is not over. Accept it, take it back or stop it first.'));
      return;
    }
    if (!hasWork) known?.dispose();
    const session = hasWork ? known : this.begin(place);
    if (instruction === undefined) session.input('taken');
    else await session.ask(instruction);
  }

  /** The edit of a document, of the active editor where none is named. */
  of(uri?: vscode.Uri): InlineEditSession | undefined {
    if (uri === undefined) return this.ofActive();
    return [...this.sessions.values()].find(({ document }) => document.uri.toString() === uri.toString());
  }

  /** The edit whose box is open. */
  ofBox(): InlineEditSession | undefined {
    return [...this.sessions.values()].find(({ hasBox }) => hasBox);
  }

  /** The texts of an edit, for those who show what was there before. */
  readonly texts: TextSource = (id) => {
    const session = this.byId(id);
    return Promise.resolve(session && [{ file: session.document.uri, before: session.before, after: undefined }]);
  };

  dispose(): void {
    for (const session of [...this.sessions.values()]) session.dispose();
    for (const subscription of this.subscriptions) subscription.dispose();
    this.lenses?.dispose();
  }

  private begin(place: EditPlace): InlineEditSession {
    this.lenses ??= new HunkLenses((document) => this.sessions.get(document)?.hunks ?? []);
    const session = new InlineEditSession(this.deps, place, {
      changed: () => this.changed(),
      ended: () => {
        if (this.sessions.get(place.document) === session) this.sessions.delete(place.document);
        this.changed();
      },
      again: (instruction, { from, to }) => {
        const range = new vscode.Range(from, 0, Math.max(to - 1, from), to > from + 1 ? 1 : 0);
        void this.startInlineEdit({ uri: place.document.uri, range, instruction });
      },
    });
    this.sessions.set(place.document, session);
    this.changed();
    return session;
  }

  private ofActive(): InlineEditSession | undefined {
    const document = vscode.window.activeTextEditor?.document;
    // The old lines of an edit are a document of their own.
    if (document) return this.sessions.get(document) ?? this.byId(changeIdOf(document.uri));
    // While its box has the focus, no editor may be active.
    const [only, ...others] = this.sessions.values();
    return others.length === 0 ? only : undefined;
  }

  private byId(id: string | undefined): InlineEditSession | undefined {
    return [...this.sessions.values()].find((each) => each.id === id);
  }

  private changed(): void {
    this.lenses?.refresh();
    const session = this.ofActive();
    this.setContext(inlineEditContexts.running, session?.isRunning === true);
    this.setContext(inlineEditContexts.pending, (session?.hunks.length ?? 0) > 0);
  }

  private setContext(name: string, value: boolean): void {
    if (this.contexts.get(name) === value) return;
    this.contexts.set(name, value);
    void vscode.commands.executeCommand('setContext', name, value);
  }

  /** An edit that nobody sees any more is not made. */
  private endHidden(): void {
    const shown = new Set(
      vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.flatMap(({ input }) => urisOf(input))),
    );
    for (const session of [...this.sessions.values()]) {
      const { uri } = session.document;
      const place = uri.scheme === 'vscode-notebook-cell' ? uri.path : uri.toString();
      if (!shown.has(place)) session.dispose();
    }
  }
}

/** The documents that a tab shows; a notebook by its path, which its cells share. */
function urisOf(input: unknown): readonly string[] {
  if (input instanceof vscode.TabInputText || input instanceof vscode.TabInputCustom) return [input.uri.toString()];
  if (input instanceof vscode.TabInputTextDiff) return [input.original.toString(), input.modified.toString()];
  if (input instanceof vscode.TabInputNotebook) return [input.uri.path];
  return [];
}

async function editorOf(uri: vscode.Uri): Promise<vscode.TextEditor | undefined> {
  const isIt = ({ document }: vscode.TextEditor): boolean => document.uri.toString() === uri.toString();
  const { activeTextEditor, visibleTextEditors } = vscode.window;
  const open = activeTextEditor && isIt(activeTextEditor) ? activeTextEditor : visibleTextEditors.find(isIt);
  if (open) return open;
  try {
    return await vscode.window.showTextDocument(uri);
  } catch {
    return undefined;
  }
}

function placeOf(document: vscode.TextDocument, range: vscode.Range): EditPlace {
  const { start, end } = range;
  // VS Code counts an empty line behind the last line end, which no text has.
  const isLastEmpty = document.lineAt(document.lineCount - 1).text === '';
  const lineCount = document.lineCount - (isLastEmpty ? 1 : 0);
  const region = regionOf({ startLine: start.line, endLine: end.line, endCharacter: end.character }, lineCount);
  const isPart =
    start.line === end.line && !range.isEmpty && document.getText(range) !== document.lineAt(start.line).text.trim();
  return { document, region, ...(isPart ? { selected: document.getText(range) } : {}) };
}
