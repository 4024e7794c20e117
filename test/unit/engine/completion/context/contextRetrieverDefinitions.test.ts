import assert from 'node:assert/strict';
import type { Definition } from '../../../../../src/engine/completion/context/definitions';
import { type VirtualClock } from '../../failover/fixtures';
import { document, type FakeDocument } from './fixtures';
import { definitionOf, order, pathsOf, world } from './retrieverWorld';

describe('ContextRetriever: definitions', () => {
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

  it('that take longer than 40 ms are there the next time', async () => {
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

  it('that take long are there when they come', async () => {
    const made = world({ open: [using('read')], definitions: ({ name }, clock) => later(clock, 9_000, [definitionOf(name)]) }); // prettier-ignore
    await made.retrieve(1);
    await made.clock.advance(8_800);
    assert.deepEqual(pathsOf(await made.retrieve(1)), []);
    await made.clock.advance(300);
    assert.deepEqual(pathsOf(await made.retrieve(1)), ['src/read.ts']);
    assert.deepEqual(made.asked, ['read']);
  });

  it('that come late are dropped once other exclusions may hold', async () => {
    const made = world({ open: [using('read')], definitions: ({ name }, clock) => later(clock, 9_000, [definitionOf(name)]) }); // prettier-ignore
    await made.retrieve(1);
    made.retriever.forget();
    await made.clock.advance(9_100);
    assert.deepEqual(pathsOf(await made.retrieve(1)), []);
  });

  it('that come late do not delay the selection at the user’s new place', async () => {
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

  it('that are empty are requested again soon, since a server may have just started', async () => {
    const file = using('read');
    const made = world({ open: [file], definitions: async ({ name }) => (made.asked.length > 1 ? [definitionOf(name)] : []) }); // prettier-ignore
    assert.deepEqual(pathsOf(await made.retrieve(1)), []);
    made.retriever.onChanged(file.replace(1, 1, 'read(1);'));
    await made.clock.advance(5_000);
    await made.rest(1);
    assert.deepEqual(pathsOf(await made.retrieve(1)), ['src/read.ts']);
  });

  it('are requested two at a time, each once, and a silent server is left alone', async () => {
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

  it('are requested again some time after the document has changed', async () => {
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

  it('that fail count as none', async () => {
    const { retrieve, errors } = world({
      open: [using('read'), order()],
      definitions: () => Promise.reject(new Error('x')),
    });
    assert.deepEqual(pathsOf(await retrieve(1)), []);
    assert.deepEqual(errors, []);
  });
});
