import type { TurnView } from '../../engine/chat/view';
import type { AnswerActions } from './turn/answerBox';
import { button } from '../shared/button';
import { h, setChildren } from '../shared/dom';
import { StickToBottom } from './stickToBottom';
import { TurnBox } from './turn/turnBox';

/** The conversation, scrolled to its end while the reader stays there. */
export class Transcript {
  readonly element: HTMLElement;
  private readonly turns = h('div', { class: 'turns' });
  private readonly scroller: HTMLElement;
  private readonly jump = button({
    name: 'Jump to latest',
    icon: 'latest',
    withText: true,
    class: 'jump',
    onPress: () => this.sticky.jumpToBottom(),
  });
  private readonly sticky: StickToBottom;
  private boxes = new Map<string, TurnBox>();

  constructor(private readonly actions: AnswerActions) {
    // What changes in the log is announced by notices and at the end of an answer, not with each word of it.
    this.scroller = h(
      'div',
      { class: 'transcript', role: 'log', 'aria-label': 'Conversation', 'aria-live': 'off', tabindex: 0 },
      this.turns,
    );
    this.jump.hidden = true;
    this.element = h('div', { class: 'transcript-frame' }, this.scroller, this.jump);
    this.sticky = new StickToBottom(this.scroller, (isSticking) => (this.jump.hidden = isSticking));
    const resized = new ResizeObserver(() => this.sticky.contentChanged());
    resized.observe(this.scroller);
    resized.observe(this.turns);
  }

  update(turns: readonly TurnView[]): void {
    const grew = turns.length > this.boxes.size;
    const boxes = new Map<string, TurnBox>();
    turns.forEach((turn, index) => {
      const box = this.boxes.get(turn.id) ?? new TurnBox(turn, this.actions);
      box.update(turn, index === turns.length - 1);
      boxes.set(turn.id, box);
    });
    this.boxes = boxes;
    setChildren(
      this.turns,
      [...boxes.values()].map((box) => box.element),
    );
    if (grew) this.sticky.jumpToBottom();
    else this.sticky.contentChanged();
  }
}
