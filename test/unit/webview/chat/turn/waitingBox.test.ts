import assert from 'node:assert/strict';
import FakeTimers from '@sinonjs/fake-timers';
import { waitingBox } from '../../../../../src/webview/chat/turn/waitingBox';
import { allByRole, byRole, namesByRole } from '../../accessible';
import { inBrowser } from '../../dom';
import { problem } from '../../fixtures';

describe('waitingBox', () => {
  inBrowser();
  let clock: ReturnType<typeof FakeTimers.install>;
  beforeEach(() => (clock = FakeTimers.install({ toFake: ['Date', 'setTimeout', 'clearTimeout'] })));
  afterEach(() => clock.uninstall());

  function shown(waitMs: number | undefined, elsewhere?: string): readonly string[] {
    const calls: string[] = [];
    const until = waitMs === undefined ? {} : { until: Date.now() + waitMs };
    const box = waitingBox(
      { type: 'waiting', for: 'Claude', since: Date.now(), problem, ...until, ...(elsewhere ? { elsewhere } : {}) },
      { stopWaiting: () => calls.push('stop'), sendElsewhere: () => calls.push('elsewhere') },
    );
    document.body.replaceChildren(box);
    return calls;
  }
  const words = (): string => document.querySelector('strong')?.textContent ?? '';
  const told = (): string => allByRole('status')[0]?.element.textContent ?? '';

  it('counts down in round numbers', () => {
    shown(125_000);
    const seen = [words()];
    for (let second = 0; second < 130; second += 1) {
      clock.tick(1_000);
      if (seen.at(-1) !== words()) seen.push(words());
    }
    const wait = (time: string): string => `Sends when Claude is back, in about ${time}.`;
    assert.deepEqual(seen, [
      wait('2 min'),
      ...['90 s', '80 s', '70 s', '60 s', '50 s', '40 s', '30 s', '20 s', '15 s', '10 s', '5 s'].map(wait),
      'Sends when Claude is back, any moment now.',
    ]);
    assert.equal(clock.countTimers(), 0);
  });

  it('tells a screen reader when the minute changes, and not with each step', () => {
    shown(125_000);
    const first = told();
    clock.tick(4_000);
    assert.equal(told(), first);
    clock.tick(2_000);
    const second = told();
    clock.tick(50_000);
    assert.equal(told(), second);
    clock.tick(11_000);
    assert.equal(told(), 'Sends when Claude is back, in about 60 s.');
  });

  it('says no time where none is known', () => {
    shown(undefined);
    assert.equal(words(), 'Sends when Claude is back.');
    assert.equal(clock.countTimers(), 0);
  });

  it('can be called off, or sent elsewhere where there is another provider', () => {
    const calls = shown(60_000, 'GPT');
    byRole('button', 'Do not send').click();
    byRole('button', 'Send now to GPT').click();
    assert.deepEqual(calls, ['stop', 'elsewhere']);
    shown(60_000);
    assert.deepEqual(namesByRole('button'), ['Do not send']);
  });
});
