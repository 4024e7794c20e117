import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { PlainText } from '../../../../../../src/webview/chat/markdown/nodes/plainText';
import { type Timing, Work } from '../../../../../../src/webview/chat/markdown/budget/slicedWork';
import { inBrowser } from '../../../dom';

interface Page {
  readonly work: Work;
  /** Draws a frame, which takes so many milliseconds, and gives the page an idle moment; the steps that were taken in it. */
  readonly frame: (renderingMs: number) => number;
}

/** A page with work without an end, of which each step takes a quarter of a millisecond. */
function busyPage(): Page {
  let [now, taken] = [0, 0];
  const frames: (() => void)[] = [];
  const idle: (() => void)[] = [];
  const timing: Timing = { frame: (task) => frames.push(task), idle: (task) => idle.push(task), now: () => now };
  const element = document.createElement('div');
  document.body.append(element);
  const work = new Work(element, timing);
  const step = (): void => {
    now += 0.25;
    taken += 1;
    work.add(step);
  };
  work.add(step);
  return {
    work,
    frame: (renderingMs) => {
      taken = 0;
      frames.shift()?.();
      assert.equal(taken, 0, 'nothing is done within a frame');
      now += renderingMs;
      idle.shift()?.();
      return taken;
    },
  };
}

describe('Work', () => {
  inBrowser();

  it('runs between two frames, for a few milliseconds', () => {
    const { frame } = busyPage();
    const slices = Array.from({ length: 20 }, () => frame(1));
    assert.ok(Math.min(...slices) >= 4, slices.join());
    assert.equal(Math.max(...slices), 12, 'three milliseconds at most');
  });

  it('runs in shorter slices while layout takes long, and in longer ones afterwards', () => {
    const { frame } = busyPage();
    for (let index = 0; index < 20; index += 1) frame(1);
    const slow = Array.from({ length: 5 }, () => frame(40));
    assert.equal(slow.at(-1), 2, slow.join());
    const quick = Array.from({ length: 20 }, () => frame(1));
    assert.equal(quick.at(-1), 12, quick.join());
  });

  it('ends when its element has left the page', () => {
    const { frame } = busyPage();
    frame(1);
    document.body.replaceChildren();
    assert.equal(frame(1), 0);
    assert.equal(frame(1), 0);
  });
});

describe('PlainText', () => {
  inBrowser();

  it('shows all text in its order, however it changes and wherever it begins', () => {
    const part = fc.constantFrom(
      'word ',
      '\n',
      'a'.repeat(400),
      '\n'.repeat(50),
      '😀'.repeat(301),
      'line\n'.repeat(20),
    );
    const text = fc.array(part, { maxLength: 12 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.array(fc.tuple(text, fc.nat(4_000), fc.boolean()), { maxLength: 6 }), (changes) => {
        const plain = new PlainText();
        let shown = '';
        for (const [added, from, isAnew] of changes) {
          shown = isAnew ? added : shown + added;
          const start = Math.min(from, shown.length);
          const elements = plain.show(shown, start);
          assert.equal(elements.map(({ textContent }) => textContent).join(''), shown.slice(start));
        }
      }),
      { numRuns: 200 },
    );
  });
});
