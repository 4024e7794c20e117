import * as vscode from 'vscode';
import type { CompletionEngine, CompletionQuery } from '../../completion/engine';
import { type Hole, prefixBudget, suffixBudget } from '../../completion/hole';
import { isOccasion } from '../../completion/occasion';
import { commandIds } from '../ids';
import { isEnabledIn } from './enabled';

/** Places without a file a person writes in. */
const ignoredSchemes = new Set(['output', 'debug', 'git', 'vscode-scm', 'search-editor', 'comment']);

/** The thin side towards VS Code: reads what stands around the cursor, asks the engine, hands its text over. */
export class CompletionProvider implements vscode.InlineCompletionItemProvider {
  constructor(private readonly engine: Pick<CompletionEngine, 'suggest'>) {}

  async provideInlineCompletionItems(
    document: vscode.TextDocument,
    position: vscode.Position,
    context: vscode.InlineCompletionContext,
    token: vscode.CancellationToken,
  ): Promise<vscode.InlineCompletionItem[]> {
    if (token.isCancellationRequested || ignoredSchemes.has(document.uri.scheme)) return [];
    const explicit = context.triggerKind === vscode.InlineCompletionTriggerKind.Invoke;
    const isWanted = (): boolean => explicit || isEnabledIn(document);
    if (!isWanted() || (!explicit && hasManyCursors(document))) return [];
    // With the list of words open, a suggestion is shown only when it begins with the selected word.
    const selected = context.selectedCompletionInfo;
    const range = selected?.range ?? new vscode.Range(position, position);
    const query: CompletionQuery = {
      document: document.uri.toString(),
      hole: holeAt(document, range, selected?.text ?? ''),
      explicit,
      multiline: 'auto',
      prefetch: 'afterAccept',
      race: false,
    };
    if (!isOccasion(query)) return [];
    const controller = new AbortController();
    const listener = token.onCancellationRequested(() => controller.abort());
    const { version } = document;
    try {
      const offer = await this.engine.suggest(query, controller.signal);
      if (offer === undefined || controller.signal.aborted || document.version !== version) return [];
      // They may have been turned off in the meantime.
      if (!isWanted()) return [];
      const lines = document.eol === vscode.EndOfLine.CRLF ? offer.text.replaceAll('\n', '\r\n') : offer.text;
      const { line, character } = range.end;
      const replaced = new vscode.Range(range.start, new vscode.Position(line, character + offer.replaces));
      const item = new vscode.InlineCompletionItem((selected?.text ?? '') + lines, replaced);
      item.command = {
        command: commandIds.completionAccepted,
        title: 'Completion accepted',
        arguments: [query.document, offer.id],
      };
      return [item];
    } finally {
      listener.dispose();
    }
  }
}

/** A suggestion is written for one place, and would be written at all of them. */
function hasManyCursors(document: vscode.TextDocument): boolean {
  const editor = vscode.window.activeTextEditor;
  return editor?.document === document && editor.selections.length > 1;
}

/** Reads around the cursor only: a file of any size costs the same. */
function holeAt(document: vscode.TextDocument, range: vscode.Range, selected: string): Hole {
  const offset = document.offsetAt(range.start);
  const from = document.positionAt(Math.max(0, offset - prefixBudget));
  const to = document.positionAt(document.offsetAt(range.end) + suffixBudget);
  return {
    prefix: document.getText(new vscode.Range(from, range.start)).replaceAll('\r\n', '\n') + selected,
    suffix: document.getText(new vscode.Range(range.end, to)).replaceAll('\r\n', '\n'),
    path: vscode.workspace.asRelativePath(document.uri),
    languageId: document.languageId,
  };
}
