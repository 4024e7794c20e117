import type { TurnView } from '../../../engine/chat/view';
import { h } from '../../shared/dom';
import { AnswerBox } from './answerBox';
import { SummaryMark } from './summaryMark';
import { TurnPrompt } from './turnPrompt';
import type { TurnActions } from './turnActions';

/** A prompt with what was sent along, and its answer. */
export class TurnBox {
  readonly element: HTMLElement;
  readonly prompt: TurnPrompt;
  private readonly answer: AnswerBox;
  private readonly summary: SummaryMark;

  constructor(turn: TurnView, actions: TurnActions) {
    this.prompt = new TurnPrompt(actions);
    this.answer = new AnswerBox(turn.id, actions);
    this.summary = new SummaryMark(() => actions.dropSummary(turn.id));
    this.element = h('div', { class: 'turn' }, this.prompt.element, this.answer.element, this.summary.element);
  }

  /** `previous`: the turn before it. `isSummarised`: later requests have its summary in place of it and all before it. */
  update(turn: TurnView, isLast: boolean, previous?: TurnView, isSummarised = false): void {
    this.element.classList.toggle('is-last', isLast);
    this.prompt.update(turn);
    this.answer.update(turn.answer, isLast, turn.code, previous?.answer);
    this.summary.update(isSummarised ? turn.answer.summary : undefined);
  }
}
