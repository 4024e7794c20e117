import assert from 'node:assert/strict';
import type { AnswerBox } from '../../../../../src/webview/chat/turn/answerBox';
import { alpha, answerOf, asks, beta, done, failure, route, says, switches } from '../../../engine/chat/fixtures';
import { allByRole, namesByRole } from '../../accessible';
import { inBrowser } from '../../dom';
import { noCode, problem } from '../../fixtures';
import { shownAnswer, textIn } from './shownAnswer';

describe('switchNote', () => {
  inBrowser();

  const notices = (): readonly string[] =>
    allByRole('status').map(({ element }) => element.textContent.replace(/\s+/g, ' '));

  it('says which provider took over, how and why', () => {
    shownAnswer(answerOf(asks(alpha), switches('before-text')));
    assert.deepEqual(notices(), ['Switched from Alpha to Beta: Alpha is overloaded (529).']);
    shownAnswer(answerOf(asks(alpha), says('Half'), switches('continued')));
    assert.deepEqual(notices(), [
      'Switched from Alpha to Beta, which continued at the mark in the text: Alpha is overloaded (529).',
    ]);
    shownAnswer(answerOf(asks(alpha), says('Half'), switches('restarted')));
    assert.deepEqual(notices(), [
      'Switched from Alpha to Beta, which began the answer again: Alpha is overloaded (529).',
    ]);
  });

  it('is not there beside the box that tells why nobody could serve', () => {
    const moved = answerOf(asks(alpha), switches('before-text'), asks(beta, 2));
    const waiting = { type: 'waiting', for: 'Alpha', since: 0, problem } as const;
    for (const state of [waiting, { type: 'failed', problem }] as const) {
      assert.deepEqual(
        [
          { ...moved, state },
          { ...moved, text: 'Half', state },
        ].map((answer) => shownAnswer(answer).box.element.querySelectorAll('.switch-note').length),
        [0, 1],
      );
    }
  });

  it('is one for all answers in a row that the same outage moved', () => {
    const moved = answerOf(asks(alpha), switches('before-text'), asks(beta, 2), says('Hi'), done());
    const { box } = shownAnswer(moved);
    box.update({ ...moved }, true, noCode, moved);
    assert.deepEqual(notices(), []);
    assert.equal(textIn(box, '.answer-lead'), 'Still in place of Alpha.');
    box.update({ ...moved }, true, noCode, answerOf(asks(alpha), says('Hi'), done()));
    assert.deepEqual(notices(), ['Switched from Alpha to Beta: Alpha is overloaded (529).']);
    const broken = answerOf(asks(alpha), says('Half'), switches('continued'), asks(beta, 2), says('Half'), done());
    box.update({ ...moved }, true, noCode, broken);
    assert.deepEqual(notices(), [], 'it was told of in the middle of the answer before');
    box.update({ ...broken }, true, noCode, moved);
    assert.equal(notices().length, 1, 'a break in the middle is told of each time');
  });

  it('stands before the first word, or after the text with a mark where the answer changed hands', () => {
    const order = (box: AnswerBox): readonly string[] =>
      [...box.element.querySelectorAll('.switch-note, .seam, .markdown > p')].map(({ className }) => className);
    assert.deepEqual(order(shownAnswer(answerOf(asks(alpha), switches('before-text'), asks(beta), says('Hi'))).box), [
      'switch-note switch-before-text',
      '',
    ]);
    const halves = [asks(alpha), says('One '), switches('continued'), asks(beta), says('two.')];
    const { box } = shownAnswer(answerOf(...halves));
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
    const { box } = shownAnswer(answerOf(...events.slice(0, 3)));
    const notice = box.element.querySelector('.switch-note');
    for (let count = 4; count <= events.length; count += 1) {
      box.update(answerOf(...events.slice(0, count)), true, noCode);
      assert.equal(box.element.querySelector('.switch-note'), notice);
    }
  });

  it('is another one when the prompt is asked again and the switch is another', () => {
    const gamma = route('Gamma');
    const { box } = shownAnswer(answerOf(asks(alpha), switches('before-text')));
    const again = {
      type: 'switched',
      from: gamma,
      to: alpha,
      failure: failure('connect'),
      mode: 'before-text',
    } as const;
    box.update(answerOf(asks(gamma), again), true, noCode);
    assert.equal(notices().length, 1);
    assert.match(notices()[0]!, /^Switched from Gamma to Alpha: /);
  });
});
