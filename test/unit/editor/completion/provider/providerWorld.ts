import type * as vscode from 'vscode';
import type { CompletionEngine } from '../../../../../src/engine/completion/engine/completionEngine';
import { languageFactsOf } from '../../../../../src/engine/completion/syntax/languages/languages';
import type { CompletionQuery } from '../../../../../src/engine/completion/api/completionQuery';
import type { ShownSuggestion } from '../../../../../src/engine/completion/engine/currentSuggestion';
import { noCompletionContext } from '../../../../../src/engine/completion/api/completionContext';
import type { ReleaseDecision } from '../../../../../src/engine/privacy/release';
import { maySend } from '../../../../../src/engine/privacy/maySend';
import type { CompletionSettings } from '../../../../../src/editor/completion/settings/completionSettings';
import type * as Provider from '../../../../../src/editor/completion/provider/completionProvider';
import { loadWithEditor, workspaceStub } from '../../vscodeStub';
export class Position {
  constructor(
    readonly line: number,
    readonly character: number,
  ) {}
}

export class Range {
  constructor(
    readonly start: Position,
    readonly end: Position,
  ) {}
}

class InlineCompletionItem {
  command?: vscode.Command;
  constructor(
    readonly insertText: string,
    readonly range: Range,
  ) {}
}

/** Text in the status bar. */
export const statusTexts: string[] = [];

/** The part of the editor that the provider uses. */
const editor = {
  Position,
  Range,
  InlineCompletionItem,
  InlineCompletionTriggerKind: { Invoke: 0, Automatic: 1 },
  EndOfLine: { LF: 1, CRLF: 2 },
  window: { activeTextEditor: undefined as unknown, setStatusBarMessage: (text: string) => statusTexts.push(text) },
  NotebookCellKind: { Markup: 1, Code: 2 },
  workspace: workspaceStub,
};

const { CompletionProvider } = loadWithEditor(editor, () =>
  // The provider imports the editor, which must be replaced first.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  require('../../../../../src/editor/completion/provider/completionProvider'),
) as typeof Provider;

const settings: CompletionSettings = {
  enabled: true,
  trigger: 'automatic',
  multiline: 'auto',
  provider: undefined,
  maxLatencyMs: undefined,
  localRace: false,
  prefetch: 'afterAccept',
  delayMs: undefined,
};

export interface Options {
  readonly languageId?: string;
  readonly path?: string;
  readonly scheme?: string;
  readonly eol?: 1 | 2;
  readonly explicit?: boolean;
  readonly selected?: { readonly text: string; readonly from: number };
  readonly answer?: Partial<ShownSuggestion>;
  readonly isOn?: boolean;
  readonly answered?: ReleaseDecision | Promise<ReleaseDecision>;
  readonly settings?: Partial<CompletionSettings>;
  /** Cursors of the user. */
  readonly cursors?: number;
  readonly isActive?: boolean;
  readonly hasSelection?: boolean;
  readonly isComposing?: boolean;
  readonly editorOptions?: object;
  /** The cells above, of one notebook. A text that begins like prose is a prose cell. */
  readonly above?: readonly string[];
  /** The only cell that may be sent; all where absent. */
  readonly releasableCell?: string;
  /** Runs while the engine works. */
  readonly meanwhile?: (document: { version: number }, cancel: () => void) => void;
}

export interface Outcome {
  readonly queries: readonly CompletionQuery[];
  /** The query of a prefetch on the key. */
  readonly prefetched: readonly CompletionQuery[];
  readonly shown: readonly string[];
  readonly commands: readonly (vscode.Command | undefined)[];
  readonly ranges: readonly Range[];
  /** Lines that were read. */
  readonly read: number;
}

/** Asks at the mark █ in a document of one or more lines. */
export async function ask(file: string, options: Options = {}): Promise<Outcome> {
  const { languageId = 'typescript', path = '/src/sum.ts', scheme = 'file', eol = 1, explicit = false } = options;
  const offset = file.indexOf('█');
  const text = file.replace('█', '');
  const positionAt = (at: number): Position => {
    const before = text.slice(0, at).split('\n');
    return new Position(before.length - 1, before.at(-1)?.length ?? 0);
  };
  const lines = text.split(/\r?\n/);
  const read = new Set<number>();
  const uriOf = (cell = 'own'): object => ({ scheme, path, toString: () => `${scheme}://${path}#${cell}` });
  const document = {
    uri: options.above ? uriOf() : { scheme, path, toString: () => `${scheme}://${path}` },
    languageId,
    eol,
    version: 1,
    lineCount: lines.length,
    lineAt: (line: number) => {
      read.add(line);
      return { text: lines[line] ?? '' };
    },
  };
  const cells = (options.above ?? []).map((cell, index) => ({
    kind: cell.startsWith('#') ? 1 : 2,
    document: { uri: uriOf(String(index)), languageId, getText: () => cell },
  }));
  const below = { kind: 2, document: { uri: uriOf('below'), languageId, getText: () => 'below = 1' } };
  const notebook = { uri: { scheme: 'file', path }, getCells: () => [...cells, { kind: 2, document }, below] };
  editor.workspace.notebookDocuments = options.above ? [notebook] : [];
  const listeners: (() => void)[] = [];
  const token = {
    isCancellationRequested: false,
    onCancellationRequested: (listener: () => void) => {
      listeners.push(listener);
      return { dispose: () => undefined };
    },
  };
  editor.window.activeTextEditor = {
    document: options.isActive === false ? {} : document,
    selections: Array<unknown>(options.cursors ?? 1),
    selection: { isEmpty: options.hasSelection !== true },
    options: options.editorOptions ?? { insertSpaces: true, indentSize: 2, tabSize: 4 },
  };
  const queries: CompletionQuery[] = [];
  const prefetched: CompletionQuery[] = [];
  const engine: Pick<CompletionEngine, 'suggest' | 'prefetchOnKey'> = {
    prefetchOnKey: (query) => {
      prefetched.push(query);
      return Promise.resolve();
    },
    suggest: (query) => {
      queries.push(query);
      options.meanwhile?.(document, () => listeners.forEach((listener) => listener()));
      return Promise.resolve({ text: 'a + b;', replaces: 0, id: '7-6', ...options.answer });
    },
  };
  const position = positionAt(offset);
  const info = options.selected && {
    text: options.selected.text,
    range: new Range(positionAt(options.selected.from), position),
  };
  const { isOn = true, answered, releasableCell } = options;
  const provider = new CompletionProvider({
    engine,
    automatic: { areOnIn: () => isOn },
    settings: { of: () => ({ ...settings, ...options.settings }) },
    privacy: {
      ask: (uri, use) => {
        const isKept =
          releasableCell !== undefined && /#\d$/.test(uri.toString()) && !uri.toString().endsWith(releasableCell);
        if (isKept) return { allowed: false, reason: 'ignored', rule: 'a rule' };
        return answered ?? maySend({ path: uri.path, place: 'workspace' }, use);
      },
    },
    contextSource: { retrieve: () => Promise.resolve(noCompletionContext) },
    syntax: { prepare: () => Promise.resolve() },
    languages: { of: languageFactsOf },
    composition: { isUnderWay: () => options.isComposing === true },
  });
  provider.prefetchOnKey(document as unknown as vscode.TextDocument, position as unknown as vscode.Position);
  const items = await provider.provideInlineCompletionItems(
    document as unknown as vscode.TextDocument,
    position as unknown as vscode.Position,
    { triggerKind: explicit ? 0 : 1, selectedCompletionInfo: info } as unknown as vscode.InlineCompletionContext,
    token as vscode.CancellationToken,
  );
  return {
    queries,
    prefetched,
    shown: items.map(({ insertText }) => insertText as string),
    commands: items.map(({ command }) => command),
    ranges: items.map(({ range }) => range as unknown as Range),
    read: read.size,
  };
}
