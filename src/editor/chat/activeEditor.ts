import * as vscode from 'vscode';
import {
  clip,
  type ContextChip,
  type ContextOffer,
  contextOffers,
  type ContextPiece,
  type EditorView,
} from '../../engine/chat';
import type { Disposable, Event } from '../../engine/model';
import type { KeptBackFile } from '../../engine/privacy';
import type { FilePrivacy } from '../privacy/filePrivacy';
import { placeOf } from '../privacy/filePrivacy';
import { pathOf } from '../filePath';

/** Milliseconds in which moves of the cursor are gathered. */
const settleMs = 120;

/** The current file or its selection: how it shows, and what is sent of it. */
export interface EditorOffer {
  readonly chip: ContextChip;
  readonly pieces: () => readonly ContextPiece[];
}

/** Follows the text editor the user last worked in: what may go with a prompt, and where code is inserted. */
export class ActiveEditor implements vscode.Disposable {
  private editor: vscode.TextEditor | undefined;
  private readonly removed = new Set<string>();
  private readonly added = new Set<string>();
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly subscriptions: readonly Disposable[];
  private timer: NodeJS.Timeout | undefined;

  /** The offered context may be another. */
  readonly onDidChange: Event<void> = this.changed.event;

  constructor(private readonly privacy: FilePrivacy) {
    this.follow(vscode.window.activeTextEditor);
    const rules = privacy.onDidChange(() => void this.ready().then(() => this.changed.fire()));
    this.subscriptions = [
      { dispose: () => rules.dispose() },
      vscode.window.onDidChangeActiveTextEditor((editor) => this.follow(editor)),
      vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => {
        if (textEditor === this.editor) this.schedule();
      }),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (document === this.editor?.document) this.schedule();
      }),
      vscode.workspace.onDidCloseTextDocument((document) => {
        if (document === this.editor?.document) this.replace(undefined);
      }),
    ];
  }

  /** The editor that code is inserted into; undefined when its document was closed. */
  get target(): vscode.TextEditor | undefined {
    return this.editor;
  }

  /** Resolves when it is known what may be sent, within three seconds. */
  async ready(): Promise<void> {
    const uri = this.editor?.document.uri;
    if (uri) await this.privacy.ask(uri, 'context');
  }

  /** What is not sent with a prompt now, and why. */
  keptBack(): readonly KeptBackFile[] {
    const view = this.editor && viewOf(this.editor, this.privacy);
    if (!view || view.byItself.allowed || this.contextOffers().some(({ chip }) => chip.state === 'included')) return [];
    return [{ path: view.path, reason: view.byItself.reason, rule: view.byItself.rule }];
  }

  /** What may go with a prompt: the current file and what is selected in it. */
  offers(): readonly EditorOffer[] {
    const document = this.editor?.document;
    if (!document) return [];
    return this.contextOffers().map((offer) => ({ chip: offer.chip, pieces: () => this.piecesOf(document, offer) }));
  }

  remove(id: string): void {
    this.added.delete(id);
    this.removed.add(id);
    this.changed.fire();
  }

  add(id: string): void {
    this.removed.delete(id);
    this.added.add(id);
    this.changed.fire();
  }

  dispose(): void {
    clearTimeout(this.timer);
    for (const subscription of this.subscriptions) subscription.dispose();
    this.changed.dispose();
  }

  /** A webview or an output channel that becomes active does not take the place of the file the user works on. */
  private follow(editor: vscode.TextEditor | undefined): void {
    if (editor && isUsersFile(editor.document.uri)) this.replace(editor);
  }

  private replace(editor: vscode.TextEditor | undefined): void {
    this.editor = editor;
    void this.ready().then(() => this.changed.fire());
  }

  private schedule(): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.changed.fire();
    }, settleMs);
  }

  private contextOffers(): readonly ContextOffer[] {
    return contextOffers(this.editor && viewOf(this.editor, this.privacy), {
      removed: this.removed,
      added: this.added,
    });
  }

  private piecesOf(document: vscode.TextDocument, offer: ContextOffer): readonly ContextPiece[] {
    if (!offer.answer.allowed || document.isClosed) return [];
    const { text, masked } = offer.answer.release(this.textOf(document, offer));
    const { kind } = offer.chip;
    const attachment = {
      ...{ kind, path: pathOf(document.uri), languageId: document.languageId, lines: offer.span },
      ...{ text: clip(text), masked, isCurrent: kind === 'file' },
    };
    const cursor = this.editor?.selection.active.line ?? 0;
    return [{ attachment, focus: Math.max(0, cursor - (offer.span.first - 1)) }];
  }

  private textOf(document: vscode.TextDocument, { chip, span }: ContextOffer): string {
    const selection = this.editor?.selection;
    if (chip.kind === 'selection' && selection && !span.cut) return document.getText(selection);
    const last = document.lineAt(span.last - 1).range.end;
    return document.getText(new vscode.Range(new vscode.Position(span.first - 1, 0), last));
  }
}

function viewOf(editor: vscode.TextEditor, privacy: FilePrivacy): EditorView | undefined {
  const { document, selection } = editor;
  if (!isUsersFile(document.uri)) return undefined;
  return {
    uri: document.uri.toString(),
    path: pathOf(document.uri),
    languageId: document.languageId,
    byItself: privacy.known(document.uri, 'context'),
    whenChosen: privacy.known(document.uri, 'chosen'),
    cursorLine: selection.active.line,
    lineCount: document.lineCount,
    lengthOf: (line) => document.lineAt(line).text.length,
    ...(selection.isEmpty ? {} : { selection: selectedLines(selection) }),
  };
}

function selectedLines({ start, end }: vscode.Selection): NonNullable<EditorView['selection']> {
  // A selection of whole lines ends at the start of the next one, which is not meant.
  const lastLine = end.character === 0 && end.line > start.line ? end.line - 1 : end.line;
  const key = `${start.line}:${start.character}-${end.line}:${end.character}`;
  return { firstLine: start.line, lastLine, key };
}

/** Not what is no file of the user: output, settings of the editor, the old side of a diff. */
function isUsersFile(uri: vscode.Uri): boolean {
  return placeOf(uri) !== 'outside' || uri.scheme === 'file' || uri.scheme === 'vscode-remote';
}
