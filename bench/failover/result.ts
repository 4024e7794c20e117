import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { pace } from './backend/delivery';
import { patience } from './exchange';
import { faults, wordsBeforeFault } from './faults';
import type { Engine } from './engines/engine';
import { type Matrix, quick } from './matrix';
import type { Overhead } from './overhead';

/** All that one run found, with what is needed to judge and to repeat it. Times in milliseconds. */
export interface Result extends Matrix {
  readonly date: string;
  readonly node: string;
  readonly machine: string;
  readonly packages: Readonly<Record<string, string>>;
  readonly assumptions: readonly string[];
  readonly engines: readonly Pick<Engine, 'id' | 'title' | 'settings'>[];
  readonly faults: Readonly<Record<string, string>>;
  readonly overhead: readonly Overhead[];
}

const packages = ['ai', '@ai-sdk/openai-compatible', 'ai-fallback', 'ai-retry', 'openai'];

export function resultOf(matrix: Matrix, overhead: readonly Overhead[], engines: readonly Engine[]): Result {
  return {
    date: new Date().toISOString().slice(0, 10),
    node: process.version,
    machine: `${process.platform} ${process.arch}, ${cpus().length} cores`,
    packages: Object.fromEntries(packages.map((name) => [name, versionOf(name)])),
    assumptions,
    engines: engines.map(({ id, title, settings }) => ({ id, title, settings })),
    faults: Object.fromEntries(matrix.cells.map(({ fault }) => [fault, faults[fault]])),
    overhead,
    ...matrix,
  };
}

const assumptions = [
  'Every engine speaks the Chat Completions protocol over real loopback sockets to two servers in a process of their own: A, broken in one way all the time, and B, healthy. Engines know them under public names, so that none treats them as local.',
  `A healthy answer is 40 words, the first after ${pace.firstWord} ms and each other after ${pace.eachWord} ms: far quicker than a real model, so that what an engine adds shows. Faults in mid-answer strike after ${wordsBeforeFault} words.`,
  'B does as it is told, as a real model mostly would: it goes on from a trailing assistant turn, and when it is asked to repeat the last words of a broken-off answer and go on, it does. Asked the plain question, it begins at the first word.',
  `Each engine is given ${patience / 1000} s for an answer; after that it counts as none.`,
  'Exact: the whole answer was shown once, nothing else with it, and the engine said that it was whole. Text that the engine took back counts as not shown; how much that was is told.',
  `Added time is measured against the same engine that knows B alone. Cases whose two questions were over within ${quick / 1000} s ran several times, one after the other, engines in turn, and their times are medians; slower ones ran once, beside others. Whatever is no time is the worst of all runs.`,
  'The AI SDK begins firstChunkMs at the response headers, so that it cannot end the wait for a server that never sends them; stepMs and totalMs could, but they would also end long answers that are well. Its streamRetries is left off: it asks the same model again behind the text already shown.',
  'Requests that an engine sends within 20 ms of having failed or been given up on count for that question.',
  'Nothing is random but the machine: the jitter of Everpair’s circuit breaker is fixed, and the peers’ is their own.',
];

function versionOf(name: string): string {
  const text = readFileSync(join(__dirname, '../../node_modules', name, 'package.json'), 'utf8');
  return (JSON.parse(text) as { readonly version: string }).version;
}
