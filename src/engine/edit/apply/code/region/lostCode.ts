import type { CodeContext } from '../codeContext';
import type { Region } from './regions';

/** Lines of the file that go for nothing are an omission when they are more than this and nothing marks it. */
const maxSilentLines = 12;

interface Gap {
  /** Lines of the file that are not in the block any more. */
  readonly lost: readonly number[];
  /** Lines of the block that are not in the file yet. */
  readonly added: readonly number[];
}

/**
 * Whether a block takes away code that it does not speak of: declarations for which it brings no others, or many lines for
 * none. Where it marks what it leaves out, what is missing between two neighbours is meant to go.
 */
export function losesCode(context: CodeContext, regions: readonly Region[]): boolean {
  const { block, file, parts } = context;
  const gaps = regions.flatMap((region) => gapsOf(context, region));
  const declared = new Set(block.flatMap(({ declaration }) => declaration ?? []));
  const isMarked = parts.marks.size > 0;
  const isPureDeletion = gaps.every(({ added }) => added.length === 0) && gaps.length === 1;
  if (isPureDeletion || keepsMost(context, regions)) return false;
  return gaps.some(({ lost, added }) => {
    const gone = lost.filter((at) => opensDeclaration(context, at) && !declared.has(file[at]?.declaration ?? ''));
    const come = added.filter((at) => block[at]?.declaration !== undefined);
    if (gone.length === 0) return !isMarked && added.length === 0 && lost.length > maxSilentLines;
    if (gone.length <= come.length) return false;
    return !isMarked || (added.length > 0 ? gone.length > 1 : gone.length > 5);
  });
}

/** Whether the regions keep so much that the little that goes was meant to go. */
function keepsMost({ file }: CodeContext, regions: readonly Region[]): boolean {
  const telling = (at: number): boolean => file[at]?.isInformative === true;
  let total = 0;
  for (const { from, to } of regions) for (let at = from; at < to; at += 1) if (telling(at)) total += 1;
  const kept = regions.flatMap(({ pairs }) => pairs).filter((pair) => pair.isEqual && telling(pair.file)).length;
  return kept * 4 >= total * 3;
}

function opensDeclaration({ file }: CodeContext, at: number): boolean {
  const line = file[at];
  if (line?.declaration === undefined) return false;
  const next = file.slice(at + 1, at + 4).find(({ isBlank }) => !isBlank);
  return /[{:(]$|=>$/.test(line.plain) || (next?.depth ?? 0) > line.depth;
}

function gapsOf({ block, file }: CodeContext, { segment, pairs, from, to }: Region): readonly Gap[] {
  const texts = new Set(block.map(({ plain }) => plain));
  const gaps: Gap[] = [];
  let [own, its] = [segment.from, from];
  for (const pair of [...pairs, { block: segment.to, file: to }]) {
    const lost: number[] = [];
    const added: number[] = [];
    for (let at = its; at < pair.file; at += 1) {
      if (file[at]?.isInformative === true && !texts.has(file[at]?.plain ?? '')) lost.push(at);
    }
    for (let at = own; at < pair.block; at += 1) if (block[at]?.isInformative === true) added.push(at);
    if (lost.length > 0 || added.length > 0) gaps.push({ lost, added });
    [own, its] = [pair.block + 1, pair.file + 1];
  }
  return gaps;
}
