import assert from 'node:assert/strict';
import { ContextRetriever } from '../../../../../src/engine/completion/context/contextRetriever';
import type { Definition, Definitions } from '../../../../../src/engine/completion/context/definitions';
import type { Diagnostic } from '../../../../../src/engine/completion/context/diagnostics';
import type { SymbolUse } from '../../../../../src/engine/completion/context/symbols';
import type { CompletionContext } from '../../../../../src/engine/completion/api/completionContext';
import { silentLog } from '../../../../../src/engine/model/log';
import { virtualClock, type VirtualClock } from '../../failover/fixtures';
import { codeAbout, document, editorWith, type FakeDocument, type FakeEditor } from './fixtures';
import { released } from '../../privacy/released';

interface World {
  readonly clock: VirtualClock;
  readonly editor: FakeEditor;
  readonly retriever: ContextRetriever;
  /** Names whose definitions were asked for. */
  readonly asked: string[];
  diagnostics: readonly Diagnostic[];
  readonly errors: string[];
  /** Gathers at a line, and tells the milliseconds that it took too. */
  readonly retrieve: (line: number, id?: string) => Promise<CompletionContext & { readonly ms: number }>;
  /** The user rests at a line, and goes on when there has been time to choose. */
  readonly rest: (line: number) => Promise<void>;
}

interface Options {
  readonly open: FakeDocument[];
  /** Milliseconds that the editor is at work each time that it is let. */
  readonly busy?: number;
  readonly definitions?: (use: SymbolUse, clock: VirtualClock) => Promise<readonly Definition[]>;
}

function world({ open, busy = 0, definitions = async () => [] }: Options): World {
  const clock = virtualClock();
  const lateClock = {
    ...clock,
    setTimeout: (callback: () => void, ms: number) => clock.setTimeout(callback, ms === 0 ? busy : ms),
  };
  const editor = editorWith(...open);
  const asked: string[] = [];
  const errors: string[] = [];
  const source: Definitions = {
    find: (use) => {
      asked.push(use.name);
      return definitions(use, clock);
    },
  };
  const made: Omit<World, 'retriever' | 'retrieve' | 'rest'> = { clock, editor, asked, diagnostics: [], errors };
  const retriever = new ContextRetriever({
    documents: editor,
    definitions: source,
    diagnostics: { of: () => made.diagnostics },
    clock: lateClock,
    log: { ...silentLog, error: (line) => errors.push(line) },
  });
  const retrieve: World['retrieve'] = async (line, id = 'here') => {
    const started = clock.now();
    let found: (CompletionContext & { readonly ms: number }) | undefined;
    void retriever
      .retrieve({ document: id, line, character: 0 }, new AbortController().signal)
      .then((context) => (found = { ...context, ms: clock.now() - started }));
    await clock.runUntil(() => found !== undefined, 1_000);
    assert.ok(found, 'Nothing was gathered.');
    return found;
  };
  const rest: World['rest'] = async (line) => {
    retriever.onIdle({ document: 'here', line, character: 0 });
    await clock.advance(100);
  };
  return Object.assign(made, { retriever, retrieve, rest });
}

const pathsOf = ({ snippets }: CompletionContext): string[] => snippets.map(({ path }) => path);

/** A file whose declarations are far from its end, where the user types. */
const here = (): FakeDocument => document('here', `${codeAbout('Order', 50)}\n`);
const order = (): FakeDocument => document('order', codeAbout('Order', 40));
const invoice = (): FakeDocument => document('invoice', codeAbout('Invoice', 40));

function definitionOf(name: string, id = name): Definition {
  return {
    document: id,
    path: `src/${id}.ts`,
    first: 0,
    end: 1,
    text: released(`export declare const ${name}: Type;`),
  };
}

describe('what is gathered', () => {
  it('is what looks alike in other documents, and nothing that does not', async () => {
    const { retrieve } = world({ open: [here(), invoice(), order()] });
    assert.deepEqual(pathsOf(await retrieve(50)), ['src/order']);
  });

  it('is less likely from another language, and never from this document where the prompt shows it', async () => {
    const python = document('python', codeAbout('Order', 38), { languageId: 'python' });
    const { retrieve } = world({ open: [here(), python, order()] });
    assert.deepEqual(pathsOf(await retrieve(50)), ['src/order', 'src/python']);
  });

  it('is a part of this document that the prompt does not reach', async () => {
    const far = document('here', `${codeAbout('Order', 40)}\n${codeAbout('Filler', 800)}\n${codeAbout('Order', 30)}`);
    const { retrieve } = world({ open: [far] });
    const { snippets } = await retrieve(870);
    assert.ok(snippets.length > 0);
    assert.match(snippets[0]!.text, /^const Order0 /);
  });

  it('is not crowded out by what the prompt shows already', async () => {
    const { retrieve } = world({ open: [document('here', 'newOrder();\n'.repeat(900)), order()] });
    assert.ok(pathsOf(await retrieve(500)).includes('src/order'));
  });

  it('is where the user wrote lately, as it is now', async () => {
    const other = document('other', codeAbout('Other', 100));
    const typed = world({ open: [here(), other] });
    typed.retriever.onChanged(other.replace(50, 1, '  const justTyped = 1;'));
    const { snippets } = await typed.retrieve(50);
    assert.deepEqual(
      snippets.map(({ text }) => text.split('\n').map((line) => line.trim())),
      [
        other
          .text(47, 54)
          .trim()
          .split('\n')
          .map((line) => line.trim()),
      ],
    );
    assert.match(snippets[0]!.text, /justTyped/);
  });

  it('tells the problems near the cursor', async () => {
    const made = world({ open: [here()] });
    made.diagnostics = [{ line: 48, severity: 'error', message: 'Cannot find name.' }];
    assert.deepEqual((await made.retrieve(50)).diagnostics, ['line 49: Cannot find name.']);
  });

  it('is nothing for a document that is not open or excluded, from the next key on', async () => {
    const made = world({ open: [here(), order()] });
    assert.deepEqual(pathsOf(await made.retrieve(50, 'unknown')), []);
    assert.deepEqual(pathsOf(await made.retrieve(50)), ['src/order']);
    made.editor.open.pop();
    made.retriever.forget();
    assert.deepEqual(pathsOf(await made.retrieve(50)), []);
  });

  it('is not given when it was excluded while it was being gathered', async () => {
    const made = world({ open: [here(), order()], definitions: (_, clock) => new Promise((resolve) => clock.setTimeout(() => resolve([]), 30)) }); // prettier-ignore
    const gathering = made.retrieve(50);
    made.editor.open.pop();
    made.retriever.forget();
    assert.deepEqual(pathsOf(await gathering), []);
  });

  it('is nothing, and never a rejection, when the editor fails', async () => {
    const made = world({ open: [here(), order()] });
    made.editor.find = () => {
      throw new Error('No editor.');
    };
    assert.deepEqual(pathsOf(await made.retrieve(50)), []);
    assert.deepEqual(pathsOf(await made.retrieve(50)), []);
    assert.equal(made.errors.length, 1);
  });
});

describe('a choice', () => {
  it('costs no time and reads nothing while the cursor stays near, and is another beyond', async () => {
    const file = document('here', `${codeAbout('Order', 200)}\n${codeAbout('Invoice', 200)}`);
    const others = [order(), invoice()];
    const { retrieve } = world({ open: [file, ...others] });
    assert.deepEqual(pathsOf(await retrieve(100)), ['src/order']);
    const read = file.linesRead;
    for (let line = 100; line <= 130; line += 1) {
      const { ms, ...rest } = await retrieve(line);
      assert.deepEqual([ms, ...pathsOf(rest)], [0, 'src/order']);
    }
    assert.equal(file.linesRead, read);
    assert.deepEqual(pathsOf(await retrieve(300)), ['src/invoice']);
  });

  it('is made anew when the user rests five seconds after it was made, and not by a key', async () => {
    const made = world({ open: [here(), invoice()] });
    assert.deepEqual(pathsOf(await made.retrieve(50)), []);
    made.editor.open.push(order());
    await made.clock.advance(4_700);
    await made.rest(50);
    assert.deepEqual(pathsOf(await made.retrieve(50)), []);
    await made.clock.advance(300);
    const stale = await made.retrieve(50);
    await made.clock.advance(100);
    assert.deepEqual([stale.ms, ...pathsOf(stale), ...pathsOf(await made.retrieve(50))], [0]);
    await made.rest(50);
    assert.deepEqual(pathsOf(await made.retrieve(50)), ['src/order']);
  });

  it('is there for the first key where the user has rested', async () => {
    const file = document('here', `${codeAbout('Order', 200)}\n${codeAbout('Invoice', 200)}`);
    const made = world({ open: [file, order(), invoice()] });
    await made.rest(300);
    const read = file.linesRead;
    const { ms, ...found } = await made.retrieve(310);
    assert.deepEqual([ms, file.linesRead - read, ...pathsOf(found)], [0, 0, 'src/invoice']);
  });

  it('keeps its order while its pieces stay good', async () => {
    const [first, second] = [document('first', codeAbout('Order', 40)), document('second', codeAbout('Order', 38))];
    const made = world({ open: [here(), first, second] });
    const before = await made.retrieve(50);
    assert.equal(before.snippets.length, 2);
    // An edit in the one that came last makes it the best of all.
    const last = before.snippets[1]!.path === 'src/first' ? first : second;
    made.retriever.onChanged(last.replace(20, 1, '  const Order6 = newOrder(0);'));
    await made.clock.advance(5_000);
    await made.rest(50);
    assert.deepEqual(pathsOf(await made.retrieve(50)), pathsOf(before));
  });

  it('takes 50 ms at most where much has to be read first, and knows all of it a little later', async () => {
    const large = Array.from({ length: 4 }, (_, index) => document(`large${index}`, codeAbout(`Word${index}`, 20_000)));
    const made = world({ open: [here(), ...large, order()] });
    const first = await made.retrieve(50);
    assert.ok(first.ms <= 50);
    assert.deepEqual(pathsOf(first), []);
    assert.ok(await made.clock.runUntil(() => made.clock.timers() === 0, 10_000));
    const second = await made.retrieve(50);
    assert.deepEqual([second.ms, ...pathsOf(second)], [0, 'src/order']);
  });

  it('takes no longer than 50 ms of a busy editor either', async () => {
    const { retrieve } = world({ open: [here(), order()], busy: 60 });
    const first = await retrieve(50);
    assert.deepEqual([first.ms, ...pathsOf(first)], [50]);
  });

  it('does not read the 20,000 lines again for a key in one of them', async () => {
    const large = document('large', codeAbout('Word', 20_000));
    const made = world({ open: [here(), large] });
    await made.retrieve(50);
    await made.clock.advance(5_000);
    const before = large.linesRead;
    made.retriever.onChanged(large.replace(9_000, 1, '  typed();'));
    await made.rest(50);
    await made.clock.advance(5_000);
    assert.ok(large.linesRead > before && large.linesRead - before < 200, String(large.linesRead - before));
  });

  it('leaves no timer behind', async () => {
    const made = world({ open: [here(), order()] });
    await made.retrieve(50);
    await made.clock.advance(100);
    assert.equal(made.clock.timers(), 0);
  });

  it('ends at once when nobody waits for it any more', async () => {
    const made = world({ open: [here()], definitions: () => new Promise(() => undefined) });
    const controller = new AbortController();
    const gathering = made.retriever.retrieve({ document: 'here', line: 50, character: 0 }, controller.signal);
    controller.abort();
    assert.deepEqual(await gathering, { snippets: [], diagnostics: [], keptBack: [] });
  });
});

describe('definitions', () => {
  const using = (...names: string[]): FakeDocument =>
    document('here', `import { ${names.join(', ')} } from './x';\n${names.map((name) => `${name}();\n`).join('')}`);
  const later = (clock: VirtualClock, ms: number, found: readonly Definition[]): Promise<readonly Definition[]> =>
    new Promise((resolve) => clock.setTimeout(() => resolve(found), ms));

  it('come first', async () => {
    const { retrieve } = world({
      open: [using('read', 'write')],
      definitions: async ({ name }) => [definitionOf(name)],
    });
    assert.deepEqual(pathsOf(await retrieve(2)), ['src/write.ts', 'src/read.ts']);
  });

  it('that take longer than 40 ms are left out now and there the next time', async () => {
    const made = world({ open: [using('read')], definitions: ({ name }, clock) => later(clock, 120, [definitionOf(name)]) }); // prettier-ignore
    const first = await made.retrieve(1);
    assert.equal(first.ms, 40);
    assert.deepEqual(pathsOf(first), []);
    await made.clock.advance(100);
    // The user need not rest for it.
    const next = await made.retrieve(1);
    assert.deepEqual([next.ms, ...pathsOf(next)], [0, 'src/read.ts']);
    assert.deepEqual(made.asked, ['read']);
  });

  it('that take longer than anybody would wait are there when they come', async () => {
    const made = world({ open: [using('read')], definitions: ({ name }, clock) => later(clock, 9_000, [definitionOf(name)]) }); // prettier-ignore
    await made.retrieve(1);
    await made.clock.advance(8_800);
    assert.deepEqual(pathsOf(await made.retrieve(1)), []);
    await made.clock.advance(300);
    assert.deepEqual(pathsOf(await made.retrieve(1)), ['src/read.ts']);
    assert.deepEqual(made.asked, ['read']);
  });

  it('that come late are not given once files may be excluded by other rules', async () => {
    const made = world({ open: [using('read')], definitions: ({ name }, clock) => later(clock, 9_000, [definitionOf(name)]) }); // prettier-ignore
    await made.retrieve(1);
    made.retriever.forget();
    await made.clock.advance(9_100);
    assert.deepEqual(pathsOf(await made.retrieve(1)), []);
  });

  it('that come late take nothing from where the user is by then', async () => {
    const far = document('far', `import { write } from './x';\nwrite();\n`);
    const made = world({
      open: [using('read'), far],
      definitions: ({ name }, clock) => later(clock, name === 'read' ? 120 : 10, [definitionOf(name)]),
    });
    await made.retrieve(1);
    await made.clock.advance(75);
    const there = made.retrieve(1, 'far');
    await made.clock.advance(50);
    assert.ok(pathsOf(await there).includes('src/write.ts'));
  });

  it('that are none are asked for again soon, since a server may have just begun', async () => {
    const file = using('read');
    const made = world({ open: [file], definitions: async ({ name }) => (made.asked.length > 1 ? [definitionOf(name)] : []) }); // prettier-ignore
    assert.deepEqual(pathsOf(await made.retrieve(1)), []);
    made.retriever.onChanged(file.replace(1, 1, 'read(1);'));
    await made.clock.advance(5_000);
    await made.rest(1);
    assert.deepEqual(pathsOf(await made.retrieve(1)), ['src/read.ts']);
  });

  it('are asked for two at a time, each once, and a server that never answers is left alone for it', async () => {
    const made = world({ open: [using('one', 'two', 'three')], definitions: () => new Promise(() => undefined) });
    await made.retrieve(1);
    assert.equal(made.asked.length, 2);
    for (let second = 0; second < 4; second += 1) {
      await made.clock.advance(1_000);
      await made.rest(1);
      assert.equal((await made.retrieve(1)).ms, 0);
    }
    assert.equal(made.asked.length, 2);
    await made.clock.advance(20_000);
    await made.rest(1);
    assert.deepEqual([...made.asked].sort(), ['one', 'three', 'two']);
  });

  it('are asked for again some time after the document has changed, and not while it has not', async () => {
    const file = using('read');
    const made = world({ open: [file], definitions: async ({ name }) => [definitionOf(name)] });
    const seconds = async (count: number): Promise<void> => {
      for (let second = 0; second < count; second += 1) {
        await made.clock.advance(900);
        await made.rest(1);
      }
    };
    await made.retrieve(1);
    await seconds(60);
    assert.equal(made.asked.length, 1);
    made.retriever.onChanged(file.replace(1, 1, 'read(1);'));
    await seconds(7);
    assert.equal(made.asked.length, 2);
    made.retriever.onChanged(file.replace(1, 1, 'read(2);'));
    await seconds(10);
    assert.equal(made.asked.length, 2);
    await seconds(20);
    assert.equal(made.asked.length, 3);
    await seconds(60);
    assert.equal(made.asked.length, 3);
  });

  it('that fail are none', async () => {
    const { retrieve, errors } = world({
      open: [using('read'), order()],
      definitions: () => Promise.reject(new Error('x')),
    });
    assert.deepEqual(pathsOf(await retrieve(1)), []);
    assert.deepEqual(errors, []);
  });
});
