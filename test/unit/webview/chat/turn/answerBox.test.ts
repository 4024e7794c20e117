import assert from 'node:assert/strict';
import type { Answer } from '../../../../../src/engine/chat/conversation/answerState';
import type { AnswerEvent } from '../../../../../src/engine/failover/api/answer';
import { alpha, answerOf, asks, attempt, beta, done, failure, says, switches } from '../../../engine/chat/fixtures';
import { byRole, namesByRole } from '../../accessible';
import { inBrowser } from '../../dom';
import { noCode, problem } from '../../fixtures';
import { shownAnswer, textIn } from './shownAnswer';

const foot = (answer: Answer): string => textIn(shownAnswer(answer).box, '.answer-foot');
const stopped: Answer = { ...answerOf(asks(alpha), says('Half')), state: { type: 'stopped' } };

describe('AnswerBox', () => {
  inBrowser();

  it('is an article named after its writer', () => {
    const names = [
      [answerOf(), 'Answer from Everpair'],
      [answerOf(asks(alpha)), 'Answer from Alpha'],
      [answerOf(asks(alpha), says('Hi'), done()), 'Answer from Alpha'],
      [answerOf(asks(alpha), switches('before-text'), asks(beta, 2)), 'Answer from Beta'],
      [
        answerOf(asks(alpha), says('a'), switches('continued'), asks(beta, 2), says('b')),
        'Answer from Beta, begun by Alpha',
      ],
    ] as const;
    for (const [answer, name] of names) {
      const { box } = shownAnswer(answer);
      assert.equal(byRole('article', name), box.element);
    }
  });

  it('says what is going on until the first word and after a switch', () => {
    const thought = { type: 'thinking', text: 'Hm.', origin: 'openai' } as const;
    assert.equal(foot(answerOf()), 'Choosing a provider…');
    assert.equal(foot(answerOf(asks(alpha))), 'Asking Alpha…');
    assert.equal(foot(answerOf(asks(alpha), thought)), 'Thinking…');
    assert.equal(foot(answerOf(asks(alpha), thought, says('Hi'))), 'Writing…');
    const half = [asks(alpha), says('Half')];
    assert.equal(foot(answerOf(...half, switches('continued'), asks(beta, 2))), 'Asking Beta to continue…');
    assert.equal(foot(answerOf(...half, switches('restarted'), asks(beta, 2))), 'Asking Beta to begin again…');
  });

  it('says what the provider it moved to was not sent, where it tells of the move', () => {
    const from = (turns: number, images: number): AnswerEvent => ({
      type: 'attempt',
      route: beta,
      number: 2,
      leftOut: { turns, images },
    });
    const words = (part: string, ...events: readonly AnswerEvent[]): string =>
      textIn(shownAnswer(answerOf(...events)).box, part);
    const begun = [asks(alpha), says('Half')];
    assert.match(
      words('.answer-lead', asks(alpha), switches('before-text'), from(1, 0), says('Hi')),
      /Switched from Alpha to Beta.*Beta does not know the earliest turn: it does not fit\.$/,
    );
    assert.match(
      words('.answer-moves', ...begun, switches('continued'), from(2, 1)),
      /Beta does not know the earliest 2 turns: they do not fit\. Beta was not sent an image of an earlier turn: it cannot take it\.$/,
    );
    assert.equal(words('.answer-lead', ...begun, switches('continued'), from(2, 1)), '');
    assert.equal(
      words('.answer-lead', from(0, 3), says('Hi')),
      'Beta was not sent 3 images of earlier turns: it cannot take them.',
    );
  });

  it('is busy while it is written and offers nothing to press', () => {
    const { box } = shownAnswer(answerOf(asks(alpha), says('Hi')));
    assert.equal(box.element.getAttribute('aria-busy'), 'true');
    assert.deepEqual(namesByRole('button'), []);
    box.update(answerOf(asks(alpha), says('Hi'), done()), true, noCode);
    assert.equal(box.element.getAttribute('aria-busy'), 'false');
  });

  it('turns from one state into the next as the answer grows', () => {
    const { box } = shownAnswer(answerOf());
    const events = [asks(alpha), says('One '), says('two.'), done()];
    const feet = events.map((_, index) => {
      box.update(answerOf(...events.slice(0, index + 1)), true, noCode);
      return `${textIn(box, '.markdown')}|${textIn(box, '.answer-foot')}`;
    });
    assert.deepEqual(feet, ['|Asking Alpha…', 'One|Writing…', 'One two.|Writing…', 'One two.|']);
  });

  it('shows thoughts apart from the answer, and only where there are any', () => {
    const { box } = shownAnswer(answerOf(asks(alpha), says('Hi')));
    const thinking = box.element.querySelector('details')!;
    assert.ok(thinking.hidden);
    box.update(
      answerOf(asks(alpha), { type: 'thinking', text: '<b>Hm</b>', origin: 'openai' }, says('Hi')),
      true,
      noCode,
    );
    assert.ok(!thinking.hidden);
    assert.equal(thinking.lastElementChild?.textContent, '<b>Hm</b>');
    assert.equal(textIn(box, '.markdown'), 'Hi');
  });

  it('can be copied as it was written', () => {
    const { box, calls } = shownAnswer(answerOf(asks(alpha), says('**Hi**'), done()));
    assert.equal(textIn(box, '.summary'), '');
    assert.deepEqual(namesByRole('button'), ['Copy answer', 'Ask again', 'Ask again with another model']);
    byRole('button', 'Copy answer').click();
    assert.deepEqual(calls, [['copy', '**Hi**']]);
  });

  it('shows the usage in a few words, for every writer and ending', () => {
    const attempts = [attempt({ outcome: 'failed', failure: failure('overloaded') }), attempt({ cost: 0.012 })];
    const failed = { type: 'failed', failure: { attempts, skipped: [] } } as const;
    for (const end of [done(attempts), failed, { type: 'cancelled', attempts } as const]) {
      const { box } = shownAnswer(answerOf(asks(alpha), says('Hi'), end));
      assert.equal(textIn(box, '.effort summary'), '2 attempts, about $0.012', end.type);
    }
  });

  it('says when it was cut off at the length limit', () => {
    const cut: Answer = { ...answerOf(asks(alpha), says('Hi')), state: { type: 'done', reason: 'length' } };
    assert.equal(foot(cut), 'Cut off at the length limit of the model');
  });

  const tools = ['Copy answer', 'Ask again', 'Ask again with another model'];
  for (const [state, words, again, call] of [
    ['stopped', 'Stopped', 'Try again', 'retry'],
    ['interrupted', 'Interrupted when the window was closed', 'Continue', 'go on'],
  ] as const) {
    it(`can be brought further when it was ${state} and is the last`, () => {
      const { box, calls } = shownAnswer({ ...stopped, state: { type: state } });
      assert.equal(textIn(box, '.ending'), words);
      assert.deepEqual(namesByRole('button'), [again, ...tools]);
      byRole('button', again).click();
      assert.deepEqual(calls, [[call]]);
      box.update({ ...stopped, state: { type: state } }, false, noCode);
      assert.equal(textIn(box, '.ending'), words);
      assert.deepEqual(namesByRole('button'), tools);
    });
  }

  it('is asked again from the start when it was interrupted before a word', () => {
    shownAnswer({ ...answerOf(asks(alpha)), state: { type: 'interrupted' } });
    assert.deepEqual(namesByRole('button').slice(0, 1), ['Try again']);
  });

  it('can be asked again, with the model that answers now or with another, also when it is not the last', () => {
    const { calls } = shownAnswer(answerOf(asks(alpha), says('Hi'), done()), false);
    byRole('button', 'Ask again').click();
    byRole('button', 'Ask again with another model').click();
    assert.deepEqual(calls, [
      ['regenerate', '1', false],
      ['regenerate', '1', true],
    ]);
  });

  it('has nothing to copy when it was stopped before a word', () => {
    shownAnswer({ ...answerOf(asks(alpha)), state: { type: 'stopped' } });
    assert.deepEqual(namesByRole('button'), ['Try again', ...tools.slice(1)]);
  });

  it('shows why it failed, with what can be done only while it is the last', () => {
    const failed: Answer = { ...stopped, state: { type: 'failed', problem } };
    const { box } = shownAnswer(failed);
    assert.equal(textIn(box, '[role=alert] strong'), 'No provider could answer.');
    assert.equal(textIn(box, '.markdown'), 'Half');
    const offered = ['Try again', 'Switch provider', 'Set API key', 'Show log', ...tools];
    assert.deepEqual(namesByRole('button'), offered);
    box.update(failed, false, noCode);
    assert.deepEqual(namesByRole('button'), tools);
    assert.equal(textIn(box, '[role=alert] strong'), 'No provider could answer.');
  });
});
