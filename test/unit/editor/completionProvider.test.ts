import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import type { CompletionEngine, CompletionQuery, Offer } from '../../../src/completion/engine';
import type * as Provider from '../../../src/editor/completion/completionProvider';
import { loadWithEditor } from './vscodeStub';

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

let enabled: Readonly<Record<string, unknown>> = {};

/** As much of the editor as the provider touches. */
const editor = {
  Position,
  Range,
  InlineCompletionItem,
  InlineCompletionTriggerKind: { Invoke: 0, Automatic: 1 },
  EndOfLine: { LF: 1, CRLF: 2 },
  window: { activeTextEditor: undefined as unknown },
  workspace: {
    getConfiguration: () => ({ get: (key: string) => (key === 'completions.enabled' ? enabled : 75) }),
    asRelativePath: ({ path }: { readonly path: string }) => path.slice(1),
  },
};

const { CompletionProvider } = loadWithEditor(
  editor,
  __filename,
  '../../../src/editor/completion/completionProvider',
) as typeof Provider;

interface Options {
  readonly languageId?: string;
  readonly path?: string;
  readonly scheme?: string;
  readonly eol?: 1 | 2;
  readonly explicit?: boolean;
  readonly selected?: { readonly text: string; readonly from: number };
  readonly answer?: Partial<Offer>;
  /** Places at which the user types at the same time. */
  readonly cursors?: number;
  /** Happens while the engine is at work. */
  readonly meanwhile?: (document: { version: number }, cancel: () => void) => void;
}

interface Outcome {
  readonly queries: readonly CompletionQuery[];
  readonly shown: readonly string[];
  readonly commands: readonly (vscode.Command | undefined)[];
  readonly ranges: readonly Range[];
}

/** Asks at the mark █ in a document of one or more lines. */
async function ask(file: string, options: Options = {}): Promise<Outcome> {
  const { languageId = 'typescript', path = '/src/sum.ts', scheme = 'file', eol = 1, explicit = false } = options;
  const offset = file.indexOf('█');
  const text = file.replace('█', '');
  const positionAt = (at: number): Position => {
    const lines = text.slice(0, at).split('\n');
    return new Position(lines.length - 1, lines.at(-1)?.length ?? 0);
  };
  const offsetAt = ({ line, character }: Position): number =>
    text.split('\n').slice(0, line).join('\n').length + (line > 0 ? 1 : 0) + character;
  const document = {
    uri: { scheme, path, toString: () => `${scheme}://${path}` },
    languageId,
    eol,
    version: 1,
    positionAt: (at: number) => positionAt(Math.min(at, text.length)),
    offsetAt,
    getText: ({ start, end }: Range) => text.slice(offsetAt(start), offsetAt(end)),
  };
  const listeners: (() => void)[] = [];
  const token = {
    isCancellationRequested: false,
    onCancellationRequested: (listener: () => void) => {
      listeners.push(listener);
      return { dispose: () => undefined };
    },
  };
  editor.window.activeTextEditor = { document, selections: Array<unknown>(options.cursors ?? 1) };
  const queries: CompletionQuery[] = [];
  const engine: Pick<CompletionEngine, 'suggest'> = {
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
  const items = await new CompletionProvider(engine).provideInlineCompletionItems(
    document as unknown as vscode.TextDocument,
    position as unknown as vscode.Position,
    { triggerKind: explicit ? 0 : 1, selectedCompletionInfo: info } as unknown as vscode.InlineCompletionContext,
    token as vscode.CancellationToken,
  );
  return {
    queries,
    shown: items.map(({ insertText }) => insertText as string),
    commands: items.map(({ command }) => command),
    ranges: items.map(({ range }) => range as unknown as Range),
  };
}

describe('ghost text', () => {
  beforeEach(() => (enabled = { '*': true, plaintext: false }));

  it('is what the engine suggests for what stands around the cursor', async () => {
    const { queries, shown, commands } = await ask('function f() {\n  return █\n}');
    assert.deepEqual(queries, [
      {
        document: 'file:///src/sum.ts',
        hole: { prefix: 'function f() {\n  return ', suffix: '\n}', path: 'src/sum.ts', languageId: 'typescript' },
        explicit: false,
        multiline: 'auto',
        prefetch: 'afterAccept',
        race: false,
      },
    ]);
    assert.deepEqual(shown, ['a + b;']);
    assert.deepEqual(
      commands.map((command) => [command?.command, command?.arguments]),
      [['everpair.internal.completionAccepted', ['file:///src/sum.ts', '7-6']]],
    );
  });

  const switches: readonly [what: string, languageId: string, setting: Record<string, unknown>, asked: boolean][] = [
    ['in a language that is off', 'plaintext', { '*': true, plaintext: false }, false],
    ['in a language that is on while the others are off', 'python', { '*': false, python: true }, true],
    ['in any other language then', 'typescript', { '*': false, python: true }, false],
    ['where nothing is set', 'typescript', {}, true],
  ];
  for (const [what, languageId, setting, asked] of switches) {
    it(`is ${asked ? '' : 'not '}asked for by itself ${what}, and always when the user asks`, async () => {
      enabled = setting;
      assert.equal((await ask('return █', { languageId })).queries.length, asked ? 1 : 0);
      assert.equal((await ask('return █', { languageId, explicit: true })).queries.length, 1);
    });
  }

  it('is never asked for in a file of secrets or outside files, whoever asks', async () => {
    for (const explicit of [false, true]) {
      for (const place of [{ path: '/.env' }, { scheme: 'output' }, { scheme: 'vscode-scm' }, { scheme: 'git' }]) {
        assert.deepEqual((await ask('KEY=█', { ...place, explicit })).queries, []);
      }
    }
  });

  it('has the line ends of its document, and the engine none but its own', async () => {
    const { queries, shown } = await ask('{\r\n  █\r\n}', { eol: 2, answer: { text: 'a();\n  b();' } });
    assert.deepEqual([queries[0]?.hole.prefix, queries[0]?.hole.suffix], ['{\n  ', '\n}']);
    assert.deepEqual(shown, ['a();\r\n  b();']);
  });

  it('goes on from the word that is selected in the list of words', async () => {
    const { queries, shown } = await ask('console.lo█', {
      selected: { text: 'log', from: 8 },
      answer: { text: '(a);' },
    });
    assert.equal(queries[0]?.hole.prefix, 'console.log');
    assert.deepEqual(shown, ['log(a);']);
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

  it('is not shown where the document has changed or the editor has lost interest', async () => {
    assert.deepEqual((await ask('return █', { meanwhile: (document) => (document.version = 2) })).shown, []);
    assert.deepEqual((await ask('return █', { meanwhile: (_document, cancel) => cancel() })).shown, []);
  });

  it('reads no more of a large file than is sent', async () => {
    const line = 'const a = 1;\n';
    const { queries } = await ask(`${line.repeat(10_000)}return █\n${line.repeat(10_000)}`);
    const { prefix = '', suffix = '' } = queries[0]?.hole ?? {};
    assert.deepEqual([prefix.length, suffix.length], [6_000, 2_000]);
  });
});
