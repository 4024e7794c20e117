import * as vscode from 'vscode';
import { editDecorations, type EditDecorations } from './editColors';

/** Decorations of one kind that an edit has: of lines, with what stands behind them. */
export interface ShownLine {
  /** Counted from 0. */
  readonly line: number;
  /** Text behind the line that is not in the file. */
  readonly ghost?: string;
  readonly isStruck?: boolean;
  readonly hover?: vscode.MarkdownString;
}

export type Shown = Readonly<Partial<Record<'removed' | 'inserted' | 'ghost' | 'gap', readonly ShownLine[]>>>;

const kinds = ['removed', 'inserted', 'ghost', 'gap'] as const;

/** Longer text behind a line would only be scrolled to. */
const maxGhostChars = 200;

/** The decorations of one document, in each of its editors. What is shown already is not set again: it would flicker. */
export class ShownDecorations implements vscode.Disposable {
  private types: EditDecorations = editDecorations(vscode.window.activeColorTheme.kind);
  private shown: Shown = {};
  private readonly set = new Map<vscode.TextEditor, Map<(typeof kinds)[number], string>>();
  private readonly subscriptions: readonly vscode.Disposable[];

  constructor(private readonly document: vscode.TextDocument) {
    this.subscriptions = [
      vscode.window.onDidChangeVisibleTextEditors(() => this.paint()),
      vscode.window.onDidChangeActiveColorTheme(({ kind }) => {
        this.types.dispose();
        this.types = editDecorations(kind);
        this.set.clear();
        this.paint();
      }),
    ];
  }

  show(shown: Shown): void {
    this.shown = shown;
    this.paint();
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
    this.types.dispose();
  }

  private paint(): void {
    const editors = vscode.window.visibleTextEditors.filter(({ document }) => document === this.document);
    for (const known of [...this.set.keys()]) if (!editors.includes(known)) this.set.delete(known);
    for (const editor of editors) {
      const before = this.set.get(editor) ?? new Map<(typeof kinds)[number], string>();
      this.set.set(editor, before);
      for (const kind of kinds) {
        const lines = this.shown[kind] ?? [];
        const key = JSON.stringify(lines);
        if ((before.get(kind) ?? '[]') === key) continue;
        before.set(kind, key);
        editor.setDecorations(
          this.types[kind],
          lines.map((line) => this.optionOf(line)),
        );
      }
    }
  }

  private optionOf({ line, ghost, isStruck, hover }: ShownLine): vscode.DecorationOptions {
    const { range } = this.document.lineAt(Math.min(line, this.document.lineCount - 1));
    return {
      range: ghost === undefined ? range : new vscode.Range(range.end, range.end),
      ...(hover ? { hoverMessage: hover } : {}),
      ...(ghost === undefined
        ? {}
        : {
            renderOptions: {
              after: {
                // Spaces at its beginning would be lost.
                contentText: ghost.slice(0, maxGhostChars).replaceAll('\t', '    ').replaceAll(' ', '\u00a0'),
                ...(isStruck === true ? { textDecoration: 'line-through' } : {}),
              },
            },
          }),
    };
  }
}
