import assert from 'node:assert/strict';
import { Transcript } from '../../../../src/webview/chat/transcript';
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
      transcript.update([turn('1', answerOf(asks(alpha), says('x'.repeat(to))))]);
    },
    settle: (height) => {
      layOut(height);
      log.scrollTop = Math.min(log.scrollTop, height - log.clientHeight);
    },
  };
}

describe('Transcript', () => {
  inBrowser();

  it('is a log that a keyboard can scroll, with the prompts and answers in their order', () => {
    const { transcript, log } = shown();
    transcript.update([turn('1'), turn('2', answerOf(asks(alpha)))]);
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
    transcript.update([turn('1', answerOf(), { prompt: '<b>a</b>\n**b**', context: ['src/a.ts: whole file'] })]);
    assert.equal(log.querySelector('.prompt > p')?.textContent, '<b>a</b>\n**b**');
    assert.equal(byRole('list', 'Sent with it').textContent, 'src/a.ts: whole file');
  });

  it('keeps the elements of turns that stay and drops those that are gone', () => {
    const { transcript } = shown();
    transcript.update([turn('1'), turn('2')]);
    const [, second] = allByRole('article');
    transcript.update([turn('2', answerOf(asks(alpha), says('More'), done())), turn('3')]);
    const after = allByRole('article');
    assert.equal(after.length, 2);
    assert.equal(after[0]?.element, second?.element);
    transcript.update([]);
    assert.deepEqual(allByRole('article'), []);
  });

  it('lets only the last answer be asked again', () => {
    const { transcript } = shown();
    const stopped = { ...answerOf(asks(alpha)), state: { type: 'stopped' } } as const;
    transcript.update([turn('1', stopped)]);
    assert.deepEqual(namesByRole('button'), ['Try again']);
    transcript.update([turn('1', stopped), turn('2', answerOf(asks(alpha)))]);
    assert.deepEqual(namesByRole('button'), []);
  });

  it('follows a growing answer until the reader scrolls up, and again from the bottom on', () => {
    const { log, scroll, grow } = shown();
    grow(300);
    assert.equal(log.scrollTop, 300);
    assert.deepEqual(namesByRole('button'), []);
    scroll(200);
    scroll(120);
    grow(400);
    assert.equal(log.scrollTop, 120);
    scroll(280);
    grow(500);
    assert.equal(log.scrollTop, 500);
    assert.deepEqual(namesByRole('button'), []);
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
    assert.deepEqual(namesByRole('button'), []);
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
    byRole('button', 'Jump to latest').click();
    assert.equal(log.scrollTop, 300);
    assert.deepEqual(namesByRole('button'), []);
  });

  it('goes to the end when a new prompt is sent, wherever the reader is', () => {
    const { transcript, log, scroll, grow } = shown();
    grow(300);
    scroll(200);
    scroll(50);
    transcript.update([turn('1'), turn('2')]);
    assert.equal(log.scrollTop, 300);
  });
});
