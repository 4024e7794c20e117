import assert from 'node:assert/strict';
import { codeAbout, document } from './fixtures';
import { here, invoice, order, pathsOf, world } from './retrieverWorld';

describe('ContextRetriever', () => {
  it('retrieves similar code of other documents and nothing else', async () => {
    const { retrieve } = world({ open: [here(), invoice(), order()] });
    assert.deepEqual(pathsOf(await retrieve(50)), ['src/order']);
  });

  it('prefers the same language and leaves out what the prompt shows', async () => {
    const python = document('python', codeAbout('Order', 38), { languageId: 'python' });
    const { retrieve } = world({ open: [here(), python, order()] });
    assert.deepEqual(pathsOf(await retrieve(50)), ['src/order', 'src/python']);
  });

  it('retrieves the part of the document that the prompt does not reach', async () => {
    const far = document('here', `${codeAbout('Order', 40)}\n${codeAbout('Filler', 800)}\n${codeAbout('Order', 30)}`);
    const { retrieve } = world({ open: [far] });
    const { snippets } = await retrieve(870);
    assert.ok(snippets.length > 0);
    assert.match(snippets[0]!.text, /^const Order0 /);
  });

  it('is not crowded out by what the prompt shows', async () => {
    const { retrieve } = world({ open: [document('here', 'newOrder();\n'.repeat(900)), order()] });
    assert.ok(pathsOf(await retrieve(500)).includes('src/order'));
  });

  it('retrieves recent edits in their present state', async () => {
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

  it('adds the diagnostics near the cursor', async () => {
    const made = world({ open: [here()] });
    made.diagnostics = [{ line: 48, severity: 'error', message: 'Cannot find name.' }];
    assert.deepEqual((await made.retrieve(50)).diagnostics, ['line 49: Cannot find name.']);
  });

  it('retrieves nothing for a closed or excluded document, from the next key on', async () => {
    const made = world({ open: [here(), order()] });
    assert.deepEqual(pathsOf(await made.retrieve(50, 'unknown')), []);
    assert.deepEqual(pathsOf(await made.retrieve(50)), ['src/order']);
    made.editor.open.pop();
    made.retriever.forget();
    assert.deepEqual(pathsOf(await made.retrieve(50)), []);
  });

  it('drops what was excluded during the retrieval', async () => {
    const made = world({ open: [here(), order()], definitions: (_, clock) => new Promise((resolve) => clock.setTimeout(() => resolve([]), 30)) }); // prettier-ignore
    const gathering = made.retrieve(50);
    made.editor.open.pop();
    made.retriever.forget();
    assert.deepEqual(pathsOf(await gathering), []);
  });

  it('returns nothing and does not reject when the editor fails', async () => {
    const made = world({ open: [here(), order()] });
    made.editor.find = () => {
      throw new Error('No editor.');
    };
    assert.deepEqual(pathsOf(await made.retrieve(50)), []);
    assert.deepEqual(pathsOf(await made.retrieve(50)), []);
    assert.equal(made.errors.length, 1);
  });
});

describe('ContextRetriever: selections', () => {
  it('are reused without a read near the cursor and replaced beyond', async () => {
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

  it('are replaced when the user rests five seconds later, and not by a key', async () => {
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

  it('are ready for the first key where the user has rested', async () => {
    const file = document('here', `${codeAbout('Order', 200)}\n${codeAbout('Invoice', 200)}`);
    const made = world({ open: [file, order(), invoice()] });
    await made.rest(300);
    const read = file.linesRead;
    const { ms, ...found } = await made.retrieve(310);
    assert.deepEqual([ms, file.linesRead - read, ...pathsOf(found)], [0, 0, 'src/invoice']);
  });

  it('keep their order while their pieces stay good', async () => {
    const [first, second] = [document('first', codeAbout('Order', 40)), document('second', codeAbout('Order', 38))];
    const made = world({ open: [here(), first, second] });
    const before = await made.retrieve(50);
    assert.equal(before.snippets.length, 2);
    // An edit in the last candidate makes it the best of all.
    const last = before.snippets[1]!.path === 'src/first' ? first : second;
    made.retriever.onChanged(last.replace(20, 1, '  const Order6 = newOrder(0);'));
    await made.clock.advance(5_000);
    await made.rest(50);
    assert.deepEqual(pathsOf(await made.retrieve(50)), pathsOf(before));
  });

  it('take at most 50 ms before much is read and are complete a little later', async () => {
    const large = Array.from({ length: 4 }, (_, index) => document(`large${index}`, codeAbout(`Word${index}`, 20_000)));
    const made = world({ open: [here(), ...large, order()] });
    const first = await made.retrieve(50);
    assert.ok(first.ms <= 50);
    assert.deepEqual(pathsOf(first), []);
    assert.ok(await made.clock.runUntil(() => made.clock.timers() === 0, 10_000));
    const second = await made.retrieve(50);
    assert.deepEqual([second.ms, ...pathsOf(second)], [0, 'src/order']);
  });

  it('take at most 50 ms of a busy editor', async () => {
    const { retrieve } = world({ open: [here(), order()], busy: 60 });
    const first = await retrieve(50);
    assert.deepEqual([first.ms, ...pathsOf(first)], [50]);
  });

  it('do not read 20,000 lines again for a key in one of them', async () => {
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

  it('leave no timer behind', async () => {
    const made = world({ open: [here(), order()] });
    await made.retrieve(50);
    await made.clock.advance(100);
    assert.equal(made.clock.timers(), 0);
  });

  it('end at once when nothing waits for them', async () => {
    const made = world({ open: [here()], definitions: () => new Promise(() => undefined) });
    const controller = new AbortController();
    const gathering = made.retriever.retrieve({ document: 'here', line: 50, character: 0 }, controller.signal);
    controller.abort();
    assert.deepEqual(await gathering, { snippets: [], diagnostics: [], keptBack: [] });
  });
});
