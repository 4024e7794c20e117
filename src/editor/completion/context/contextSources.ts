import * as vscode from 'vscode';
import { ContextRetriever, type Diagnostic, type LineChange } from '../../../engine/completion';
import type { Clock, Disposable, Log } from '../../../engine/model';
import { EditorDefinitions } from './editorDefinitions';
import { EditorDocuments, isUsersFile } from './editorDocuments';
import type { FilePrivacy } from '../../privacy/filePrivacy';

export interface ContextDeps {
  readonly privacy: FilePrivacy;
  readonly clock: Clock;
  readonly log: Log;
}

/** Context for completions from VS Code's documents, language features and diagnostics. */
export type EditorContext = Pick<ContextRetriever, 'retrieve' | 'prepare' | 'onIdle'> & Disposable;

/** Only listens until the first question. */
export function createContext({ privacy, clock, log }: ContextDeps): EditorContext {
  const documents = new EditorDocuments(privacy);
  const definitions = new EditorDefinitions(privacy);
  const retriever = new ContextRetriever({ documents, definitions, diagnostics: { of: diagnosticsOf }, clock, log });
  const subscription = vscode.Disposable.from(
    documents,
    vscode.workspace.onDidChangeTextDocument((event) => {
      if (!isUsersFile(event.document.uri)) return;
      for (const change of changesIn(event)) retriever.onChanged(change);
    }),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => retriever.onClosed(uri.toString())),
    privacy.onDidChange(() => retriever.forget()),
  );
  return {
    retrieve: (place, signal) => retriever.retrieve(place, signal),
    prepare: (place) => retriever.prepare(place),
    onIdle: (place) => retriever.onIdle(place),
    dispose: () => {
      subscription.dispose();
      retriever.forget();
    },
  };
}

/**
 * VS Code reports the changes of one event from the end of the document to its beginning, so no change moves another.
 */
function changesIn({ document, contentChanges }: vscode.TextDocumentChangeEvent): LineChange[] {
  return contentChanges.map(({ range, text }) => ({
    document: document.uri.toString(),
    first: range.start.line,
    removed: range.end.line - range.start.line + 1,
    added: linesIn(text),
  }));
}

function linesIn(text: string): number {
  let lines = 1;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines += 1;
  return lines;
}

function diagnosticsOf(document: string): readonly Diagnostic[] {
  const { Error, Warning } = vscode.DiagnosticSeverity;
  return vscode.languages
    .getDiagnostics(vscode.Uri.parse(document, true))
    .filter(({ severity }) => severity === Error || severity === Warning)
    .map(({ range, severity, message }) => ({
      line: range.start.line,
      severity: severity === Error ? 'error' : 'warning',
      message,
    }));
}
