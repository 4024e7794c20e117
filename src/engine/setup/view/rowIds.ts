import { textAt } from '../import/source/access';

/** An id may be of any length where the entry is wrong. */
const maxIdChars = 60;

/** A name for each entry that goes with it to another place of the list. Two with one id are told apart by their order. */
export function rowIds(entries: readonly unknown[]): readonly string[] {
  const taken = new Set<string>();
  return entries.map((entry) => {
    const name = (textAt(entry, 'id') ?? textAt(entry, 'preset') ?? '?').slice(0, maxIdChars);
    let rowId = name;
    for (let number = 2; taken.has(rowId); number += 1) rowId = `${name}#${number}`;
    taken.add(rowId);
    return rowId;
  });
}
