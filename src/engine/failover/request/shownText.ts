import type { Route } from '../../model/route/route';
import type { AnswerEvent } from '../api/answer';
import type { Join } from '../splice/continuationMerger';

/** The text of the answer as the surface shows it, with the events that change it. */
export class ShownText {
  text = '';
  /** The attempt under way has added to it. */
  hasGrown = false;

  get isEmpty(): boolean {
    return this.text === '';
  }

  *add({ text, retractTo }: Pick<Join, 'text'> & Partial<Join>): Generator<AnswerEvent> {
    if (retractTo !== undefined && retractTo < this.text.length) yield this.retract(retractTo);
    if (text === '') return;
    this.text += text;
    this.hasGrown = true;
    yield { type: 'text', text };
  }

  /** To the first `length` UTF-16 units. */
  retract(length: number): AnswerEvent {
    this.text = this.text.slice(0, length);
    return { type: 'retract', length };
  }

  /** What the attempt of the route added to the text `before` turned out to be thinking. */
  *turnIntoThinking(before: string, route: Route): Generator<AnswerEvent> {
    let kept = 0;
    while (kept < before.length && before[kept] === this.text[kept]) kept += 1;
    const thinking = this.text.slice(kept);
    if (thinking !== '') yield this.retract(kept);
    yield* this.add({ text: before.slice(kept) });
    if (thinking !== '') yield { type: 'thinking', text: thinking, origin: route.type };
  }
}
