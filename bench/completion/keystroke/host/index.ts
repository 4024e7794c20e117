import { writeFileSync } from 'node:fs';
import * as vscode from 'vscode';
import { CompletionProvider } from '../../../../src/editor/completion/completionProvider';
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
  const subject = createSubject(clock, model);
  const provider = new CompletionProvider(subject.engine);
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
