import type { Answer } from '../../../../../src/engine/chat/conversation/answerState';
import { AnswerBox } from '../../../../../src/webview/chat/turn/answerBox';
import { noCode, recorded } from '../../fixtures';

interface Shown {
  readonly box: AnswerBox;
  readonly calls: readonly unknown[];
}

/** The box of an answer, which is all of the page. */
export function shownAnswer(answer: Answer, isLast = true): Shown {
  const { actions, calls } = recorded();
  const box = new AnswerBox('1', actions);
  document.body.replaceChildren(box.element);
  box.update(answer, isLast, noCode);
  return { box, calls };
}

/** What is read in a part of it, in one line. */
export function textIn(box: AnswerBox, part: string): string {
  return box.element.querySelector(part)?.textContent.replace(/\s+/g, ' ').trim() ?? '';
}
