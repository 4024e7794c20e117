import type * as vscode from 'vscode';

/**
 * Milliseconds without a request after a step of an input method. A choice among words takes about a second and is a
 * change with a question of its own; until then the text is not code. A user who rests longer may have finished, since
 * some methods do not show it.
 */
export const compositionPauseMs = 1_500;

type Change = Pick<vscode.TextDocumentContentChangeEvent, 'range' | 'rangeLength' | 'text'>;

/**
 * Detects that an input method composes a word. VS Code does not report it, but each step replaces exactly what the
 * step before wrote: `n`, `ni`, `ni'h`.
 */
export class Composition {
  /** The last change. */
  private last: { readonly document: unknown; readonly change: Change } | undefined;
  private isComposing = false;

  /** Records a change. Returns whether it is a step of a composition. */
  follow(document: unknown, change: Change): boolean {
    const before = this.last?.document === document ? this.last?.change : undefined;
    this.isComposing = before !== undefined && isStep(before, change) && !isChoice(before, change);
    this.last = { document, change };
    return this.isComposing;
  }

  /** Whether the last change of this document was a step of a composition. */
  isUnderWay(document: unknown): boolean {
    return this.isComposing && this.last?.document === document;
  }
}

function isStep(before: Change, { range, rangeLength, text }: Change): boolean {
  const { start } = before.range;
  const isThere = range.start.line === start.line && range.start.character === start.character;
  // A longer change is a word chosen from a list.
  const grown = text.length - rangeLength;
  return (
    isThere && text !== '' && rangeLength > 0 && rangeLength === before.text.length && grown <= Math.min(rangeLength, 2)
  );
}

/** In Chinese, characters in place of letters end the composition; in other scripts it goes on. */
function isChoice(before: Change, { text }: Change): boolean {
  return /[a-z]/i.test(before.text) && /^\p{Script=Han}+$/u.test(text);
}
