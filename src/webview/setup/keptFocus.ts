/** Name of the row that a button belongs to, and of what it does there: `data-row` and `data-act`. */
interface Place {
  readonly list: string;
  readonly row: string;
  readonly at: number;
  readonly act: string;
}

/**
 * Remembers which button has the focus; what it returns gives the focus back after the rows were drawn anew. A row that was moved keeps
 * it. Where the row is gone, the next one has it; where something was added, that.
 */
export function keptFocus(root: Element): () => void {
  const before = placeOf(document.activeElement, root);
  const earlier = new Set(rowsOf(root, 'links').map(nameOf));
  return () => {
    const { activeElement } = document;
    const isLost = activeElement === null || activeElement === document.body || !activeElement.isConnected;
    // A page beside a file that is being edited takes nothing from it.
    if (!before || !isLost || !document.hasFocus()) return;
    const row = rowNamed(root, before) ?? addedRow(root, earlier) ?? rowInstead(root, before);
    const button = row?.querySelector<HTMLElement>(`[data-act="${before.act}"]`) ?? row?.querySelector('button');
    (button ?? root.querySelector<HTMLElement>('.undo button'))?.focus();
  };
}

function placeOf(focused: Element | null, root: Element): Place | undefined {
  const row = focused?.closest<HTMLElement>('[data-row]');
  const list = row?.closest<HTMLElement>('[data-list]');
  if (!row || !list || !root.contains(row)) return undefined;
  const name = list.dataset['list'] ?? '';
  const act = focused?.getAttribute('data-act') ?? '';
  return { list: name, row: nameOf(row), at: rowsOf(root, name).indexOf(row), act };
}

function rowsOf(root: Element, list: string): readonly HTMLElement[] {
  return [...root.querySelectorAll<HTMLElement>(`[data-list="${list}"] [data-row]`)];
}

function nameOf(row: HTMLElement): string {
  return row.dataset['row'] ?? '';
}

function rowNamed(root: Element, { list, row }: Place): HTMLElement | undefined {
  return rowsOf(root, list).find((each) => nameOf(each) === row);
}

function addedRow(root: Element, earlier: ReadonlySet<string>): HTMLElement | undefined {
  return rowsOf(root, 'links').find((row) => !earlier.has(nameOf(row)));
}

function rowInstead(root: Element, { list, at }: Place): HTMLElement | undefined {
  const rows = rowsOf(root, list);
  return rows[Math.min(at, rows.length - 1)];
}
