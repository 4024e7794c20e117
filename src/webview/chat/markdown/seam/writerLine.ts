/** The page draws a line below the words of a writer by the rule `::highlight(writer-1)` and so on. */
const names = ['writer-1', 'writer-2', 'writer-3'] as const;

const ranges = new WeakMap<Element, Range>();

/** How a writer is drawn, of those after the first: 1, 2 or 3. */
export function styleOfWriter(writer: number): number {
  return ((writer - 1) % names.length) + 1;
}

/**
 * Draws a line below what stands after a seam within an element, in the way of the writer that the seam names. Nothing is put around
 * the words, so copying and searching see them as they are. Browsers without highlights show the seam alone.
 */
export function drawLine(seam: HTMLElement, within: Element): void {
  removeLine(seam);
  const registry = highlights();
  const name = names[Number(seam.dataset['writer']) - 1];
  if (!registry || name === undefined) return;
  const range = document.createRange();
  range.setStartAfter(seam);
  range.setEnd(within, within.childNodes.length);
  const highlight = registry.get(name) ?? new Highlight();
  registry.set(name, highlight);
  // Answers that left the page leave their ranges here.
  for (const other of highlight) if (!other.startContainer.isConnected) highlight.delete(other);
  highlight.add(range);
  ranges.set(seam, range);
}

export function removeLine(seam: Element): void {
  const range = ranges.get(seam);
  if (range) for (const name of names) highlights()?.get(name)?.delete(range);
}

function highlights(): HighlightRegistry | undefined {
  return typeof CSS === 'undefined' ? undefined : CSS.highlights;
}
