import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import type { CompletionEngine } from '../../../../../src/engine/completion/engine/completionEngine';
import { languageFactsOf } from '../../../../../src/engine/completion/syntax/languages/languages';
import type { CompletionQuery } from '../../../../../src/engine/completion/api/completionQuery';
import type { ShownSuggestion } from '../../../../../src/engine/completion/engine/currentSuggestion';
import { noCompletionContext } from '../../../../../src/engine/completion/api/completionContext';
import type { ReleaseDecision } from '../../../../../src/engine/privacy/release';
import { maySend } from '../../../../../src/engine/privacy/maySend';
import { clearance } from '../../../engine/privacy/released';
import type { CompletionSettings } from '../../../../../src/editor/completion/settings/completionSettings';
import type * as Provider from '../../../../../src/editor/completion/provider/completionProvider';
import { loadWithEditor } from '../../vscodeStub';

class Position {
  constructor(
    readonly line: number,
    readonly character: number,
  ) {}
}

class Range {
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

/** What the status bar tells. */
const told: string[] = [];

/** As much of the editor as the provider touches. */
const editor = {
  Position,
  Range,
  InlineCompletionItem,
  InlineCompletionTriggerKind: { Invoke: 0, Automatic: 1 },
  EndOfLine: { LF: 1, CRLF: 2 },
  window: { activeTextEditor: undefined as unknown, setStatusBarMessage: (text: string) => told.push(text) },
  NotebookCellKind: { Markup: 1, Code: 2 },
  workspace: {
    notebookDocuments: [] as object[],
    getWorkspaceFolder: ({ path }: { readonly path: string }) => (path.startsWith('/elsewhere') ? undefined : {}),
    asRelativePath: ({ path }: { readonly path: string }) => path.slice(1),
  },
};

const { CompletionProvider } = loadWithEditor(editor, () =>
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

interface Options {
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
  /** Places at which the user types at the same time. */
  readonly cursors?: number;
  readonly isActive?: boolean;
  readonly hasSelection?: boolean;
  readonly isComposing?: boolean;
  readonly editorOptions?: object;
  /** The cells above this one, of one notebook; prose where they begin so. */
  readonly above?: readonly string[];
  /** The one of them that alone may be told; all where absent. */
  readonly isToldFrom?: string;
  /** Happens while the engine is at work. */
  readonly meanwhile?: (document: { version: number }, cancel: () => void) => void;
}

interface Outcome {
  readonly queries: readonly CompletionQuery[];
  /** What a key that led there had asked ahead of the editor. */
  readonly foreseen: readonly CompletionQuery[];
  readonly shown: readonly string[];
  readonly commands: readonly (vscode.Command | undefined)[];
  readonly ranges: readonly Range[];
  /** Lines that were read. */
  readonly read: number;
}

/** Asks at the mark █ in a document of one or more lines. */
async function ask(file: string, options: Options = {}): Promise<Outcome> {
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
  const foreseen: CompletionQuery[] = [];
  const engine: Pick<CompletionEngine, 'suggest' | 'prefetchOnKey'> = {
    prefetchOnKey: (query) => {
      foreseen.push(query);
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
  const { isOn = true, answered, isToldFrom } = options;
  const provider = new CompletionProvider({
    engine,
    automatic: { areOnIn: () => isOn },
    settings: { of: () => ({ ...settings, ...options.settings }) },
    privacy: {
      ask: (uri, use) => {
        const isKept = isToldFrom !== undefined && /#\d$/.test(uri.toString()) && !uri.toString().endsWith(isToldFrom);
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
    foreseen,
    shown: items.map(({ insertText }) => insertText as string),
    commands: items.map(({ command }) => command),
    ranges: items.map(({ range }) => range as unknown as Range),
    read: read.size,
  };
}

describe('ghost text', () => {
  it('is what the engine suggests for what stands around the cursor', async () => {
    const { queries, shown, commands } = await ask('function f() {\n  return █\n}');
    assert.deepEqual(
      queries.map((query) => ({ ...query, retrieveContext: undefined })),
      [
        {
          document: 'file:///src/sum.ts',
          cursor: {
            prefix: 'function f() {\n  return ',
            suffix: '\n}',
            path: 'src/sum.ts',
            languageId: 'typescript',
            language: languageFactsOf('typescript'),
            indentation: { insertSpaces: true, size: 2 },
          },
          clearance,
          explicit: false,
          delayMs: undefined,
          multiline: 'auto',
          prefetch: 'afterAccept',
          race: false,
          patienceMs: undefined,
          retrieveContext: undefined,
        },
      ],
    );
    assert.deepEqual(shown, ['a + b;']);
    assert.deepEqual(
      commands.map((command) => [command?.command, command?.arguments]),
      [['everpair.internal.completionAccepted', ['file:///src/sum.ts', '7-6']]],
    );
  });

  it('is indented as the editor has it, where it is known', async () => {
    const indentationWith = async (options: Options): Promise<unknown> =>
      (await ask('{\n█', options)).queries[0]?.cursor.indentation;
    const tabs = { insertSpaces: false, indentSize: undefined, tabSize: 8 };
    assert.deepEqual(await indentationWith({ editorOptions: tabs }), { insertSpaces: false, size: 8 });
    assert.equal(await indentationWith({ editorOptions: { insertSpaces: 'auto', tabSize: 'auto' } }), undefined);
    assert.equal(await indentationWith({ isActive: false }), undefined);
  });

  it('is foreseen by a key as the editor will ask for it', async () => {
    const { queries, foreseen } = await ask('function f() {\n  return █\n}');
    const plain = (all: readonly CompletionQuery[]): object[] =>
      all.map((query) => ({ ...query, retrieveContext: undefined }));
    assert.equal(foreseen.length, 1);
    assert.deepEqual(plain(foreseen), plain(queries));
  });

  it('is foreseen nowhere where the editor would be told nothing, or it is not known yet', async () => {
    const excluded = { allowed: false, reason: 'ignored', rule: '"dist/" in .gitignore' } as const;
    const places: readonly [string, Options][] = [
      ['return █', { isOn: false }],
      ['return █', { cursors: 2 }],
      ['return █', { scheme: 'output' }],
      ['return █', { answered: excluded }],
      ['return █', { answered: Promise.resolve(clearance) }],
      ['return █ + 1;', {}],
      ['KEY=█', { path: '/.env' }],
    ];
    for (const [file, options] of places) assert.deepEqual((await ask(file, options)).foreseen, [], file);
  });

  it('is asked for as the settings say', async () => {
    const set = { multiline: 'never', prefetch: 'off', localRace: true, maxLatencyMs: 900, delayMs: 75 } as const;
    const [query] = (await ask('return █', { settings: set })).queries;
    assert.deepEqual(
      [query?.multiline, query?.prefetch, query?.race, query?.patienceMs, query?.delayMs],
      ['never', 'off', true, 900, 75],
    );
  });

  it('is asked for where it is turned off only when the user asks', async () => {
    assert.deepEqual((await ask('return █', { isOn: false })).queries, []);
    assert.equal((await ask('return █', { isOn: false, explicit: true })).queries.length, 1);
  });

  it('is never asked for in an excluded file, of which only who asks is told why', async () => {
    const kept = { allowed: false, reason: 'ignored', rule: '"dist/" in .gitignore' } as const;
    for (const given of [kept, Promise.resolve(kept)]) {
      told.length = 0;
      assert.deepEqual((await ask('return █', { answered: given })).queries, []);
      assert.deepEqual(told, []);
      assert.deepEqual((await ask('return █', { answered: given, explicit: true })).queries, []);
      assert.deepEqual(told, ['Everpair: no completion in this file, it is excluded by "dist/" in .gitignore']);
    }
  });

  it('tells the name alone of a file outside the workspace', async () => {
    const [query] = (await ask('return █', { path: '/elsewhere/somebody/sum.ts' })).queries;
    assert.equal(query?.cursor.path, 'sum.ts');
  });

  it('is never asked for in a file of secrets or outside files, whoever asks', async () => {
    for (const explicit of [false, true]) {
      for (const place of [{ path: '/.env' }, { scheme: 'output' }, { scheme: 'vscode-scm' }, { scheme: 'git' }]) {
        assert.deepEqual((await ask('KEY=█', { ...place, explicit })).queries, []);
      }
    }
  });

  it('has the line ends of its document, and the engine none but its own', async () => {
    const { queries, shown } = await ask('{\r\n  █\r\n}', { eol: 2, answer: { text: 'a();\n  b();' } });
    assert.deepEqual([queries[0]?.cursor.prefix, queries[0]?.cursor.suffix], ['{\n  ', '\n}']);
    assert.deepEqual(shown, ['a();\r\n  b();']);
  });

  it('goes on from the word that is selected in the list of words', async () => {
    const { queries, shown } = await ask('console.lo█', {
      selected: { text: 'log', from: 8 },
      answer: { text: '(a);' },
    });
    assert.equal(queries[0]?.cursor.prefix, 'console.log');
    assert.deepEqual(shown, ['log(a);']);
  });

  const cell = { scheme: 'vscode-notebook-cell', path: '/sums.ipynb', languageId: 'python' };

  it('is asked for in a cell with the cells above it, prose as comments, and none below', async () => {
    const { queries } = await ask('total = █', { ...cell, above: ['import sums\r\n', '# Sums\n\nAll of them.', '  '] });
    const { above, prefix, suffix, path } = queries[0]?.cursor ?? {};
    assert.equal(above, 'import sums\n\n# # Sums\n#\n# All of them.\n\n');
    assert.deepEqual([prefix, suffix, path], ['total = ', '', 'sums.ipynb']);
  });

  it('is asked for in a cell with the nearest lines of the cells above that there is room for', async () => {
    const lines = Array.from({ length: 600 }, (_, index) => `line${index} = 1`);
    const { queries } = await ask(`${'x = 1\n'.repeat(500)}█`, { ...cell, above: ['first = 1', lines.join('\n')] });
    const { above = '', prefix = '' } = queries[0]?.cursor ?? {};
    assert.ok(above.length + prefix.length <= 6_000 && above.length + prefix.length > 5_980);
    assert.match(above, /^line\d+ = 1\n[^]*\nline599 = 1\n\n$/);
  });

  it('is asked for in a cell with no other cell that may not be told', async () => {
    const { queries } = await ask('total = █', { ...cell, above: ['first = 1', 'second = 2'], isToldFrom: '1' });
    assert.equal(queries[0]?.cursor.above, 'second = 2\n\n');
  });

  it('takes the place of brackets that it writes itself', async () => {
    const { shown, ranges } = await ask('f(█)', { answer: { text: 'a, b);', replaces: 1 } });
    assert.deepEqual(shown, ['a, b);']);
    assert.deepEqual(ranges, [new Range(new Position(0, 2), new Position(0, 3))]);
  });

  it('is not asked for by itself at many places at once', async () => {
    assert.deepEqual((await ask('return █', { cursors: 2 })).queries, []);
    assert.equal((await ask('return █', { cursors: 2, explicit: true })).queries.length, 1);
  });

  it('is not offered where something is selected, which the accepting key would replace', async () => {
    for (const explicit of [false, true]) {
      assert.deepEqual((await ask('return █', { explicit, hasSelection: true })).queries, []);
      assert.equal((await ask('return █', { explicit, hasSelection: true, isActive: false })).queries.length, 1);
    }
  });

  it('waits while a word is composed, at least as long as it would otherwise', async () => {
    const delays = [undefined, 20, 3_000].map(async (delayMs) => {
      const { queries } = await ask('return n█', { isComposing: true, settings: { delayMs } });
      return queries[0]?.delayMs;
    });
    assert.deepEqual(await Promise.all(delays), [1_500, 1_500, 3_000]);
  });

  it('is not shown where the document has changed or the editor has lost interest', async () => {
    assert.deepEqual((await ask('return █', { meanwhile: (document) => (document.version = 2) })).shown, []);
    assert.deepEqual((await ask('return █', { meanwhile: (_document, cancel) => cancel() })).shown, []);
  });

  it('reads no more of a large file than is sent', async () => {
    const line = 'const a = 1;\n';
    const { queries, read } = await ask(`${line.repeat(10_000)}return █\n${line.repeat(10_000)}`);
    const { prefix = '', suffix = '' } = queries[0]?.cursor ?? {};
    assert.deepEqual([prefix.length, suffix.length], [6_000, 2_000]);
    assert.ok(read < 700, String(read));
  });
});
