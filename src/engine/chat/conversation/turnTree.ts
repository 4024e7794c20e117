import type { Turn } from './turn';

/** The turns from the first to the one with this id, which is the last; none where it is not known. */
export function pathTo(turns: readonly Turn[], leafId: string | undefined): readonly Turn[] {
  const byId = new Map(turns.map((turn) => [turn.id, turn]));
  const path: Turn[] = [];
  let id = leafId;
  while (id !== undefined) {
    const turn = byId.get(id);
    if (!turn) break;
    // A turn is visited once, whatever a damaged store says of its parent.
    byId.delete(id);
    path.unshift(turn);
    id = turn.parentId;
  }
  return path;
}

/** The turns that begin at the same place as this one, itself among them, the oldest first. */
export function branchesAt(turns: readonly Turn[], { parentId }: Pick<Turn, 'parentId'>): readonly Turn[] {
  return turns.filter((turn) => turn.parentId === parentId);
}

/** Id of the turn that was asked last, of this one and all that follow it in any branch. `turns`: the oldest first. */
export function latestLeaf(turns: readonly Turn[], turnId: string): string {
  return turns.findLast(({ id }) => pathTo(turns, id).some((turn) => turn.id === turnId))?.id ?? turnId;
}
