import type { TurnView } from '../../../engine/chat/view';
import { h } from '../../shared/dom';
import { AnswerBox } from './answerBox';
import { PromptBox } from './promptBox';
import type { TurnActions } from './turnActions';

/** A prompt with what was sent along, and its answer. */
export class TurnBox {
  readonly element: HTMLElement;
  readonly prompt: PromptBox;
  private readonly answer: AnswerBox;

  constructor(turn: TurnView, actions: TurnActions) {
    this.prompt = new PromptBox(actions);
    this.answer = new AnswerBox(turn.id, actions);
    this.element = h('div', { class: 'turn' }, this.prompt.element, this.answer.element);
  }

  update(turn: TurnView, isLast: boolean): void {
    this.element.classList.toggle('is-last', isLast);
    this.prompt.update(turn);
    this.answer.update(turn.answer, isLast);
  }
}
