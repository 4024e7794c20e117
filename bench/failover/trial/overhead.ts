import { median, quantile } from '../../report/median';
import type { Backends } from '../backend/backends';
import type { Ask, Engine } from '../engines/engine';
import { exchange } from './exchange';
import { Host } from '../backend/host';
import type { Protocol } from '../../../tools/wire/protocol';
import { counting, plain, type Question } from '../scenario/questions';

/** What an engine costs on healthy, short answers. */
export interface Overhead {
  readonly engine: string;
  readonly protocol: Protocol;
  readonly requests: number;
  /** Milliseconds to the first content: the middle, and the tenth and ninetieth of a hundred. */
  readonly firstMs: number;
  readonly firstMs10: number;
  readonly firstMs90: number;
  /** Milliseconds of this process's processor time for one answer, user and system; absent for an engine in another. */
  readonly cpuMs?: number;
}

/** What an engine costs on a healthy, long answer. */
export interface StreamCost {
  readonly engine: string;
  readonly protocol: Protocol;
  readonly words: number;
  /** Milliseconds for one answer: of processor time, user and system, and in all. */
  readonly cpuMs: number;
  readonly totalMs: number;
}

export interface OverheadOptions {
  readonly backends: Backends;
  readonly engines: readonly Engine[];
  readonly protocols: readonly Protocol[];
}

interface Subject {
  readonly engine: Engine;
  readonly protocol: Protocol;
  readonly ask: Ask;
}

const warmUpRounds = 5;

/** Engines take turns, so that what else the machine does meets all alike. Each keeps its instance, as a program would. */
export async function measureShortAnswers(options: OverheadOptions, requests: number): Promise<readonly Overhead[]> {
  const subjects = await subjectsOf(options, plainPace);
  const seen = subjects.map((subject) => ({ ...subject, firsts: [] as number[], cpus: [] as number[] }));
  for (let request = -warmUpRounds; request < requests; request += 1) {
    for (const { ask, firsts, cpus } of seen) {
      const before = process.cpuUsage();
      const { firstMs = NaN } = await exchange(ask, plain, timeoutMs);
      const cpuMs = cpuSince(before);
      if (request < 0) continue;
      firsts.push(firstMs);
      cpus.push(cpuMs);
    }
  }
  return seen.map(({ engine, protocol, firsts, cpus }) => ({
    engine: engine.id,
    protocol,
    requests,
    firstMs: hundredths(median(firsts)),
    firstMs10: hundredths(quantile(firsts, 0.1)),
    firstMs90: hundredths(quantile(firsts, 0.9)),
    ...(engine.isApart === true ? {} : { cpuMs: hundredths(median(cpus)) }),
  }));
}

const plainPace = { pauseMs: 1, words: 3 } as const;
/** Milliseconds. */
const timeoutMs = 60_000;

/** One answer as fast as it can be sent. */
export const fullSpeed = { words: 20_000, atOnce: 1, runs: 3, pace: { pauseMs: 0, words: Infinity } } as const;
/** Some answers at once at the speed of a quick model, so that the small share of a core of one answer can be measured. */
export const realSpeed = { words: 150, atOnce: 10, runs: 3, pace: { pauseMs: 10, words: 1 } } as const;

export async function measureStreams(
  options: OverheadOptions,
  { words, atOnce, runs, pace }: typeof fullSpeed | typeof realSpeed,
): Promise<readonly StreamCost[]> {
  const subjects = await subjectsOf(options, pace);
  const seen = subjects.map((subject) => ({ ...subject, cpus: [] as number[], totals: [] as number[] }));
  const question = counting(words);
  // The first round warms up.
  for (let run = -1; run < runs; run += 1) {
    for (const { ask, cpus, totals } of seen) {
      const before = process.cpuUsage();
      const startedAt = performance.now();
      const texts = await Promise.all(Array.from({ length: atOnce }, () => textOf(ask, question)));
      const totalMs = performance.now() - startedAt;
      const cpuMs = cpuSince(before) / atOnce;
      if (texts.some((text) => text !== question.answer)) throw new Error('A healthy answer came otherwise.');
      if (run < 0) continue;
      cpus.push(cpuMs);
      totals.push(totalMs);
    }
  }
  return seen.map(({ engine, protocol, cpus, totals }) => ({
    engine: engine.id,
    protocol,
    words,
    cpuMs: hundredths(median(cpus)),
    totalMs: hundredths(median(totals)),
  }));
}

async function textOf(ask: Ask, question: Question): Promise<string> {
  const controller = new AbortController();
  let text = '';
  for await (const told of ask(question, controller.signal)) if (told.type === 'text') text += told.text;
  return text;
}

async function subjectsOf(
  { backends, engines, protocols }: OverheadOptions,
  pace: Parameters<Backends['start']>[1],
): Promise<readonly Subject[]> {
  const a = await backends.start('healthy', pace);
  const b = await backends.start('healthy', pace);
  return protocols.flatMap((protocol) =>
    engines
      .filter((engine) => engine.lacks?.(protocol) === undefined)
      .map((engine) => ({
        engine,
        protocol,
        ask: engine.open([new Host('a', protocol, a), new Host('b', 'chat-completions', b)]),
      })),
  );
}

function cpuSince(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

function hundredths(ms: number): number {
  return Math.round(ms * 100) / 100;
}
