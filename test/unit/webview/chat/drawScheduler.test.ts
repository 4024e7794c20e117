import assert from 'node:assert/strict';
import { DrawScheduler } from '../../../../src/webview/chat/drawScheduler';

/** A browser with frames at chosen times, and drawings of a chosen length. */
interface Stage {
  readonly scheduler: DrawScheduler;
  readonly drawn: () => number;
  readonly frame: (at: number) => void;
  readonly drawingTakes: (ms: number) => void;
}

function stage(): Stage {
  let [now, drawings, cost] = [0, 0, 0];
  let pending: (() => void)[] = [];
  const scheduler = new DrawScheduler(
    () => {
      drawings += 1;
      now += cost;
    },
    (callback) => pending.push(callback),
    () => now,
  );
  return {
    scheduler,
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

describe('DrawScheduler', () => {
  it('draws once for all requests before a frame, and never without one', () => {
    const { scheduler, drawn, frame } = stage();
    scheduler.request();
    scheduler.request();
    assert.equal(drawn(), 0);
    frame(16);
    frame(32);
    assert.equal(drawn(), 1);
    scheduler.request();
    frame(48);
    assert.equal(drawn(), 2);
  });

  it('pauses four times as long as a drawing took, and then draws', () => {
    const { scheduler, drawn, frame, drawingTakes } = stage();
    drawingTakes(20);
    scheduler.request();
    frame(100);
    scheduler.request();
    for (const at of [130, 160, 199]) frame(at);
    assert.equal(drawn(), 1);
    frame(200);
    assert.equal(drawn(), 2);
  });
});
