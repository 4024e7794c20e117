import {
  CompletionEngine,
  type CompletionEngineDeps,
} from '../../../../../src/engine/completion/engine/completionEngine';
import type { CompletionQuery } from '../../../../../src/engine/completion/api/completionQuery';
import type { ShownSuggestion } from '../../../../../src/engine/completion/engine/currentSuggestion';
import type { Trimmer } from '../../../../../src/engine/completion/api/trimmer';
import {
  noCompletionContext,
  type CompletionContext,
} from '../../../../../src/engine/completion/api/completionContext';
import type { AnswerEvent } from '../../../../../src/engine/failover/api/answer';
import { silentLog } from '../../../../../src/engine/model/log';
import { sleep } from '../../../../../src/engine/model/async/clock';
import { route, virtualClock, type VirtualClock } from '../../failover/fixtures';
import { at } from '../fixtures';
import { clearance } from '../../privacy/released';

export const alpha = route('alpha');
export const says = (text: string): AnswerEvent => ({ type: 'text', text });
export const done = (reason: 'stop' | 'length' = 'stop'): AnswerEvent => ({
  type: 'done',
  route: alpha,
  reason,
  attempts: [],
});
export const failed: AnswerEvent = { type: 'failed', failure: { attempts: [], skipped: [] } };

export const sum = [says('a + b;'), done()];
export const block = [says('if (a) {\n'), says('  b();\n'), says('}\nmore\n'), done()];

/** An answer: events, and milliseconds between them. */
export type Script = readonly (AnswerEvent | number)[];

/** Shows one line and keeps three. Other tests handle the text around the code. */
export const lineByLine: Trimmer = {
  cleanUp: ({ text, whole }) => (whole ? text : text.replace(/\w+$/, '')).trimEnd(),
  present: (text) => {
    const line = (/^[^\n]*/.exec(text)?.[0] ?? '').trimEnd();
    return line === '' ? undefined : { text: line, replaces: 0 };
  },
  isSettled: (raw) => /[^\n]\n/.test(raw),
  hasEnded: (raw) => raw.split('\n').length > 3,
};

export interface World {
  readonly engine: CompletionEngine;
  readonly clock: VirtualClock;
  /** The signal of every request that was sent. */
  readonly requests: AbortSignal[];
  readonly logged: string[];
  /** Events that were read of all answers. */
  read: number;
  /** The answer to requests without one in `answers`. */
  answer: Script;
  readonly answers: Script[];
  /** Asks as a user does, unless `more` says otherwise. */
  readonly ask: (file: string, more?: Partial<CompletionQuery>, signal?: AbortSignal) => Promise<string | undefined>;
  readonly offer: (
    file: string,
    more?: Partial<CompletionQuery>,
    signal?: AbortSignal,
  ) => Promise<ShownSuggestion | undefined>;
  /** A key was pressed, and the editor asks automatically. */
  readonly key: (file: string, more?: Partial<CompletionQuery>) => Promise<string | undefined>;
}

/** The editor's automatic query at the mark. */
export function queryAt(file: string): CompletionQuery {
  const retrieveContext = (): Promise<CompletionContext> => Promise.resolve(noCompletionContext);
  const usual = { multiline: 'auto', prefetch: 'afterAccept', race: false, retrieveContext } as const;
  return { document: 'file:///sum.ts', cursor: at(file), clearance, explicit: false, ...usual };
}

export function world(answer: Script, deps: Partial<CompletionEngineDeps> = {}): World {
  const clock = virtualClock();
  const requests: AbortSignal[] = [];
  const logged: string[] = [];
  let typing: AbortController | undefined;
  async function* complete(signal: AbortSignal): AsyncGenerator<AnswerEvent> {
    requests.push(signal);
    yield { type: 'attempt', route: alpha, number: 1 };
    for (const event of made.answers[requests.length - 1] ?? made.answer) {
      if (typeof event === 'number') await sleep(clock, event, signal);
      if (signal.aborted) {
        yield { type: 'cancelled', attempts: [] };
        return;
      }
      if (typeof event === 'number') continue;
      made.read += 1;
      yield event;
    }
  }
  const engine = new CompletionEngine({
    complete: (_task, { signal }) => complete(signal),
    nextRoute: () => ({ route: alpha, idle: true }),
    prepare: () => Promise.resolve(),
    trimmer: lineByLine,
    clock: clock,
    log: {
      ...silentLog,
      info: (line) => logged.push(`info ${line}`),
      warn: (line) => logged.push(`warn ${line}`),
      error: (line) => logged.push(`error ${line}`),
    },
    ...deps,
  });
  const offer: World['offer'] = (file, more = {}, signal = new AbortController().signal) =>
    engine.suggest({ ...queryAt(file), explicit: true, ...more }, signal);
  const made: World = {
    engine,
    clock,
    requests,
    logged,
    read: 0,
    answer,
    answers: [],
    offer,
    ask: async (...question) => (await offer(...question))?.text,
    key: (file, more) => {
      typing?.abort();
      typing = new AbortController();
      engine.typed(at(file));
      return made.ask(file, { explicit: false, ...more }, typing.signal);
    },
  };
  return made;
}
