import { writeFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { setImmediate as turn, setTimeout as wait } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { CompletionQuery } from '../../../../src/engine/completion/api/completionQuery';
import { TreeSyntax } from '../../../../src/engine/completion/syntax/syntaxTree';
import { prepareOnType } from '../../../../src/editor/completion/provider/prepareOnType';
import { CompletionProvider } from '../../../../src/editor/completion/provider/completionProvider';
import type { CompletionSettings } from '../../../../src/editor/completion/settings/completionSettings';
import { Composition } from '../../../../src/editor/completion/trigger/composition';
import { createContext } from '../../../../src/editor/completion/context/contextSources';
import { FilePrivacy } from '../../../../src/editor/privacy/filePrivacy';
import { LanguageConfigurations } from '../../../../src/editor/completion/context/languageConfigurations';
import { grammarFiles } from '../../../../src/editor/completion/context/grammarFiles';
import { silentLog } from '../../../../src/engine/model/log';
import { createSubject } from '../../subject';
import { MemoryModel } from '../memoryModel';
import { answerFor, cycle, fileOf, firstNumber, statement } from '../script';
import { type Cost, type Key, type Measured, readsWholeFile, timed } from './measured';
import { watchedClock } from './work';

/** Lines of the files that are typed in. */
const sizes = [1_000, 20_000];
/** Where in a file, as shares of it. */
const places = [0.25, 0.4, 0.55, 0.7, 0.85];

/** Milliseconds before the first key at a place, between two keys, and behind each line: less than a person takes. */
const rests = { place: 600, key: 15, line: 250 };

const usualSettings: CompletionSettings = {
  enabled: true,
  trigger: 'automatic',
  multiline: 'auto',
  provider: undefined,
  maxLatencyMs: undefined,
  localRace: false,
  prefetch: 'afterAccept',
  // What is waited for costs nothing, and would hide what is done.
  delayMs: 0,
};

/** The model is in this process's memory. */
const nothing = (): Promise<void> => Promise.resolve();

const automatically: vscode.InlineCompletionContext = {
  triggerKind: vscode.InlineCompletionTriggerKind.Automatic,
  selectedCompletionInfo: undefined,
};

/** What VS Code calls inside its extension host. */
export async function run(): Promise<void> {
  const statements = Number(process.env['EVERPAIR_STATEMENTS']);
  const measured: Measured[] = [];
  for (const lines of sizes) measured.push(await typeInFileOf(lines, statements));
  writeFileSync(process.env['EVERPAIR_REPORT'] ?? '', JSON.stringify(measured));
}

async function typeInFileOf(lines: number, statements: number): Promise<Measured> {
  const between: number[] = [];
  const clock = watchedClock((ms) => between.push(ms));
  let number = firstNumber;
  const model = new MemoryModel(clock, 0, (prefix) => answerFor(number, prefix));
  const syntax = new TreeSyntax(grammarFiles(process.env['EVERPAIR_GRAMMARS'] ?? ''), silentLog);
  const completions = createSubject({ clock, provider: model, baseUrl: 'http://127.0.0.1', syntax });
  const privacy = new FilePrivacy(silentLog, clock);
  const hearing = { from: 0, until: 0, afterwards: 0 };
  const first = vscode.workspace.onDidChangeTextDocument(() => (hearing.from = performance.now()));
  const contextSource = createContext({ privacy, clock, log: silentLog });
  const composition = new Composition();
  const languages = new LanguageConfigurations(silentLog);
  const automatic = { areOnIn: () => true };
  const settings = { of: () => usualSettings };
  const note = (): void => void (hearing.until = performance.now());
  const engine = {
    typed: completions.typed.bind(completions),
    suggest: completions.suggest.bind(completions),
    prefetchOnKey: async (query: CompletionQuery) => {
      const prefetching = completions.prefetchOnKey(query);
      // Other extensions hear of the change before it goes on.
      const from = await Promise.resolve().then(() => performance.now());
      await prefetching;
      hearing.afterwards = performance.now() - from;
    },
  };
  const provider = new CompletionProvider({
    engine,
    automatic,
    settings,
    privacy,
    contextSource,
    syntax,
    languages,
    composition,
  });
  const listeners = vscode.Disposable.from(
    first,
    contextSource,
    languages,
    privacy,
    prepareOnType({
      engine,
      provider,
      automatic,
      privacy,
      contextSource,
      syntax,
      languages,
      composition,
      prepareProvider: nothing,
      clock,
    }),
    vscode.workspace.onDidChangeTextDocument(note),
  );
  const keys: Key[] = [];
  const editor = await open(lines);
  const { document } = editor;
  for (const place of places) {
    const line = Math.floor((document.lineCount * place) / 10) * 10 + 2;
    const end = document.lineAt(line).range.end;
    editor.selection = new vscode.Selection(end, end);
    await wait(rests.place);
    await vscode.commands.executeCommand('type', { text: '\n' });
    for (let count = 0; count < statements; count += 1, number += 1) {
      await wait(rests.line);
      const line = `${statement(number)}\n`;
      for (let index = 0; index < line.length; index += 1) {
        const character = line.charAt(index);
        await wait(rests.key);
        const before = model.requests;
        hearing.from = hearing.until = hearing.afterwards = 0;
        await vscode.commands.executeCommand('type', { text: character });
        // The news of the change may have come in the same turn.
        await turn();
        const heard = hearing.until - hearing.from + hearing.afterwards;
        const { active } = editor.selection;
        const token = new vscode.CancellationTokenSource().token;
        const { value, cost } = await timed(() =>
          provider.provideInlineCompletionItems(document, active, automatically, token),
        );
        const kind = model.requests > before ? 'request' : value.length > 0 ? 'memory' : 'nothing';
        const id = `${(number - firstNumber) % cycle}:${index}`;
        keys.push({ id, kind, ms: cost.ms + heard, bytes: cost.bytes });
      }
    }
  }
  listeners.dispose();
  const wholeFile = await typeForWholeFile(editor);
  await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  return { lines, keys, between, wholeFile };
}

/** Apart, since what it leaves to the garbage collector would be collected during the keys of another. */
async function typeForWholeFile({ document, selection }: vscode.TextEditor): Promise<readonly Cost[]> {
  const costs: Cost[] = [];
  for (let number = firstNumber; number < firstNumber + cycle; number += 1) {
    for (const character of Array.from(`${statement(number)}\n`)) {
      await wait(rests.key);
      await vscode.commands.executeCommand('type', { text: character });
      costs.push((await timed(() => readsWholeFile(document, selection.active))).cost);
    }
  }
  return costs;
}

async function open(lines: number): Promise<vscode.TextEditor> {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  if (!folder) throw new Error('No folder is open.');
  const file = vscode.Uri.joinPath(folder.uri, `file${lines}.ts`);
  await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(fileOf(lines)));
  return vscode.window.showTextDocument(file);
}
