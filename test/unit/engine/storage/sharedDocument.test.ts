import assert from 'node:assert/strict';
import { SharedDocument } from '../../../../src/engine/storage/sharedDocument';
import { silentLog } from '../../../../src/engine/model/log';
import { type HandClock, handClock } from '../failover/handClock';
import { settled, type SharedText, sharedText } from '../failover/health/healthFixtures';

interface Words {
  readonly document: SharedDocument;
  readonly words: Set<string>;
}

/** A window that remembers words and never forgets one. */
function remember(shared: SharedText, clock: HandClock, ...known: string[]): Words {
  const words = new Set(known);
  const document = new SharedDocument(
    {
      name: 'words',
      version: 1,
      collect: () => [...words].sort(),
      absorb: (theirs) => {
        if (!Array.isArray(theirs)) return 'unreadable';
        const before = theirs as string[];
        const more = [...words].some((word) => !before.includes(word));
        for (const word of before) words.add(word);
        return more ? 'we-know-more' : 'same';
      },
    },
    { clock, log: silentLog, store: shared.window(), delayMs: 1_000 },
  );
  return { document, words };
}

async function pass(clock: HandClock, seconds: number): Promise<void> {
  for (let second = 0; second < seconds; second += 1) {
    clock.advance(1_000);
    await settled();
  }
}

describe('SharedDocument', () => {
  it('is written once for many changes, after the delay', async () => {
    const clock = handClock();
    const shared = sharedText();
    const { document } = remember(shared, clock, 'one');
    await settled();
    for (let times = 0; times < 5; times += 1) document.changed();
    clock.advance(999);
    await settled();
    assert.equal(shared.saves, 0);
    clock.advance(1);
    await settled();
    assert.equal(shared.text, '{"version":1,"data":["one"]}');
    await pass(clock, 10);
    assert.equal(shared.saves, 1);
  });

  it('is not written when it already holds all knowledge', async () => {
    const clock = handClock();
    const shared = sharedText('{"version":1,"data":["one"]}');
    const { document } = remember(shared, clock, 'one');
    document.changed();
    await pass(clock, 3);
    assert.equal(shared.saves, 0);
  });

  it('keeps what others wrote since it was read', async () => {
    const clock = handClock();
    const shared = sharedText();
    const { document } = remember(shared, clock, 'one');
    await settled();
    shared.text = '{"version":1,"data":["two"]}';
    document.changed();
    await pass(clock, 1);
    assert.equal(shared.text, '{"version":1,"data":["one","two"]}');
  });

  it('restores knowledge that was lost to another write at the same time', async () => {
    const clock = handClock();
    const shared = sharedText();
    const windows = ['one', 'two', 'three'].map((word) => remember(shared, clock, word));
    await settled();
    for (const { document } of windows) document.changed();
    await pass(clock, 4);
    for (const { words } of windows) assert.deepEqual([...words].sort(), ['one', 'three', 'two']);
    assert.equal(shared.text, '{"version":1,"data":["one","three","two"]}');
    const { saves } = shared;
    await pass(clock, 10);
    assert.equal(shared.saves, saves);
  });

  it('is written once more when a window closes, and not after that', async () => {
    const clock = handClock();
    const shared = sharedText();
    const { document, words } = remember(shared, clock, 'one');
    await settled();
    document.changed();
    document.dispose();
    await settled();
    assert.equal(shared.text, '{"version":1,"data":["one"]}');
    words.add('two');
    await shared.window().save('{"version":1,"data":["three"]}');
    await settled();
    assert.equal(words.has('three'), false);
    document.changed();
    document.dispose();
    await pass(clock, 3);
    assert.equal(shared.saves, 2);
    assert.equal(clock.pending, 0);
  });
});
