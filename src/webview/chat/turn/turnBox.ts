import type { TurnView } from '../../../engine/chat/view';
import { AnswerBox, type AnswerActions } from './answerBox';
import { h } from '../../shared/dom';
import { icon } from '../../shared/icons';
import { PlainText } from '../markdown/nodes/plainText';

/** A prompt with what was sent along, and its answer. */
export class TurnBox {
  readonly element: HTMLElement;
  private readonly answer: AnswerBox;

  constructor(turn: TurnView, actions: AnswerActions) {
    this.answer = new AnswerBox(actions);
    const context = turn.context.map((what) => h('li', { title: what }, icon('file'), h('span', {}, what)));
    this.element = h(
      'div',
      { class: 'turn' },
      h(
        'div',
        { class: 'prompt' },
        h('h2', { class: 'for-screen-readers' }, 'You asked'),
        h('p', {}, ...new PlainText().show(turn.prompt)),
        context.length > 0 ? h('ul', { class: 'prompt-context', 'aria-label': 'Sent with it' }, ...context) : undefined,
      ),
      this.answer.element,
    );
  }

  update(turn: TurnView, isLast: boolean): void {
    this.answer.update(turn.answer, isLast);
  }
}
