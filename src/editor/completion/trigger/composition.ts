import type * as vscode from 'vscode';

/**
 * Milliseconds that somebody who composes a word, of letters that stand for others, is left alone: choosing among words
 * takes about a second, the choice is a change with a question of its own, and until then the text is no code. Who rests
 * longer may have finished: not every method tells.
 */
export const compositionPauseMs = 1_500;

type Change = Pick<vscode.TextDocumentContentChangeEvent, 'range' | 'rangeLength' | 'text'>;

/**
 * Tells when an input method composes a word. VS Code tells extensions nothing of it, but each of its steps replaces
 * exactly what the step before wrote: `n`, `ni`, `ni'h`.
 */
export class Composition {
  /** Where the last change wrote its text. */
  private last: { readonly document: unknown; readonly change: Change } | undefined;
  private isComposing = false;

  /** Takes a change note of; resolves to whether it is a step of a composition. */
  follow(document: unknown, change: Change): boolean {
    const before = this.last?.document === document ? this.last?.change : undefined;
    this.isComposing = before !== undefined && isStep(before, change) && !isChoice(before, change);
    this.last = { document, change };
    return this.isComposing;
  }

  /** The last change of this document was a step of one. */
  isUnderWay(document: unknown): boolean {
    return this.isComposing && this.last?.document === document;
  }
}

function isStep(before: Change, { range, rangeLength, text }: Change): boolean {
  const { start } = before.range;
  const isThere = range.start.line === start.line && range.start.character === start.character;
  // More at once is a word chosen from a list.
  const grown = text.length - rangeLength;
  return (
    isThere && text !== '' && rangeLength > 0 && rangeLength === before.text.length && grown <= Math.min(rangeLength, 2)
  );
}

/** Letters gave way to what they stand for in Chinese, which ends it there; elsewhere one goes on from it. */
function isChoice(before: Change, { text }: Change): boolean {
  return /[a-z]/i.test(before.text) && /^\p{Script=Han}+$/u.test(text);
}
