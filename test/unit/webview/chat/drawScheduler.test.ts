import assert from 'node:assert/strict';
import { DrawScheduler } from '../../../../src/webview/chat/drawScheduler';

/** A browser whose frames come when told, and drawings that take as long as told. */
interface Stage {
  readonly frames: DrawScheduler;
  readonly drawn: () => number;
  readonly frame: (at: number) => void;
  readonly drawingTakes: (ms: number) => void;
}

function stage(): Stage {
  let [now, drawings, cost] = [0, 0, 0];
  let pending: (() => void)[] = [];
  const frames = new DrawScheduler(
    () => {
      drawings += 1;
      now += cost;
    },
    (callback) => pending.push(callback),
    () => now,
  );
  return {
    frames,
    drawn: () => drawings,
    frame: (at) => {
      now = at;
      const callbacks = pending;
      pending = [];
      for (const callback of callbacks) callback();
    },
    drawingTakes: (ms) => (cost = ms),
  };
}

describe('the frames of the page', () => {
  it('are drawn once for all requests before them, and not without one', () => {
    const { frames, drawn, frame } = stage();
    frames.request();
    frames.request();
    assert.equal(drawn(), 0);
    frame(16);
    frame(32);
    assert.equal(drawn(), 1);
    frames.request();
    frame(48);
    assert.equal(drawn(), 2);
  });

  it('rest four times as long as a drawing took, and then draw what was asked for', () => {
    const { frames, drawn, frame, drawingTakes } = stage();
    drawingTakes(20);
    frames.request();
    frame(100);
    frames.request();
    for (const at of [130, 160, 199]) frame(at);
    assert.equal(drawn(), 1);
    frame(200);
    assert.equal(drawn(), 2);
  });
});
