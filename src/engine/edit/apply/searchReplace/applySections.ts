import type { Application, ApplyRefusal } from '../application';
import { refused } from '../application';
import { fileLines, textOf, type FileLines } from '../lines/fileLines';
import { hunksOfLines } from '../merge/hunks';
import { isAlreadyThere, isDone } from '../place/alreadyThere';
import { type LineEdit, piecesOf, touches } from '../place/edits';
import { findAroundBlanks, findLines, isElsewhereToo, LineFinder } from '../place/findLines';
import { isInformative } from '../place/informative';
import { replacedLines } from '../place/replaced';
import type { Replacement, Section } from './searchReplace';

type Step = { readonly edit: LineEdit } | 'done' | ApplyRefusal;

/** Search/replace sections one after the other. Each must have one place; a later one may stand on an earlier one. */
export function applySections(source: string | undefined, sections: readonly Section[]): Application {
  let text = source ?? '';
  let state = new Progress(fileLines(text));
  let done = 0;
  for (const [index, section] of sections.entries()) {
    const twins = sections.filter((other) => isTwin(other, section));
    let step = state.step(section, twins.length, twins.indexOf(section));
    if (typeof step === 'string' && step !== 'done' && state.edits.length > 0) {
      text = state.text();
      state = new Progress(fileLines(text));
      const left = sections.slice(index).filter((other) => isTwin(other, section));
      step = state.step(section, left.length, 0);
    }
    if (step === 'done') {
      done += 1;
      continue;
    }
    if (typeof step === 'string') return refused(source === undefined && step === 'no-place' ? 'no-file' : step);
    state.edits.push(step.edit);
  }
  if (done > 0 && done < sections.length) return refused('perhaps-applied');
  const after = state.text();
  return after === source ? { type: 'unchanged' } : { type: 'changed', text: after };
}

function isTwin(a: Section, b: Section): boolean {
  return JSON.stringify(a.readings) === JSON.stringify(b.readings);
}

/** What has been done to a file so far. */
class Progress {
  readonly edits: LineEdit[] = [];
  private readonly finder: LineFinder;

  constructor(private readonly file: FileLines) {
    this.finder = new LineFinder(file.lines);
  }

  text(): string {
    return textOf(this.file, piecesOf(this.file, this.edits));
  }

  /** What a section does, the `nth` of `count` that are equal. */
  step({ readings }: Section, count: number, nth: number): Step {
    const steps = readings.map((reading) => this.readingStep(reading, count, nth));
    const possible = steps.filter((step) => typeof step !== 'string' || step === 'done');
    if (possible.length === 1) return possible[0] ?? 'no-place';
    return possible.length > 1 ? 'several-places' : (steps[0] ?? 'malformed');
  }

  private readingStep(reading: Replacement, count: number, nth: number): Step {
    const isBlank = reading.search.every((line) => line.trim() === '');
    const isEmptyFile = this.file.lines.length < 2 && this.file.lines.every((line) => line.trim() === '');
    if (isBlank && (reading.search.length === 0 || isEmptyFile)) return this.added(reading.replace);
    const isAtEdge = changesBlankEdge(reading);
    const bare = isAtEdge ? [] : [withoutBlankEdges(reading)];
    for (const { search, replace } of [reading, ...bare]) {
      const found = findLines(this.finder, search);
      if (!found) continue;
      const { places, looseness } = found;
      const isBare = search !== reading.search;
      if (isBare && (isElsewhereToo(this.finder, search, looseness) || hasBlankEdge(this.finder, reading.search)))
        return 'several-places';
      const free = places.filter((place) => !touches(this.edits, place, place + search.length));
      if (places.length > 1 && places.length !== count) return 'several-places';
      const place = places.length === count && count > 1 ? places[nth] : places[0];
      if (place === undefined || !free.includes(place)) return 'several-places';
      const lines = replacedLines(search, replace, this.file.lines.slice(place, place + search.length), looseness);
      if (!lines) return 'no-place';
      if (isAlreadyThere(this.finder, search, replace, place)) return 'perhaps-applied';
      return { edit: { from: place, to: place + search.length, lines } };
    }
    if (isDone(this.finder, reading.search, reading.replace)) return 'done';
    const range = findAroundBlanks(this.file.lines, reading.search);
    if (!range || isAtEdge || touches(this.edits, range.from, range.to)) return 'no-place';
    // As it is written: a blank line that the search leaves out is hardly one that was meant to stay.
    const { replace } = withoutBlankEdges({
      search: ['', ...reading.search, ''],
      replace: ['', ...reading.replace, ''],
    });
    return { edit: { ...range, lines: replace } };
  }

  /** The whole of a new file, or what is put at the end of one. */
  private added(replace: readonly string[]): Step {
    const { lines } = this.file;
    if (this.finder.find(replace, 'line-end').length > 0 && replace.some(isInformative)) return 'done';
    return { edit: { from: lines.length, to: lines.length, lines: replace } };
  }
}

/**
 * Whether something changes in the blank lines at an end of what is searched alone, or beside them: without them its place is not
 * known. New lines between such a line and the text have the text, unless they are blank themselves.
 */
function changesBlankEdge({ search, replace }: Replacement): boolean {
  const isText = (line: string): boolean => line.trim() !== '';
  const [first, end] = [search.findIndex(isText), search.findLastIndex(isText) + 1];
  return hunksOfLines(search, replace).some(({ before: { from, to }, after }) => {
    const isBesideText = from === to && replace.slice(after.from, after.to).every(isText);
    const isLead = first > 0 && to <= first && !(isBesideText && from === first);
    return isLead || (end < search.length && from >= end && !(isBesideText && from === end));
  });
}

/** Whether the file has a blank line beside the first or last line of text, as the search has it: that may be the place that is meant. */
function hasBlankEdge(finder: LineFinder, search: readonly string[]): boolean {
  const isText = (line: string): boolean => line.trim() !== '';
  const [first, last] = [search.findIndex(isText), search.findLastIndex(isText)];
  const edges = [search.slice(Math.max(first - 1, 0), first + 1), search.slice(last, last + 2)];
  return edges.some(
    (edge) => edge.length === 2 && edge.some(isInformative) && finder.find(edge, 'line-end').length > 0,
  );
}

function withoutBlankEdges({ search, replace }: Replacement): Replacement {
  const isText = (line: string): boolean => line.trim() !== '';
  const lead = search.findIndex(isText);
  const tail = search.length - 1 - search.findLastIndex(isText);
  const from = Math.min(lead, Math.max(replace.findIndex(isText), 0));
  const kept = replace.slice(from);
  const blankTail = kept.length - 1 - kept.findLastIndex(isText);
  return {
    search: search.slice(lead, search.length - tail),
    replace: kept.slice(0, kept.length - Math.min(tail, blankTail)),
  };
}
