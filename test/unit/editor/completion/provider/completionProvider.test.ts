import assert from 'node:assert/strict';
import { languageFactsOf } from '../../../../../src/engine/completion/syntax/languages/languages';
import type { CompletionQuery } from '../../../../../src/engine/completion/api/completionQuery';
import { clearance } from '../../../engine/privacy/released';
import { ask, type Options, Position, Range, statusTexts } from './providerWorld';

describe('CompletionProvider', () => {
  it('asks the engine with the text around the cursor', async () => {
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
          firstContentTimeoutMs: undefined,
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

  it('passes the editor’s indentation on, where it is known', async () => {
    const indentationWith = async (options: Options): Promise<unknown> =>
      (await ask('{\n█', options)).queries[0]?.cursor.indentation;
    const tabs = { insertSpaces: false, indentSize: undefined, tabSize: 8 };
    assert.deepEqual(await indentationWith({ editorOptions: tabs }), { insertSpaces: false, size: 8 });
    assert.equal(await indentationWith({ editorOptions: { insertSpaces: 'auto', tabSize: 'auto' } }), undefined);
    assert.equal(await indentationWith({ isActive: false }), undefined);
  });

  it('prefetches on a key with the query that the editor will ask', async () => {
    const { queries, prefetched } = await ask('function f() {\n  return █\n}');
    const plain = (all: readonly CompletionQuery[]): object[] =>
      all.map((query) => ({ ...query, retrieveContext: undefined }));
    assert.equal(prefetched.length, 1);
    assert.deepEqual(plain(prefetched), plain(queries));
  });

  it('prefetches nothing where the editor would get nothing, or the decision is not known yet', async () => {
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
    for (const [file, options] of places) assert.deepEqual((await ask(file, options)).prefetched, [], file);
  });

  it('asks with the settings of the document', async () => {
    const set = { multiline: 'never', prefetch: 'off', localRace: true, maxLatencyMs: 900, delayMs: 75 } as const;
    const [query] = (await ask('return █', { settings: set })).queries;
    assert.deepEqual(
      [query?.multiline, query?.prefetch, query?.race, query?.firstContentTimeoutMs, query?.delayMs],
      ['never', 'off', true, 900, 75],
    );
  });

  it('asks where completions are off only when the user asks', async () => {
    assert.deepEqual((await ask('return █', { isOn: false })).queries, []);
    assert.equal((await ask('return █', { isOn: false, explicit: true })).queries.length, 1);
  });

  it('never asks in an excluded file, and shows the rule only to a user who asked', async () => {
    const kept = { allowed: false, reason: 'ignored', rule: '"dist/" in .gitignore' } as const;
    for (const given of [kept, Promise.resolve(kept)]) {
      statusTexts.length = 0;
      assert.deepEqual((await ask('return █', { answered: given })).queries, []);
      assert.deepEqual(statusTexts, []);
      assert.deepEqual((await ask('return █', { answered: given, explicit: true })).queries, []);
      assert.deepEqual(statusTexts, ['Everpair: no completion in this file, it is excluded by "dist/" in .gitignore']);
    }
  });

  it('sends only the name of a file outside the workspace', async () => {
    const [query] = (await ask('return █', { path: '/elsewhere/somebody/sum.ts' })).queries;
    assert.equal(query?.cursor.path, 'sum.ts');
  });

  it('never asks in a file of secrets or a document without a file', async () => {
    for (const explicit of [false, true]) {
      for (const place of [{ path: '/.env' }, { scheme: 'output' }, { scheme: 'vscode-scm' }, { scheme: 'git' }]) {
        assert.deepEqual((await ask('KEY=█', { ...place, explicit })).queries, []);
      }
    }
  });

  it('returns the line ends of the document and asks the engine with its own', async () => {
    const { queries, shown } = await ask('{\r\n  █\r\n}', { eol: 2, answer: { text: 'a();\n  b();' } });
    assert.deepEqual([queries[0]?.cursor.prefix, queries[0]?.cursor.suffix], ['{\n  ', '\n}']);
    assert.deepEqual(shown, ['a();\r\n  b();']);
  });

  it('continues the selected word of the suggestion list', async () => {
    const { queries, shown } = await ask('console.lo█', {
      selected: { text: 'log', from: 8 },
      answer: { text: '(a);' },
    });
    assert.equal(queries[0]?.cursor.prefix, 'console.log');
    assert.deepEqual(shown, ['log(a);']);
  });

  const cell = { scheme: 'vscode-notebook-cell', path: '/sums.ipynb', languageId: 'python' };

  it('sends the cells above a cell, prose as comments, and none below', async () => {
    const { queries } = await ask('total = █', { ...cell, above: ['import sums\r\n', '# Sums\n\nAll of them.', '  '] });
    const { above, prefix, suffix, path } = queries[0]?.cursor ?? {};
    assert.equal(above, 'import sums\n\n# # Sums\n#\n# All of them.\n\n');
    assert.deepEqual([prefix, suffix, path], ['total = ', '', 'sums.ipynb']);
  });

  it('sends the nearest lines of the cells above, as far as there is room', async () => {
    const lines = Array.from({ length: 600 }, (_, index) => `line${index} = 1`);
    const { queries } = await ask(`${'x = 1\n'.repeat(500)}█`, { ...cell, above: ['first = 1', lines.join('\n')] });
    const { above = '', prefix = '' } = queries[0]?.cursor ?? {};
    assert.ok(above.length + prefix.length <= 6_000 && above.length + prefix.length > 5_980);
    assert.match(above, /^line\d+ = 1\n[^]*\nline599 = 1\n\n$/);
  });

  it('sends no other cell that may not be sent', async () => {
    const { queries } = await ask('total = █', { ...cell, above: ['first = 1', 'second = 2'], releasableCell: '1' });
    assert.equal(queries[0]?.cursor.above, 'second = 2\n\n');
  });

  it('replaces brackets that the suggestion contains', async () => {
    const { shown, ranges } = await ask('f(█)', { answer: { text: 'a, b);', replaces: 1 } });
    assert.deepEqual(shown, ['a, b);']);
    assert.deepEqual(ranges, [new Range(new Position(0, 2), new Position(0, 3))]);
  });

  it('does not ask automatically with many cursors', async () => {
    assert.deepEqual((await ask('return █', { cursors: 2 })).queries, []);
    assert.equal((await ask('return █', { cursors: 2, explicit: true })).queries.length, 1);
  });

  it('does not offer where a selection would be replaced', async () => {
    for (const explicit of [false, true]) {
      assert.deepEqual((await ask('return █', { explicit, hasSelection: true })).queries, []);
      assert.equal((await ask('return █', { explicit, hasSelection: true, isActive: false })).queries.length, 1);
    }
  });

  it('waits at least the composition pause while a word is composed', async () => {
    const delays = [undefined, 20, 3_000].map(async (delayMs) => {
      const { queries } = await ask('return n█', { isComposing: true, settings: { delayMs } });
      return queries[0]?.delayMs;
    });
    assert.deepEqual(await Promise.all(delays), [1_500, 1_500, 3_000]);
  });

  it('shows nothing where the document has changed or the question was withdrawn', async () => {
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
