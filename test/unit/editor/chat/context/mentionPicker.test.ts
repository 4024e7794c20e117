import assert from 'node:assert/strict';
import type { ContextSource } from '../../../../../src/editor/chat/context/contextSource';
import { mentionKinds, type MentionKind } from '../../../../../src/engine/chat/conversation/attachment';
import type { MentionItem } from '../../../../../src/engine/chat/view/protocol';
import { nothingGathered } from '../../../../../src/engine/chat/context/gathered';
import { silentLog } from '../../../../../src/engine/model/log';
import { MentionPicker } from '../../../../../src/editor/chat/context/mentionPicker';

const item = (kind: MentionKind, name: string): MentionItem => ({
  ...{ id: `${kind}:${name}`, kind, label: name, detail: '' },
});

/** Sources of every kind: files are found by their beginning, the others have one item. */
function sources(
  changes: Partial<Record<MentionKind, Partial<ContextSource>>> = {},
): Record<MentionKind, ContextSource> {
  const source = (kind: MentionKind): ContextSource => ({
    root: () => ({ ...item(kind, `All ${kind}`), id: `open:${kind}`, opens: true }),
    find: (query) => Promise.resolve({ items: kind === 'page' ? [] : [item(kind, `${query}.${kind}`)] }),
    gather: () => Promise.resolve(nothingGathered),
    ...changes[kind],
  });
  return Object.fromEntries(mentionKinds.map((kind) => [kind, source(kind)])) as Record<MentionKind, ContextSource>;
}

describe('MentionPicker', () => {
  it('offers what was open and all kinds before anything is typed', async () => {
    const { items } = await new MentionPicker(sources(), silentLog).find('');
    assert.equal(items[0]?.label, '.file');
    assert.equal(items.filter(({ opens }) => opens).length, mentionKinds.length);
  });

  it('leaves out kinds of which there is nothing', async () => {
    const picker = new MentionPicker(sources({ terminal: { root: () => undefined } }), silentLog);
    assert.ok(!(await picker.find('')).items.some(({ kind }) => kind === 'terminal'));
  });

  it('offers kinds whose name fits, files and symbols', async () => {
    const { items } = await new MentionPicker(sources(), silentLog).find('probl');
    assert.deepEqual(
      items.map(({ label }) => label),
      ['All problems', 'probl.file', 'probl.symbol'],
    );
  });

  it('offers within one kind what that finds', async () => {
    const picker = new MentionPicker(sources(), silentLog);
    assert.deepEqual((await picker.find('x', 'open:commit')).items, [item('commit', 'x.commit')]);
  });

  it('lets only that be chosen which it offered', async () => {
    const picker = new MentionPicker(sources(), silentLog);
    await picker.find('a', 'open:file');
    assert.equal(picker.item('file:a.file')?.label, 'a.file');
    assert.equal(picker.item('file:/etc/passwd'), undefined);
  });

  it('ends a search when another begins, and survives one that fails', async () => {
    const signals: AbortSignal[] = [];
    const file: Partial<ContextSource> = {
      find: (query, signal) => {
        signals.push(signal);
        return query === 'bad' ? Promise.reject(new Error('broken')) : new Promise(() => {});
      },
    };
    const picker = new MentionPicker(sources({ file }), silentLog);
    void picker.find('a', 'open:file');
    assert.deepEqual((await picker.find('bad', 'open:file')).items, []);
    assert.deepEqual(
      signals.map(({ aborted }) => aborted),
      [true, false],
    );
  });
});
