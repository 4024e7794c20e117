import assert from 'node:assert/strict';
import type { Answer } from '../../../../../src/engine/chat/conversation/answerState';
import { AnswerBox } from '../../../../../src/webview/chat/turn/answerBox';
import {
  alpha,
  answerOf,
  asks,
  attempt,
  beta,
  done,
  failure,
  route,
  says,
  switches,
} from '../../../engine/chat/fixtures';
import { allByRole, byRole, namesByRole } from '../../accessible';
import { inBrowser } from '../../dom';
import { problem, recorded } from '../../fixtures';

interface Shown {
  readonly box: AnswerBox;
  readonly calls: readonly unknown[];
}

function shown(answer: Answer, isLast = true): Shown {
  const { actions, calls } = recorded();
  const box = new AnswerBox('1', actions);
  document.body.replaceChildren(box.element);
  box.update(answer, isLast);
  return { box, calls };
}

const text = (box: AnswerBox, part: string): string =>
  box.element.querySelector(part)?.textContent.replace(/\s+/g, ' ').trim() ?? '';
const foot = (answer: Answer): string => text(shown(answer).box, '.answer-foot');
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
      const { box } = shown(answer);
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

  it('is busy while it is written and offers nothing to press', () => {
    const { box } = shown(answerOf(asks(alpha), says('Hi')));
    assert.equal(box.element.getAttribute('aria-busy'), 'true');
    assert.deepEqual(namesByRole('button'), []);
    box.update(answerOf(asks(alpha), says('Hi'), done()), true);
    assert.equal(box.element.getAttribute('aria-busy'), 'false');
  });

  it('turns from one state into the next as the answer grows', () => {
    const { box } = shown(answerOf());
    const events = [asks(alpha), says('One '), says('two.'), done()];
    const feet = events.map((_, index) => {
      box.update(answerOf(...events.slice(0, index + 1)), true);
      return `${text(box, '.markdown')}|${text(box, '.answer-foot')}`;
    });
    assert.deepEqual(feet, ['|Asking Alpha…', 'One|Writing…', 'One two.|Writing…', 'One two.|']);
  });

  it('shows thoughts apart from the answer, and only where there are any', () => {
    const { box } = shown(answerOf(asks(alpha), says('Hi')));
    const thinking = box.element.querySelector('details')!;
    assert.ok(thinking.hidden);
    box.update(answerOf(asks(alpha), { type: 'thinking', text: '<b>Hm</b>', origin: 'openai' }, says('Hi')), true);
    assert.ok(!thinking.hidden);
    assert.equal(thinking.lastElementChild?.textContent, '<b>Hm</b>');
    assert.equal(text(box, '.markdown'), 'Hi');
  });

  it('can be copied as it was written', () => {
    const { box, calls } = shown(answerOf(asks(alpha), says('**Hi**'), done()));
    assert.equal(text(box, '.summary'), '');
    assert.deepEqual(namesByRole('button'), ['Copy answer', 'Ask again', 'Ask again with another model']);
    byRole('button', 'Copy answer').click();
    assert.deepEqual(calls, [['copy', '**Hi**']]);
  });

  it('shows the usage in a few words, for every writer and ending', () => {
    const attempts = [attempt({ outcome: 'failed', failure: failure('overloaded') }), attempt({ cost: 0.012 })];
    const failed = { type: 'failed', failure: { attempts, skipped: [] } } as const;
    for (const end of [done(attempts), failed, { type: 'cancelled', attempts } as const]) {
      const { box } = shown(answerOf(asks(alpha), says('Hi'), end));
      assert.equal(text(box, '.effort summary'), '2 attempts, about $0.012', end.type);
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
      const { box, calls } = shown({ ...stopped, state: { type: state } });
      assert.equal(text(box, '.ending'), words);
      assert.deepEqual(namesByRole('button'), [again, ...tools]);
      byRole('button', again).click();
      assert.deepEqual(calls, [[call]]);
      box.update({ ...stopped, state: { type: state } }, false);
      assert.equal(text(box, '.ending'), words);
      assert.deepEqual(namesByRole('button'), tools);
    });
  }

  it('is asked again from the start when it was interrupted before a word', () => {
    shown({ ...answerOf(asks(alpha)), state: { type: 'interrupted' } });
    assert.deepEqual(namesByRole('button').slice(0, 1), ['Try again']);
  });

  it('can be asked again, with the model that answers now or with another, also when it is not the last', () => {
    const { calls } = shown(answerOf(asks(alpha), says('Hi'), done()), false);
    byRole('button', 'Ask again').click();
    byRole('button', 'Ask again with another model').click();
    assert.deepEqual(calls, [
      ['regenerate', '1', false],
      ['regenerate', '1', true],
    ]);
  });

  it('has nothing to copy when it was stopped before a word', () => {
    shown({ ...answerOf(asks(alpha)), state: { type: 'stopped' } });
    assert.deepEqual(namesByRole('button'), ['Try again', ...tools.slice(1)]);
  });

  it('shows why it failed, with what can be done only while it is the last', () => {
    const failed: Answer = { ...stopped, state: { type: 'failed', problem } };
    const { box } = shown(failed);
    assert.equal(text(box, '[role=alert] strong'), 'No provider could answer.');
    assert.equal(text(box, '.markdown'), 'Half');
    const offered = ['Try again', 'Switch provider', 'Set API key', 'Show log', ...tools];
    assert.deepEqual(namesByRole('button'), offered);
    box.update(failed, false);
    assert.deepEqual(namesByRole('button'), tools);
    assert.equal(text(box, '[role=alert] strong'), 'No provider could answer.');
  });
});

describe('switchNote', () => {
  inBrowser();

  const notices = (): readonly string[] =>
    allByRole('status').map(({ element }) => element.textContent.replace(/\s+/g, ' '));

  it('says which provider took over, how and why', () => {
    shown(answerOf(asks(alpha), switches('before-text')));
    assert.deepEqual(notices(), ['Switched from Alpha to Beta: Alpha is overloaded (529).']);
    shown(answerOf(asks(alpha), says('Half'), switches('continued')));
    assert.deepEqual(notices(), [
      'Switched from Alpha to Beta, which continued at the mark in the text: Alpha is overloaded (529).',
    ]);
    shown(answerOf(asks(alpha), says('Half'), switches('restarted')));
    assert.deepEqual(notices(), [
      'Switched from Alpha to Beta, which began the answer again: Alpha is overloaded (529).',
    ]);
  });

  it('stands before the first word, or after the text with a mark where the answer changed hands', () => {
    const order = (box: AnswerBox): readonly string[] =>
      [...box.element.querySelectorAll('.switch-note, .seam, .markdown > p')].map(({ className }) => className);
    assert.deepEqual(order(shown(answerOf(asks(alpha), switches('before-text'), asks(beta), says('Hi'))).box), [
      'switch-note switch-before-text',
      '',
    ]);
    const halves = [asks(alpha), says('One '), switches('continued'), asks(beta), says('two.')];
    const { box } = shown(answerOf(...halves));
    assert.deepEqual(order(box), ['', 'seam', 'switch-note switch-continued']);
    assert.deepEqual(namesByRole('img'), ['From here on Beta wrote, because Alpha is overloaded (529).']);
    assert.equal(box.element.querySelector('.seam')?.nextSibling?.textContent, 'two.');
  });

  it('keeps its element while the answer grows and ends, so that it is read out once', () => {
    const events = [
      asks(alpha),
      says('One.\n\n'),
      switches('continued'),
      asks(beta),
      says('Two.'),
      says('\n\nThree.'),
      done(),
    ];
    const { box } = shown(answerOf(...events.slice(0, 3)));
    const notice = box.element.querySelector('.switch-note');
    for (let count = 4; count <= events.length; count += 1) {
      box.update(answerOf(...events.slice(0, count)), true);
      assert.equal(box.element.querySelector('.switch-note'), notice);
    }
  });

  it('is another one when the prompt is asked again and the switch is another', () => {
    const gamma = route('Gamma');
    const { box } = shown(answerOf(asks(alpha), switches('before-text')));
    const again = {
      type: 'switched',
      from: gamma,
      to: alpha,
      failure: failure('connect'),
      mode: 'before-text',
    } as const;
    box.update(answerOf(asks(gamma), again), true);
    assert.equal(notices().length, 1);
    assert.match(notices()[0]!, /^Switched from Gamma to Alpha: /);
  });
});
