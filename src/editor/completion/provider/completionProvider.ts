import * as vscode from 'vscode';
import {
  type CompletionContextSource,
  type CompletionEngine,
  type CompletionQuery,
  type CursorContext,
  type Indentation,
  prefixBudgetChars,
  shouldRequest,
  suffixBudgetChars,
  type TreeSyntax,
} from '../../../engine/completion';
import { abortReason } from '../../../engine/model';
import type { Allowed } from '../../../engine/privacy';
import { commandIds } from '../../ids';
import type { AutomaticRequests } from '../trigger/automaticRequests';
import type { CompletionSettingsSource } from '../settings/completionSettingsSource';
import { type Composition, compositionPauseMs } from '../trigger/composition';
import { pathOf } from '../context/editorDocuments';
import type { FilePrivacy } from '../../privacy/filePrivacy';
import { showExcluded } from '../status/exclusionNotice';
import type { LanguageConfigurations } from '../context/languageConfigurations';
import { textAbove } from '../context/notebookCells';

/** URI schemes of documents without code to write. */
const ignoredSchemes = new Set(['output', 'debug', 'git', 'vscode-scm', 'search-editor', 'comment']);

export interface CompletionProviderDeps {
  readonly engine: Pick<CompletionEngine, 'suggest' | 'prefetchOnKey'>;
  readonly automatic: Pick<AutomaticRequests, 'areOnIn'>;
  readonly settings: Pick<CompletionSettingsSource, 'of'>;
  readonly privacy: Pick<FilePrivacy, 'ask'>;
  readonly contextSource: CompletionContextSource;
  readonly syntax: Pick<TreeSyntax, 'prepare'>;
  readonly languages: Pick<LanguageConfigurations, 'of'>;
  readonly composition: Pick<Composition, 'isUnderWay'>;
}

/** The adapter to VS Code: reads the text around the cursor, asks the engine and returns its suggestion. */
export class CompletionProvider implements vscode.InlineCompletionItemProvider {
  constructor(private readonly deps: CompletionProviderDeps) {}

  /** A key led to this position, and VS Code will ask in a moment. */
  prefetchOnKey(document: vscode.TextDocument, position: vscode.Position): void {
    if (ignoredSchemes.has(document.uri.scheme) || !this.deps.automatic.areOnIn(document)) return;
    const answer = this.deps.privacy.ask(document.uri, 'itself');
    if (answer instanceof Promise || !answer.allowed || hasManyCursors(document)) return;
    const query = this.queryFor(document, new vscode.Range(position, position), '', false, answer);
    if (shouldRequest(query)) void this.deps.engine.prefetchOnKey(query);
  }

  async provideInlineCompletionItems(
    document: vscode.TextDocument,
    position: vscode.Position,
    context: vscode.InlineCompletionContext,
    token: vscode.CancellationToken,
  ): Promise<vscode.InlineCompletionItem[]> {
    if (token.isCancellationRequested || ignoredSchemes.has(document.uri.scheme)) return [];
    const explicit = context.triggerKind === vscode.InlineCompletionTriggerKind.Invoke;
    const isWanted = (): boolean => explicit || this.deps.automatic.areOnIn(document);
    if (!isWanted() || (!explicit && hasManyCursors(document)) || hasSelection(document)) return [];
    const { version } = document;
    const found = this.deps.privacy.ask(document.uri, 'itself');
    // An answer that is known must not cost a turn of the event loop.
    const answer = found instanceof Promise ? await found : found;
    if (!answer.allowed) {
      if (explicit) showExcluded(answer.rule);
      return [];
    }
    if (document.version !== version) return [];
    // While the list of words is open, VS Code shows a suggestion only where it begins with the selected word.
    const selected = context.selectedCompletionInfo;
    const range = selected?.range ?? new vscode.Range(position, position);
    const query = this.queryFor(document, range, selected?.text ?? '', explicit, answer);
    if (!shouldRequest(query)) return [];
    const controller = new AbortController();
    const listener = token.onCancellationRequested(() => controller.abort(abortReason));
    try {
      const suggestion = await this.deps.engine.suggest(query, controller.signal);
      if (suggestion === undefined || controller.signal.aborted || document.version !== version) return [];
      // The user may have turned completions off in the meantime.
      if (!isWanted()) return [];
      const lines = document.eol === vscode.EndOfLine.CRLF ? suggestion.text.replaceAll('\n', '\r\n') : suggestion.text;
      const { line, character } = range.end;
      const replaced = new vscode.Range(range.start, new vscode.Position(line, character + suggestion.replaces));
      const item = new vscode.InlineCompletionItem((selected?.text ?? '') + lines, replaced);
      item.command = {
        command: commandIds.completionAccepted,
        title: 'Completion accepted',
        arguments: [query.document, suggestion.id],
      };
      return [item];
    } finally {
      listener.dispose();
      // For the next question, which must not wait for a grammar.
      void this.deps.syntax.prepare(document.languageId);
    }
  }

  private queryFor(
    document: vscode.TextDocument,
    range: vscode.Range,
    selected: string,
    explicit: boolean,
    clearance: Allowed,
  ): CompletionQuery {
    const { delayMs, multiline, prefetch, localRace, maxLatencyMs } = this.deps.settings.of(document);
    const uri = document.uri.toString();
    const { line, character } = range.end;
    return {
      document: uri,
      cursor: this.cursorContextAt(document, range, selected),
      clearance,
      explicit,
      delayMs: this.deps.composition.isUnderWay(document) ? Math.max(compositionPauseMs, delayMs ?? 0) : delayMs,
      multiline,
      prefetch,
      race: localRace,
      firstContentTimeoutMs: maxLatencyMs,
      retrieveContext: (signal) => this.deps.contextSource.retrieve({ document: uri, line, character }, signal),
    };
  }

  /** Reads only around the cursor, line by line, since offsets are counted over the whole file. */
  private cursorContextAt(
    document: vscode.TextDocument,
    { start, end }: vscode.Range,
    selected: string,
  ): CursorContext {
    const { languages, privacy } = this.deps;
    const { languageId, uri } = document;
    const lines = textAboveLine(document, start.line);
    const above = textAbove(document, prefixBudgetChars - lines.length, (cell) => {
      const answer = privacy.ask(cell, 'itself');
      return !(answer instanceof Promise) && answer.allowed;
    });
    const indentation = indentationOf(document);
    return {
      ...(above === '' ? {} : { above }),
      prefix: lines + document.lineAt(start.line).text.slice(0, start.character).slice(-prefixBudgetChars) + selected,
      suffix: textBehind(document, end),
      path: pathOf(uri),
      languageId,
      language: languages.of(languageId),
      ...(indentation ? { indentation } : {}),
    };
  }
}

/** A suggestion is made for one cursor, but would be inserted at all of them. */
function hasManyCursors(document: vscode.TextDocument): boolean {
  const editor = vscode.window.activeTextEditor;
  return editor?.document === document && editor.selections.length > 1;
}

/** The key that accepts a suggestion would replace the selection. */
function hasSelection(document: vscode.TextDocument): boolean {
  const editor = vscode.window.activeTextEditor;
  return editor?.document === document && !editor.selection.isEmpty;
}

/** From the user's settings or the editor's detection; undefined for a document outside of the active editor. */
function indentationOf(document: vscode.TextDocument): Indentation | undefined {
  const editor = vscode.window.activeTextEditor;
  if (editor?.document !== document) return undefined;
  const { insertSpaces, indentSize, tabSize } = editor.options;
  const size = typeof indentSize === 'number' ? indentSize : tabSize;
  return typeof insertSpaces === 'boolean' && typeof size === 'number' ? { insertSpaces, size } : undefined;
}

/** Whole lines, the same for each key of a line, so that caches stay valid along the line. */
function textAboveLine(document: vscode.TextDocument, line: number): string {
  let above = '';
  for (let at = line - 1; at >= 0 && above.length < prefixBudgetChars; at -= 1) {
    const text = `${document.lineAt(at).text}\n`;
    if (above.length + text.length <= prefixBudgetChars) above = text + above;
    else if (above === '') above = text.slice(-prefixBudgetChars);
    else break;
  }
  return above;
}

function textBehind(document: vscode.TextDocument, { line, character }: vscode.Position): string {
  let text = document.lineAt(line).text.slice(character);
  for (let below = line + 1; below < document.lineCount && text.length < suffixBudgetChars; below += 1) {
    text += `\n${document.lineAt(below).text}`;
  }
  return text.slice(0, suffixBudgetChars);
}
