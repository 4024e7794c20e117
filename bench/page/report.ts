import { median } from '../report/median';
import type { Input } from './input';
import { type Arrival, arrivals, type Measured } from './measure';
import { view } from './stage';

/** Milliseconds that an update may take. */
export const limitMs = 30;

/** The medians of the runs, and the parts of the run that took longest. */
type Figures = Omit<Measured, 'isWhole'>;

/** An arrival without figures took too long. */
export interface Row extends Readonly<Partial<Record<Arrival, Figures>>> {
  readonly input: string;
  readonly characters: number;
  readonly isWhole: boolean;
}

export interface Report {
  readonly chromium: string;
  readonly cpu: string;
  readonly runs: number;
  /** Of the last quarter of an hour. */
  readonly load: number;
  readonly limitMs: number;
  readonly rows: readonly Row[];
}

export function rowOf(input: Input, measured: Readonly<Record<Arrival, readonly Measured[]>>, runs: number): Row {
  const figures = arrivals.flatMap((arrival) => {
    const of = measured[arrival];
    return of.length >= runs ? [[arrival, figuresOf(of)] as const] : [];
  });
  return {
    input: input.name,
    characters: input.text.length,
    isWhole: arrivals.every((arrival) => measured[arrival].every(({ isWhole }) => isWhole)),
    ...Object.fromEntries(figures),
  };
}

function figuresOf(runs: readonly Measured[]): Figures {
  const middle = (name: 'cpuMs' | 'wallMs' | 'longestKeyMs' | 'updates'): number =>
    round(median(runs.map((run) => run[name])));
  const longest = [...runs].sort((a, b) => b.cpuMs - a.cpuMs)[0];
  return {
    isDone: runs.every(({ isDone }) => isDone),
    cpuMs: middle('cpuMs'),
    wallMs: middle('wallMs'),
    longestKeyMs: middle('longestKeyMs'),
    updates: middle('updates'),
    parts: Object.fromEntries(Object.entries(longest?.parts ?? {}).map(([name, ms]) => [name, round(ms)])),
  };
}

const round = (ms: number): number => Math.round(ms * 10) / 10;

export function reportOf({ chromium, cpu, runs, load, rows }: Report): string {
  const worst = (name: 'cpuMs' | 'wallMs' | 'longestKeyMs'): string =>
    Math.max(0, ...rows.flatMap((row) => arrivals.map((arrival) => row[arrival]?.[name] ?? 0))).toFixed(1);
  const cells = (figures: Figures | undefined): readonly string[] =>
    figures
      ? [
          figures.cpuMs.toFixed(1),
          figures.wallMs.toFixed(1),
          figures.longestKeyMs.toFixed(0),
          figures.updates.toFixed(0) + (figures.isDone ? '' : ' +'),
        ]
      : ['too long', '', '', ''];
  return [
    '# What one update of the chat page takes',
    '',
    `Written by \`npm run bench:page\`; do not edit. Chromium ${chromium}, ${cpu}; the page's own bundle in a view of ${view.width} by ${view.height} pixels, no host and no network. ${load.toFixed(1)} processes wanted the processor in the middle: the figures by the clock are those of a busy machine where that is far over 1.`,
    '',
    'An answer comes in pieces, 1,200 characters in the middle and now and then 20,000, one each 32 ms as the extension’s host gathers them, and all at once, as when a conversation is opened again; a letter is typed into the message box each 200 ms all the while. Given are, until everything is drawn or twelve seconds have gone since the last piece (+ where more was to come):',
    '',
    '- the longest task of the page’s thread (script, style, layout and painting together) in milliseconds of processor time. None of its parts counts longer than it took by the clock: on virtual machines the clock of a thread stands still and then leaps, by 20 ms in a part of one;',
    '- the longest task by the clock, which holds what else the machine did in it;',
    '- the longest time from a key to the picture that answers it, 16 at least, by the clock too;',
    '- the number of tasks that changed the page.',
    '',
    `${runs === 1 ? `Of one run, and of three the median where it was over ${limitMs} ms` : `Medians of the largest in each of ${runs} runs`}. What was drawn to its end is there as a whole, letter by letter, but for those marked. There is no peer: the floor is “prose in paragraphs”, plain words of the same length in the same run.`,
    '',
    `An update is to take ${limitMs} ms of processor time at most; the longest took ${worst('cpuMs')} ms, and a key waited ${worst('longestKeyMs')} ms at most.`,
    '',
    '| Answer | Characters | Pieces: CPU | clock | key | updates | At once: CPU | clock | key | updates |',
    `|---|${'--:|'.repeat(9)}`,
    ...rows.map((row) => {
      const name = row.input.replace(/[\\|*_`[\]<&~#]/g, '\\$&');
      const figures = arrivals.flatMap((arrival) => cells(row[arrival]));
      return `| ${[name + (row.isWhole ? '' : ' (not whole)'), row.characters.toLocaleString('en'), ...figures].join(' | ')} |`;
    }),
    '',
  ].join('\n');
}
