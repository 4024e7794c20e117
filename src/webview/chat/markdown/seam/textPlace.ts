/** Parts of the page's own within an answer, and characters that only a mark shows: nothing is put into them. */
const closedParts = '.code-bar, .link-host, .link-title, .hidden-mark, .seam';

/** Puts an element before the character at `offset` (UTF-16 units of the root's text), else after the last. False where there is no text. */
export function insertAt(root: Element, offset: number, element: Element): boolean {
  let rest = offset;
  let last: Text | undefined;
  for (const text of textsIn(root)) {
    const isOpen = !text.parentElement?.closest(closedParts);
    if (isOpen && rest < text.length) {
      (rest > 0 ? text.splitText(rest) : text).before(element);
      return true;
    }
    if (isOpen) last = text;
    rest -= text.length;
  }
  last?.after(element);
  return last !== undefined;
}

/** UTF-16 units of the root's text before an element in it. */
export function offsetOf(root: Element, element: Element): number {
  let offset = 0;
  for (let node: Node = element; node !== root && node.parentNode; node = node.parentNode) {
    for (let before = node.previousSibling; before; before = before.previousSibling) {
      offset += before.textContent?.length ?? 0;
    }
  }
  return offset;
}

/** Takes an element away and joins the texts that it stood between. */
export function takeAway(element: Element): void {
  const [before, after] = [element.previousSibling, element.nextSibling];
  element.remove();
  if (before?.nodeType !== 3 || after?.nodeType !== 3) return;
  (before as Text).data += (after as Text).data;
  after.remove();
}

function* textsIn(root: Node): Generator<Text> {
  // What is put into the tree while it is walked comes after the walk.
  for (const node of [...root.childNodes]) {
    if (node.nodeType === 3) yield node as Text;
    else yield* textsIn(node);
  }
}
