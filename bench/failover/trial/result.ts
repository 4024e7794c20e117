import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { root } from '../../../tools/vscode/folders';
import { timesMs } from '../backend/delivery';
import { quickPace } from '../backend/backends';
import type { DisobedienceCell } from './disobedience';
import type { Engine } from '../engines/engine';
import { wordsBeforeFault } from '../scenario/faults';
import { type Matrix, quickMs } from './matrix';
import type { Overhead, StreamCost } from './overhead';
import type { Protocol } from '../../../tools/wire/protocol';
import { type Scenario, usualTimeoutMs } from '../scenario/scenarios';

/** All that one run found, with what is needed to judge and to repeat it. Times in milliseconds. */
export interface Result extends Matrix {
  readonly date: string;
  readonly node: string;
  readonly machine: string;
  readonly packages: Readonly<Record<string, string>>;
  readonly assumptions: readonly string[];
  readonly engines: readonly Pick<Engine, 'id' | 'title' | 'settings'>[];
  readonly protocols: readonly Protocol[];
  readonly scenarios: readonly Pick<Scenario, 'id' | 'title' | 'kind' | 'note'>[];
  /** What was not run, with the reason. */
  readonly skipped: readonly string[];
  /** Separate from the cases: here B is healthy and does not follow its instructions. */
  readonly disobedience: readonly DisobedienceCell[];
  readonly shortAnswers: readonly Overhead[];
  readonly fullSpeed: readonly StreamCost[];
  readonly realSpeed: readonly StreamCost[];
}

type Found = Matrix &
  Pick<Result, 'protocols' | 'skipped' | 'disobedience' | 'shortAnswers' | 'fullSpeed' | 'realSpeed'> & {
    readonly engines: readonly Engine[];
    readonly scenarios: readonly Scenario[];
    readonly packages: Readonly<Record<string, string>>;
  };

const installed = [
  'ai',
  '@ai-sdk/anthropic',
  '@ai-sdk/openai',
  '@ai-sdk/openai-compatible',
  'ai-sdk-ollama',
  'ai-fallback',
  'ai-retry',
  '@anthropic-ai/sdk',
  'openai',
  'ollama',
];

export function resultOf({ engines, scenarios, packages, ...found }: Found): Result {
  return {
    date: new Date().toISOString().slice(0, 10),
    node: process.version,
    machine: `${process.platform} ${process.arch}, ${cpus().length} cores`,
    packages: { ...Object.fromEntries(installed.map((name) => [name, versionOf(name)])), ...packages },
    assumptions,
    engines: engines.map(({ id, title, settings }) => ({ id, title, settings })),
    scenarios: scenarios.map(({ id, title, kind, note }) => ({ id, title, kind, note })),
    ...found,
  };
}

const assumptions = [
  'A speaks each protocol in turn; B and C always speak Chat Completions. All are real servers on the loopback, in a process of their own. Engines know them under public names, so that none treats them as local: an Ollama of this machine would be given 60 s for its first word by Everpair, since it may have a model to load.',
  `A healthy answer is 40 words, the first after ${timesMs.firstWord} ms and each further ${quickPace.words} after ${quickPace.pauseMs} ms: far quicker than a real model, so that what an engine adds shows. Faults in mid-answer strike after ${wordsBeforeFault} words.`,
  'B does as it is told, as a real model mostly would: it goes on from a trailing assistant turn, and when it is asked to repeat the last words of a broken-off answer and go on, it does. Asked the plain question, it begins at the first word. A model that does not, and writes the rest in words of its own, makes an answer that is whole but not the one that A would have given: exact here is about what the engine loses, repeats or breaks.',
  'In the table of models that do not go on as asked, A, B and C speak the same protocol; what is taken as a begun turn (Ollama’s) is a prefill. A breaks off behind a word of prose and inside a word of code, whenever it is asked. An engine that asks B from the start gets the whole answer.',
  `Each engine is given ${usualTimeoutMs / 1000} s for an answer, and more where a note says so; after that it counts as none.`,
  'Exact: the whole answer was shown once, nothing else with it, every call of a tool was told once and whole, and the engine said that the answer was whole. Text that the engine took back counts as not shown; how much that was is told.',
  `Added time is measured against the same engine that knows B alone. Cases whose two questions were over within ${quickMs / 1000} s ran several times, one after the other, engines in turn, and their times are medians; slower ones ran once, beside others. Whatever is no time is the worst of all runs.`,
  'Peers were given the deadlines that Everpair has for a chat with a model it does not know (10 s to the first word, 15 s of silence), wherever they have a setting for it. The AI SDK begins firstChunkMs at the response headers, so that it cannot end the wait for a server that never sends them; stepMs and totalMs could, but they would also end long answers that are well. Its streamRetries is left off: it asks the same model again behind the text already shown.',
  'Requests of the Portkey gateway are counted where they arrive, so that those to a server that cannot be reached are not known.',
  'Requests that an engine sends within 20 ms of having failed or been given up on count for that question.',
  'Nothing is random but the machine: the jitter of Everpair’s circuit breaker is fixed, and the peers’ is their own.',
];

function versionOf(name: string): string {
  const text = readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8');
  return (JSON.parse(text) as { readonly version: string }).version;
}
