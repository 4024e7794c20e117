import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import type { EditRunDeps } from '../../../../../src/editor/edit/inline/editRun';
import type * as edits from '../../../../../src/editor/edit/inline/inlineEdits';
import type * as sessions from '../../../../../src/editor/edit/inline/inlineEditSession';
import type { FilesToChange } from '../../../../../src/editor/edit/changes/fileChanges';
import { mergeTexts } from '../../../../../src/engine/edit';
import { Emitter } from '../../../../../src/engine/model/async/event';
import { engine, link, type Script, scripted } from '../../../engine/failover/engine';
import { clearance } from '../../../engine/privacy/released';
import { loadWithEditor } from '../../vscodeStub';

interface Change {
  readonly range: {
    readonly start: { readonly line: number };
    readonly end: { readonly line: number; readonly character: number };
  };
  readonly text: string;
}

const changes = new Emitter<{ readonly document: unknown; readonly contentChanges: readonly Change[] }>();
const never = new Emitter<unknown>();

export class Box {
  title = '';
  value = '';
  prompt = '';
  busy = false;
  buttons: readonly unknown[] = [];
  private readonly accepted = new Emitter<void>();
  readonly onDidAccept = this.accepted.event;
  readonly onDidTriggerButton = never.event;
  readonly onDidHide = never.event;
  show(): void {}
  dispose(): void {}
  enter(text: string): void {
    this.value = text;
    this.accepted.fire();
  }
}

export const boxes: Box[] = [];
export const warnings: string[] = [];
/** Buttons that are pressed in the next warnings, one in each. */
export const presses: string[] = [];
/** As `setContext` has them now. */
export const contexts = new Map<unknown, unknown>();
export const activeEditor = new Emitter<void>();
class Named {
  constructor(readonly id: string) {}
}
/** As much of VS Code as an inline edit takes. */
export const editor = {
  ColorThemeKind: { HighContrast: 3, HighContrastLight: 4 },
  OverviewRulerLane: { Full: 7 },
  DecorationRangeBehavior: { ClosedClosed: 1 },
  ThemeColor: Named,
  ThemeIcon: Named,
  EventEmitter: class {
    event = never.event;
    fire(): void {}
    dispose(): void {}
  },
  Range: class {
    readonly start: { readonly line: number; readonly character: number };
    readonly end: { readonly line: number; readonly character: number };
    readonly isEmpty: boolean;
    constructor(startLine: number, startCharacter: number, line: number, character: number) {
      this.start = { line: startLine, character: startCharacter };
      this.end = { line, character };
      this.isEmpty = startLine === line && startCharacter === character;
    }
  },
  languages: { registerCodeLensProvider: () => ({ dispose: () => undefined }) },
  MarkdownString: class {
    appendCodeblock(): this {
      return this;
    }
  },
  window: {
    activeColorTheme: { kind: 2 },
    activeTextEditor: undefined as { readonly document: unknown } | undefined,
    visibleTextEditors: [] as readonly { readonly document: unknown }[],
    onDidChangeActiveTextEditor: activeEditor.event,
    onDidChangeActiveNotebookEditor: never.event,
    tabGroups: { onDidChangeTabs: never.event },
    createTextEditorDecorationType: () => ({ dispose: () => undefined }),
    onDidChangeVisibleTextEditors: never.event,
    onDidChangeActiveColorTheme: never.event,
    setStatusBarMessage: () => ({ dispose: () => undefined }),
    showWarningMessage: (text: string) => {
      warnings.push(text);
      return Promise.resolve(presses.shift());
    },
    createInputBox: () => {
      const box = new Box();
      boxes.push(box);
      return box;
    },
  },
  workspace: {
    onDidChangeTextDocument: changes.event,
    onDidCloseTextDocument: never.event,
    getWorkspaceFolder: () => undefined,
    fs: { isWritableFileSystem: () => true },
    textDocuments: [] as readonly unknown[],
  },
  commands: {
    executeCommand: (_: string, name: unknown, value: unknown) => {
      contexts.set(name, value);
      return Promise.resolve();
    },
  },
};
const { InlineEditSession } = loadWithEditor(
  editor,
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  () => require('../../../../../src/editor/edit/inline/inlineEditSession') as unknown,
) as typeof sessions;
export const { InlineEdits } = loadWithEditor(
  editor,
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  () => require('../../../../../src/editor/edit/inline/inlineEdits') as unknown,
) as typeof edits;

export const old = 'one();\ntwo();\nthree();\nfour();\n';

/** A document, the providers of an edit in it, and all texts that it ever had. */
export function place(...scripts: readonly Script[]) {
  const texts = [old];
  const text = (): string => texts.at(-1) ?? '';
  const document = {
    uri: { scheme: 'untitled', path: 'a.ts', toString: () => 'untitled:a.ts' },
    languageId: 'typescript',
    getText: text,
    get lineCount() {
      return text().split('\n').length;
    },
    lineAt: (line: number) => ({ text: text().split('\n')[line] ?? '', range: new editor.Range(line, 0, line, 1) }),
  };
  const become = (now: string, range: Change['range'], inserted: string): void => {
    texts.push(now);
    changes.fire({ document, contentChanges: [{ range, text: inserted }] });
  };
  const type = (line: number, inserted: string): void => {
    const lines = text().split('\n');
    lines.splice(line, 0, inserted);
    become(lines.join('\n'), { start: { line }, end: { line, character: 0 } }, `${inserted}\n`);
  };
  const applyChange = ({ files: [file] }: FilesToChange) => {
    const merged = mergeTexts(file?.before ?? '', text(), file?.after ?? '');
    if (merged.type === 'conflict') return Promise.resolve({ type: 'refused', reasons: ['It was changed.'] });
    const last = text().split('\n').length - 1;
    become(merged.text, { start: { line: 0 }, end: { line: last, character: 0 } }, merged.text);
    return Promise.resolve({ type: 'changed', id: '1', merged: [], unsaved: [] });
  };
  const { manager, clock } = engine(scripts.map((script, index) => link(scripted('abc'[index] ?? 'z', script))));
  const deps = {
    manager,
    prepare: () => Promise.resolve(),
    privacy: { ask: () => clearance },
    fileChanges: { applyChange },
    log: { error: (line: string) => assert.fail(line) },
  } as unknown as EditRunDeps;
  const done = async (work: Promise<void>): Promise<void> => {
    const state = { isDone: false };
    const working = work.then(() => (state.isDone = true));
    await clock.runUntil(() => state.isDone, 600_000);
    await working;
  };
  return { document: document as unknown as vscode.TextDocument, deps, texts, text, type, done };
}

/** The same with an edit of the two lines in the middle. */
export function world(...scripts: readonly Script[]) {
  const { document, deps, done, ...rest } = place(...scripts);
  let hasEnded = false;
  const session = new InlineEditSession(
    deps,
    { document, region: { from: 1, to: 3 } },
    { changed: () => undefined, ended: () => (hasEnded = true), again: () => undefined },
  );
  const ask = (instruction: string): Promise<void> => done(session.ask(instruction));
  return { ...rest, session, ask, hasEnded: () => hasEnded };
}

export function answers(inner: string, onText: () => void = () => undefined): Script {
  return async function* () {
    await Promise.resolve();
    yield { type: 'text', text: `<region>\n${inner.split('\n')[0] ?? ''}\n` };
    onText();
    yield { type: 'text', text: `${inner.split('\n').slice(1).join('\n')}\n</region>` };
    yield { type: 'done', reason: 'stop' };
  };
}
