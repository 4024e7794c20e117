import { markerOf } from '../searchReplace/markers';
import { openedFence, type BlockEnd } from './fence';

/** The end of a search/replace block or a patch that begins at a line outside of fences; undefined where none does. */
export function bareEnd(lines: readonly string[], at: number): BlockEnd | undefined {
  const line = lines[at] ?? '';
  if (markerOf(line)?.kind === 'search') return searchReplaceEnd(lines, at);
  if (/^\*\*\* Begin Patch\s*$/.test(line)) return lineThat(lines, at, /^\*\*\* End Patch\s*$/);
  if (/^---FILEPATH\s/.test(line)) return findReplaceEnd(lines, at);
  if (/^diff --git /.test(line)) return unifiedEnd(lines, at);
  if (/^--- \S/.test(line) && /^\+\+\+ \S/.test(lines[at + 1] ?? '')) return unifiedEnd(lines, at);
  return undefined;
}

/** Without a divider it is no block but a row of characters. */
function searchReplaceEnd(lines: readonly string[], at: number): BlockEnd | undefined {
  let isDivided = false;
  for (let index = at + 1; index < lines.length; index += 1) {
    const kind = markerOf(lines[index] ?? '')?.kind;
    if (kind === 'divider') isDivided = true;
    if (kind === 'replace' && isDivided) return { line: index + 1, isClosed: true };
    if (kind === 'search') break;
  }
  return isDivided ? { line: lines.length, isClosed: false } : undefined;
}

function lineThat(lines: readonly string[], at: number, matches: RegExp): BlockEnd {
  const end = lines.findIndex((line, index) => index > at && matches.test(line));
  return end === -1 ? { line: lines.length, isClosed: false } : { line: end + 1, isClosed: true };
}

/** It closes with its own word, or with the fence of the last replacement where the answer ends behind it. */
function findReplaceEnd(lines: readonly string[], at: number): BlockEnd {
  const end = lineThat(lines, at, /^---COMPLETE\s*$/);
  if (end.isClosed) return end;
  const last = lines.findLastIndex((line) => line.trim() !== '');
  const isFenceEnd = openedFence(lines[last] ?? '')?.info === '';
  return isFenceEnd ? { line: last + 1, isClosed: true } : end;
}

const gitHeader =
  /^(?:diff --git |index |(?:new|deleted) file mode |(?:old|new) mode |similarity |dissimilarity |rename |copy |--- |\+\+\+ |Binary files )/;

function unifiedEnd(lines: readonly string[], at: number): BlockEnd {
  let end = at;
  let isInHunk = false;
  for (let index = at; index < lines.length; index += 1) {
    const line = lines[index] ?? '';
    if (/^@@/.test(line)) isInHunk = true;
    else if (gitHeader.test(line)) isInHunk = isInHunk && /^(?:--- |\+\+\+ )/.test(line);
    else if (!(isInHunk && /^(?:[ +\-\\]|$)/.test(line))) break;
    if (line !== '') end = index + 1;
  }
  return { line: end, isClosed: true };
}
