import type { Backends } from '../backend/backends';
import type { Engine } from '../engines/engine';
import { isExact } from './exchange';
import type { Fault } from '../scenario/faults';
import type { Protocol } from '../../../tools/wire/protocol';
import type { Question } from '../scenario/questions';
import { usualTimeoutMs } from '../scenario/scenarios';
import { type Asked, askedOnce } from './trial';
import { code, explanation } from '../backend/prose';
import { disobedience, ways } from '../backend/ways';

/** What a person has of an answer in the end. */
export const endings = {
  exact: 'exact',
  'taken-back': 'exact, some of it taken back and written anew',
  'remark-behind': 'exact, with a remark behind it',
  told: 'told as failed',
  waiting: 'no end in time',
  wrong: 'wrong text said to be whole',
} as const;

export type Ending = keyof typeof endings;

export interface DisobedienceCell {
  readonly engine: string;
  /** A, B and C speak it. */
  readonly protocol: Protocol;
  readonly way: string;
  readonly answer: AnswerName;
  readonly ending: Ending;
  readonly requestsToOthers: number;
}

type AnswerName = 'prose' | 'code';

/** Where A breaks off in what. */
const cuts: readonly { readonly answer: AnswerName; readonly question: Question; readonly fault: Fault }[] = [
  { answer: 'prose', question: explanation, fault: 'cut-middle' },
  { answer: 'code', question: code, fault: 'cut-in-word' },
];

export interface DisobedienceOptions {
  readonly backends: Backends;
  readonly engines: readonly Engine[];
  readonly protocols: readonly Protocol[];
  /** Names of `ways`. */
  readonly ways: readonly string[];
  readonly onProgress: (what: string) => void;
}

/** Questions at once: so few that no deadline is missed through a busy processor. */
const maxConcurrent = 4;

/** A is cut in mid-answer, however often it is asked; B replies in each way when asked to go on; C follows its instructions. */
export async function runDisobedience(options: DisobedienceOptions): Promise<readonly DisobedienceCell[]> {
  const { backends, onProgress } = options;
  const cases = casesOf(options);
  onProgress(`${cases.length} answers of models that do not go on as asked`);
  const cells: DisobedienceCell[] = [];
  const left = cases.entries();
  const work = async (): Promise<void> => {
    // Shared by all: each takes the next free one.
    for (const [index, { engine, protocol, way, answer, question, fault }] of left) {
      const scenario = { a: [fault], b: disobedience(way), withC: true, question, patience: usualTimeoutMs } as const;
      const asked = await askedOnce(backends, { engine, protocol, scenario, protocolOfOthers: protocol });
      const { requestsToOthers } = asked;
      cells[index] = { engine: engine.id, protocol, way, answer, ending: endingOf(asked, question), requestsToOthers };
    }
  };
  await Promise.all(Array.from({ length: maxConcurrent }, work));
  return cells;
}

type Case = (typeof cuts)[number] & { readonly engine: Engine; readonly protocol: Protocol; readonly way: string };

function casesOf({ engines, protocols, ways: names }: DisobedienceOptions): readonly Case[] {
  return protocols.flatMap((protocol) =>
    names.flatMap((way) =>
      cuts.flatMap((cut) =>
        engines
          .filter((engine) => engine.lacks?.(protocol) === undefined)
          .map((engine) => ({ ...cut, engine, protocol, way })),
      ),
    ),
  );
}

function endingOf(asked: Asked, question: Question): Ending {
  if (asked.outcome === 'error') return 'told';
  if (asked.outcome === 'no-answer') return 'waiting';
  if (isExact(asked)) return asked.takenBack > 0 ? 'taken-back' : 'exact';
  return asked.text.trim().startsWith(`${question.answer}\n\n`) && asked.difference.lost === 0
    ? 'remark-behind'
    : 'wrong';
}

export const wayNames = Object.keys(ways);
