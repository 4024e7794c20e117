import assert from 'node:assert/strict';
import FakeTimers from '@sinonjs/fake-timers';
import type { Answer } from '../../../../../src/engine/chat/conversation/answerState';
import { ThinkingBox } from '../../../../../src/webview/chat/turn/thinkingBox';
import { alpha, answerOf, asks, done, says } from '../../../engine/chat/fixtures';
import { inBrowser } from '../../dom';

const thought = { type: 'thinking', text: 'Hm.', origin: 'openai' } as const;
const thinking = answerOf(asks(alpha), thought);
const said = answerOf(asks(alpha), thought, says('Hi'), done());

describe('ThinkingBox', () => {
  inBrowser();
  let clock: ReturnType<typeof FakeTimers.install>;
  beforeEach(() => (clock = FakeTimers.install({ toFake: ['Date', 'setTimeout', 'clearTimeout'] })));
  afterEach(() => clock.uninstall());

  function shown(...answers: readonly Answer[]): ThinkingBox {
    const box = new ThinkingBox();
    document.body.replaceChildren(box.element);
    for (const answer of answers) box.update(answer);
    return box;
  }
  const words = (): string => document.querySelector('summary')?.textContent ?? '';

  it('is folded, and absent where nothing was thought', () => {
    assert.ok(shown(answerOf(asks(alpha), says('Hi'))).element.hidden);
    const { element } = shown(thinking);
    assert.ok(!element.hidden && !element.open);
    assert.equal(element.lastElementChild?.textContent, 'Hm.');
  });

  it('counts the seconds while the model thinks, and stops when it writes', () => {
    const box = shown(thinking);
    assert.equal(words(), 'Thinking…');
    clock.tick(2_000);
    assert.equal(words(), 'Thinking… 2 s');
    clock.tick(63_000);
    assert.equal(words(), 'Thinking… 1 min 5 s');
    box.update(answerOf(asks(alpha), thought, says('Hi')));
    assert.equal(words(), 'Thought for 1 min 5 s');
    clock.tick(10_000);
    box.update(said);
    assert.equal(words(), 'Thought for 1 min 5 s');
  });

  it('goes by the time that the host measured', () => {
    shown({ ...thinking, thinkingMs: 3_000 });
    assert.equal(words(), 'Thinking… 3 s');
    shown({ ...said, thinkingMs: 12_400 });
    assert.equal(words(), 'Thought for 12 s');
  });

  it('tells no time of thoughts that nobody measured', () => {
    shown(said);
    assert.equal(words(), 'Thoughts');
  });

  it('stops counting when it has left the page', () => {
    const box = shown(thinking);
    box.element.remove();
    clock.tick(5_000);
    assert.equal(clock.countTimers(), 0);
  });
});
