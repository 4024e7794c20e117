import { writeFileSync } from 'node:fs';
import * as vscode from 'vscode';
import { TreeSyntax } from '../../../../src/completion/syntaxTree';
import { CompletionProvider } from '../../../../src/editor/completion/completionProvider';
import type { CompletionSettings } from '../../../../src/editor/completion/completionSettings';
import { createContext } from '../../../../src/editor/completion/contextSources';
import { ExcludedFiles } from '../../../../src/editor/completion/excludedFiles';
import { grammarFiles } from '../../../../src/editor/completion/grammarFiles';
import { listenToKeys } from '../../../../src/editor/completion/keys';
import { silentLog } from '../../../../src/model/log';
import type { Clock } from '../../../../src/model/clock';
import { answerFor, fileOf, statement } from '../script';
import { createSubject, MemoryModel } from '../subject';
import { type Key, readsWholeFile, timed } from './measured';

/** Lines of the files that are typed in. */
const sizes = [200, 20_000];
/** Where in a file, as shares of it. */
const places = [0.05, 0.35, 0.65, 0.95];

/** Nothing is waited for that need not be: what is measured is work. */
const clock: Clock = {
  now: () => Date.now(),
  setTimeout: (callback, ms) => {
    if (ms > 0) return setTimeout(callback, ms);
    queueMicrotask(callback);
    return undefined;
  },
  clearTimeout: (handle) => clearTimeout(handle as NodeJS.Timeout | undefined),
};

const usualSettings: CompletionSettings = {
  enabled: true,
  trigger: 'automatic',
  multiline: 'auto',
  provider: undefined,
  maxLatencyMs: undefined,
  localRace: false,
  prefetch: 'afterAccept',
  delayMs: undefined,
};

/** What VS Code calls inside its extension host. */
export async function run(): Promise<void> {
  const statements = Number(process.env['EVERPAIR_STATEMENTS']);
  const keys: Key[] = [];
  for (const lines of sizes) keys.push(...(await typeInFileOf(lines, statements)));
  writeFileSync(process.env['EVERPAIR_REPORT'] ?? '', JSON.stringify(keys));
}

async function typeInFileOf(lines: number, statements: number): Promise<readonly Key[]> {
  let number = 0;
  const model = new MemoryModel(clock, 0, (prefix) => answerFor(number, prefix));
  const syntax = new TreeSyntax(grammarFiles(process.env['EVERPAIR_GRAMMARS'] ?? ''), silentLog);
  const subject = createSubject(clock, model, syntax);
  const excluded = new ExcludedFiles(silentLog, clock);
  const surroundings = createContext({ excluded, clock, log: silentLog });
  const provider = new CompletionProvider({
    engine: subject.engine,
    automatic: { areOnIn: () => true },
    settings: { of: () => usualSettings },
    excluded,
    surroundings,
    syntax,
  });
  const listener = listenToKeys(subject.engine, ({ document, position: { line, character } }) =>
    surroundings.prepare({ document: document.uri.toString(), line, character }),
  );
  const keys: Key[] = [];
  const editor = await open(lines);
  const { document } = editor;
  for (const place of places) {
    const line = Math.floor((document.lineCount * place) / 10) * 10 + 2;
    const end = document.lineAt(line).range.end;
    editor.selection = new vscode.Selection(end, end);
    await vscode.commands.executeCommand('type', { text: '\n' });
    for (let count = 0; count < statements; count += 1, number += 1) {
      for (const character of `${statement(number)}\n`) {
        await vscode.commands.executeCommand('type', { text: character });
        const { active } = editor.selection;
        const token = new vscode.CancellationTokenSource().token;
        const context = {
          triggerKind: vscode.InlineCompletionTriggerKind.Automatic,
          selectedCompletionInfo: undefined,
        };
        const before = model.requests;
        const ours = await timed(() => provider.provideInlineCompletionItems(document, active, context, token));
        const kind = model.requests > before ? 'request' : ours.value.length > 0 ? 'memory' : 'nothing';
        const theirs = await timed(() => readsWholeFile(document, active));
        keys.push({ lines, kind, ours: ours.cost, wholeFile: theirs.cost });
      }
    }
  }
  listener.dispose();
  surroundings.dispose();
  excluded.dispose();
  await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  return keys;
}

async function open(lines: number): Promise<vscode.TextEditor> {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  if (!folder) throw new Error('No folder is open.');
  const file = vscode.Uri.joinPath(folder.uri, `file${lines}.ts`);
  await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(fileOf(lines)));
  return vscode.window.showTextDocument(file);
}
