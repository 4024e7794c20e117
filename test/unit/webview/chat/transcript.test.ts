import assert from 'node:assert/strict';
import type { TurnView } from '../../../../src/engine/chat/view/protocol';
import { Transcript } from '../../../../src/webview/chat/transcript/transcript';
import { alpha, answerOf, asks, done, says } from '../../engine/chat/fixtures';
import { allByRole, byRole, namesByRole } from '../accessible';
import { inBrowser } from '../dom';
import { recorded, turn } from '../fixtures';

interface Shown {
  readonly transcript: Transcript;
  readonly log: HTMLElement;
  /** Moves the reader, with the heights that only a browser with a layout knows. */
  readonly scroll: (top: number) => void;
  readonly grow: (to: number) => void;
  /** Lays the same content out again, in another height, and moves the reader as a browser does. */
  readonly settle: (height: number) => void;
}

function shown(): Shown {
  const transcript = new Transcript(recorded().actions);
  document.body.replaceChildren(transcript.element);
  const log = byRole('log', 'Conversation');
  const layOut = (scrollHeight: number): void => {
    Object.defineProperty(log, 'scrollHeight', { value: scrollHeight, configurable: true });
    Object.defineProperty(log, 'clientHeight', { value: 100, configurable: true });
  };
  layOut(100);
  return {
    transcript,
    log,
    scroll: (top) => {
      log.scrollTop = top;
      log.dispatchEvent(new InputEvent('scroll'));
    },
    grow: (to) => {
      layOut(to);
      transcript.update([turn('1', answerOf(asks(alpha), says('x'.repeat(to))))], 'c');
    },
    settle: (height) => {
      layOut(height);
      log.scrollTop = Math.min(log.scrollTop, height - log.clientHeight);
    },
  };
}

const jump = 'Jump to latest';

describe('Transcript', () => {
  inBrowser();

  it('is a log that a keyboard can scroll, with the prompts and answers in their order', () => {
    const { transcript, log } = shown();
    transcript.update([turn('1'), turn('2', answerOf(asks(alpha)))], 'c');
    assert.equal(log.tabIndex, 0);
    assert.deepEqual(namesByRole('heading', log), ['You asked', 'You asked']);
    assert.deepEqual(namesByRole('article', log), ['Answer from Alpha', 'Answer from Alpha']);
    assert.deepEqual(
      [...log.querySelectorAll('.prompt > p')].map((prompt) => prompt.textContent),
      ['Prompt 1', 'Prompt 2'],
    );
  });

  it('shows a prompt as it was typed, with what was sent along', () => {
    const { transcript, log } = shown();
    transcript.update([turn('1', answerOf(), { prompt: '<b>a</b>\n**b**', context: ['src/a.ts: whole file'] })], 'c');
    assert.equal(log.querySelector('.prompt > p')?.textContent, '<b>a</b>\n**b**');
    assert.equal(byRole('list', 'Sent with it').textContent, 'src/a.ts: whole file');
  });

  it('keeps the elements of turns that stay and drops those that are gone', () => {
    const { transcript } = shown();
    transcript.update([turn('1'), turn('2')], 'c');
    const [, second] = allByRole('article');
    transcript.update([turn('2', answerOf(asks(alpha), says('More'), done())), turn('3')], 'c');
    const after = allByRole('article');
    assert.equal(after.length, 2);
    assert.equal(after[0]?.element, second?.element);
    transcript.update([], 'c');
    assert.deepEqual(allByRole('article'), []);
  });

  it('lets only the last answer be asked again', () => {
    const { transcript } = shown();
    const stopped = { ...answerOf(asks(alpha)), state: { type: 'stopped' } } as const;
    transcript.update([turn('1', stopped)], 'c');
    assert.ok(namesByRole('button').includes('Try again'));
    transcript.update([turn('1', stopped), turn('2', answerOf(asks(alpha)))], 'c');
    assert.ok(!namesByRole('button').includes('Try again'));
  });

  it('follows a growing answer until the reader scrolls up, and again from the bottom on', () => {
    const { log, scroll, grow } = shown();
    grow(300);
    assert.equal(log.scrollTop, 300);
    assert.ok(!namesByRole('button').includes(jump));
    scroll(200);
    scroll(120);
    grow(400);
    assert.equal(log.scrollTop, 120);
    scroll(280);
    grow(500);
    assert.equal(log.scrollTop, 500);
    assert.ok(!namesByRole('button').includes(jump));
  });

  it('follows on when the layout becomes smaller and then grows', () => {
    const { log, scroll, grow, settle } = shown();
    grow(900);
    scroll(800);
    settle(300);
    // The browser tells of the move when the answer has grown already.
    grow(500);
    settle(450);
    settle(600);
    scroll(350);
    grow(700);
    assert.equal(log.scrollTop, 700);
    assert.ok(!namesByRole('button').includes(jump));
    scroll(600);
    scroll(300);
    grow(800);
    assert.equal(log.scrollTop, 300);
  });

  it('offers a way back to the end to a reader who scrolled up', () => {
    const { log, scroll, grow } = shown();
    grow(300);
    scroll(200);
    scroll(50);
    byRole('button', jump).click();
    assert.equal(log.scrollTop, 300);
    assert.ok(!namesByRole('button').includes(jump));
  });

  it('goes to the end when a new prompt is sent, wherever the reader is', () => {
    const { transcript, log, scroll, grow } = shown();
    grow(300);
    scroll(200);
    scroll(50);
    transcript.update([turn('1'), turn('2')], 'c');
    assert.equal(log.scrollTop, 300);
  });

  it('stays where it is while a reader unfolds something, also while the answer grows', () => {
    const { transcript, log, grow } = shown();
    const thought = answerOf(asks(alpha), { type: 'thinking', text: 'Hm.', origin: 'openai' }, says('Hi'));
    transcript.update([turn('1', thought)], 'c');
    grow(300);
    log.querySelector('summary')!.click();
    log.scrollTop = 120;
    grow(500);
    assert.equal(log.scrollTop, 120);
  });
});

describe('Transcript of a long conversation', () => {
  inBrowser();

  const turns = (count: number): readonly TurnView[] =>
    Array.from({ length: count }, (_, index) => turn(String(index)));
  const drawn = (): readonly string[] =>
    [...document.querySelectorAll('.prompt > p')].map((prompt) => prompt.textContent.replace('Prompt ', ''));

  it('draws the last turns, and those before them when the reader comes near, who stays at the same words', () => {
    const { transcript, log } = shown();
    transcript.update(turns(1_000), 'c');
    assert.deepEqual([drawn().length, drawn()[0], drawn().at(-1)], [10, '990', '999']);
    // As a layout would: a hundred pixels for each turn.
    Object.defineProperty(log, 'scrollHeight', { get: () => drawn().length * 100, configurable: true });
    log.scrollTop = 400;
    log.dispatchEvent(new InputEvent('scroll'));
    assert.deepEqual([drawn().length, drawn()[0]], [20, '980']);
    assert.equal(log.scrollTop, 1_400);
    log.scrollTop = 1_300;
    log.dispatchEvent(new InputEvent('scroll'));
    assert.equal(drawn().length, 20);
  });

  it('offers what is not drawn by a button, until all is there', () => {
    const { transcript, log } = shown();
    transcript.update(turns(25), 'c');
    const earlier = byRole('button', 'Show earlier messages');
    earlier.focus();
    earlier.click();
    assert.equal(drawn().length, 20);
    assert.ok(document.activeElement === earlier);
    earlier.click();
    assert.equal(drawn().length, 25);
    assert.ok(!namesByRole('button').includes('Show earlier messages'));
    assert.ok(document.activeElement === log);
  });

  it('keeps what is drawn when a turn follows, and begins again with another conversation', () => {
    const { transcript } = shown();
    transcript.update(turns(25), 'c');
    byRole('button', 'Show earlier messages').click();
    transcript.update(turns(26), 'c');
    assert.equal(drawn()[0], '5');
    transcript.update(turns(26), 'd');
    assert.equal(drawn()[0], '16');
  });
});

describe('Transcript, branches', () => {
  inBrowser();

  it('leaves keyboard and reader at the turn when another branch is shown', () => {
    const { transcript, log, scroll, grow } = shown();
    const branch = (index: number): TurnView => turn(`b${index}`, undefined, { branch: { ids: ['b0', 'b1'], index } });
    transcript.update([turn('1'), branch(0), turn('3')], 'c');
    grow(300);
    transcript.update([turn('1'), branch(0), turn('3')], 'c');
    scroll(200);
    scroll(50);
    const next = byRole('button', 'Next branch');
    next.focus();
    next.click();
    transcript.update([turn('1'), branch(1), turn('4'), turn('5')], 'c');
    assert.equal(log.scrollTop, 50);
    assert.ok(document.activeElement === byRole('button', 'Previous branch'));
    assert.ok(byRole('group', 'Branch 2 of 2'));
  });
});
