import type { OutlineLine } from '../outline/outline';

/** A line of the block that may be a line of the file. */
export interface LinePair {
  readonly block: number;
  readonly file: number;
  /** How much it tells that they are the same. */
  readonly weight: number;
  /** Equal but for white space, or only about the same thing. */
  readonly isEqual: boolean;
}

/** More pairs than this mean that the block fits nearly everywhere. */
const maxPairs = 200_000;

/** All pairs that are possible, in the order of the block's lines and then of the file's; undefined where there are too many. */
export function linePairs(
  block: readonly OutlineLine[],
  file: readonly OutlineLine[],
  isMark: (index: number) => boolean,
): readonly LinePair[] | undefined {
  const used = block.filter((line, index) => !line.isBlank && !isMark(index));
  const texts = new Set(used.map(({ plain }) => plain));
  const inFile = placesBy(file, ({ plain, isBlank }) => (isBlank ? undefined : plain));
  const inBlock = placesBy(used, ({ plain }) => plain);
  const subjects = placesBy(file, ({ subject }) => subject);
  const ownSubjects = placesBy(used, ({ subject }) => subject);
  const pairs: LinePair[] = [];
  const isLevel = levels(used, inBlock, inFile, file);
  for (const [index, line] of block.entries()) {
    if (line.isBlank || isMark(index)) continue;
    const equal = inFile.get(line.plain) ?? [];
    if (pairs.length + equal.length > maxPairs) return undefined;
    const isUnique = equal.length === 1 && inBlock.get(line.plain)?.length === 1;
    const own: LinePair[] = [];
    for (const at of equal) {
      const other = file[at];
      if (!other) continue;
      const relation = openersAgree(block, index, file, other, texts, inFile, isMark);
      // What is in a new function is not what another function has.
      if (relation === 'new' && !(isUnique && line.isInformative)) continue;
      if (!line.isInformative && !isLevel(line, other)) continue;
      const base = line.isInformative ? (1 + Math.min(3, line.plain.length / 15)) / Math.sqrt(equal.length) : 0.5;
      const context = relation === true ? 1 : relation === undefined ? 0 : -2;
      const weight =
        base * (isUnique && line.isInformative ? 2 : 1) +
        (isUnique && line.isInformative ? Math.max(context, 0) : context) +
        (line.text.trimEnd() === other.text.trimEnd() ? 0.3 : 0);
      own.push({ block: index, file: at, weight: isLevel(line, other) ? Math.max(weight, 0.1) : 0.1, isEqual: true });
    }
    if (line.subject !== undefined) {
      const about = (subjects.get(line.subject) ?? []).filter((at) => file[at]?.plain !== line.plain);
      if (pairs.length + about.length > maxPairs) return undefined;
      for (const at of about) {
        const other = file[at];
        if (!other || texts.has(other.plain)) continue;
        const relation = openersAgree(block, index, file, other, texts, inFile, isMark);
        const isSole = subjects.get(line.subject)?.length === 1 && ownSubjects.get(line.subject)?.length === 1;
        if (relation === false || relation === 'new' || !isSole) continue;
        own.push({ block: index, file: at, weight: relation === true ? 2.1 : 1.5, isEqual: false });
      }
    }
    pairs.push(...own.sort((a, b) => a.file - b.file));
  }
  return pairs;
}

/** Whether two lines are as deep as lines that are surely the same: for lines such as `}` nothing else tells them apart. */
function levels(
  used: readonly OutlineLine[],
  inBlock: ReadonlyMap<string, readonly number[]>,
  inFile: ReadonlyMap<string, readonly number[]>,
  file: readonly OutlineLine[],
): (line: OutlineLine, other: OutlineLine) => boolean {
  const depths = new Map<number, Map<number, number>>();
  let same = 0;
  let moved = 0;
  for (const line of used) {
    const places = inFile.get(line.plain) ?? [];
    const other = file[places[0] ?? -1];
    if (!other || places.length > 1 || !line.isInformative || inBlock.get(line.plain)?.length !== 1) continue;
    const own = depths.get(line.depth) ?? new Map<number, number>();
    depths.set(line.depth, own.set(other.depth, (own.get(other.depth) ?? 0) + 1));
    if (line.depth === other.depth) same += 1;
    else moved += 1;
  }
  return (line, other) => {
    if (same >= moved && same > 0) return line.depth === other.depth;
    const known = depths.get(line.depth);
    return known === undefined || known.has(other.depth);
  };
}

function placesBy(
  lines: readonly OutlineLine[],
  key: (line: OutlineLine) => string | undefined,
): ReadonlyMap<string, readonly number[]> {
  const places = new Map<string, number[]>();
  for (const [at, line] of lines.entries()) {
    const name = key(line);
    if (name === undefined) continue;
    const known = places.get(name);
    if (known) known.push(at);
    else places.set(name, [at]);
  }
  return places;
}

/** Whether the blocks in which two lines stand are the same one; undefined where that cannot be seen. */
function openersAgree(
  block: readonly OutlineLine[],
  index: number,
  file: readonly OutlineLine[],
  other: OutlineLine,
  texts: ReadonlySet<string>,
  inFile: ReadonlyMap<string, readonly number[]>,
  isMark: (index: number) => boolean,
): boolean | 'new' | undefined {
  const opener = block[index]?.opener ?? -1;
  const own = block[opener];
  const its = file[other.opener];
  if (!own) return undefined;
  if (its && (own.plain === its.plain || (own.declaration !== undefined && own.declaration === its.declaration)))
    return true;
  // What a mark stands for may have closed the block.
  for (let at = opener + 1; at < index; at += 1) if (isMark(at)) return undefined;
  if (own.declaration !== undefined && !inFile.has(own.plain)) return 'new';
  if (!its || own.declaration !== undefined || its.declaration !== undefined) return false;
  return inFile.has(own.plain) || texts.has(its.plain) ? false : undefined;
}
