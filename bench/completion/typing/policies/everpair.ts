import { CompletionEngine, type CompletionQuery } from '../../../../src/completion/engine';
import { prefixBudget, suffixBudget } from '../../../../src/completion/hole';
import { isOccasion } from '../../../../src/completion/occasion';
import { Shaper } from '../../../../src/completion/shape';
import { noSurroundings } from '../../../../src/completion/surroundings';
import { noSyntax } from '../../../../src/completion/syntax';
import type { AnswerEvent } from '../../../../src/failover/answer';
import type { CompletionTask, RunOptions } from '../../../../src/failover/providerManager';
import type { Clock } from '../../../../src/model/clock';
import { silentLog } from '../../../../src/model/log';
import type { Provider } from '../../../../src/model/provider';
import { type Route, routeId } from '../../../../src/model/route';
import type { StreamEvent } from '../../../../src/model/stream';
import { type BackEnd, BackEndFailure } from '../backEnd';
import type { Moment } from '../document';
import type { Policy } from './policy';

/** The engine itself. Everything that is to change with its public API is in this file. */
export const everpair: Policy = {
  id: 'everpair',
  title: 'Everpair',
  rules: 'The engine of src/completion itself, asked as src/editor/completion asks it, with its default settings.',
  forwardStable: false,
  create: ({ clock, backEnd }) => {
    const here: Route = backEnd.speed.serial ? { ...route, trust: 'local' } : route;
    const pace = new Pace(clock);
    const engine = new CompletionEngine({
      complete: (task, options) => pace.follow(here, answerOf(task, options, backEnd)),
      prospect: () => ({ route: here, ...pace.now() }),
      prepare: () => Promise.resolve(),
      shaping: new Shaper(noSyntax),
      clock,
      log: silentLog,
    });
    return {
      provide: async (moment, signal) => {
        const query = queryAt(moment);
        return isOccasion(query) ? engine.suggest(query, signal) : undefined;
      },
      typed: (moment, written) => {
        engine.typed(moment);
        const query = queryAt(moment);
        if (written !== '' && isOccasion(query)) void engine.foresee(query);
      },
      accepted: ({ path }) => engine.accepted(path, ''),
    };
  },
};

function queryAt({ prefix, suffix, path, languageId }: Moment): CompletionQuery {
  const hole = { prefix: prefix.slice(-prefixBudget), suffix: suffix.slice(0, suffixBudget), path, languageId };
  const surroundings = (): Promise<typeof noSurroundings> => Promise.resolve(noSurroundings);
  const usual = { multiline: 'auto', prefetch: 'afterAccept', race: false, surroundings } as const;
  return { document: path, hole, explicit: false, ...usual };
}

/** What the failover engine would know of the host: how long it usually takes to the first word, and whether it rests. */
class Pace {
  private readonly latencies: number[] = [];
  private running = 0;

  constructor(private readonly clock: Clock) {}

  now(): { readonly firstContentMs?: number; readonly idle: boolean } {
    const recent = this.latencies.slice(-50).sort((a, b) => a - b);
    const median = recent[Math.ceil(recent.length / 2) - 1];
    return { idle: this.running === 0, ...(recent.length < 5 ? {} : { firstContentMs: median }) };
  }

  async *follow(here: Route, events: AsyncIterable<AnswerEvent>): AsyncGenerator<AnswerEvent, void, undefined> {
    const begun = this.clock.now();
    let hasText = false;
    this.running += 1;
    try {
      yield { type: 'attempt', route: here, number: 1 };
      for await (const event of events) {
        if (event.type === 'text' && !hasText) this.latencies.push(this.clock.now() - begun);
        hasText ||= event.type === 'text';
        yield event;
      }
    } finally {
      this.running -= 1;
    }
  }
}

const route: Route = {
  id: routeId('bench', 'bench'),
  providerId: 'bench',
  type: 'openai-compatible',
  label: 'Bench',
  model: 'bench',
  endpoint: 'https://bench.example',
  vendor: 'bench',
  trust: 'cloud',
  traits: {
    contextWindow: 32_000,
    maxOutputTokens: 4_000,
    tools: false,
    images: false,
    prefill: false,
    reasoning: false,
  },
};

/** What the failover engine tells of a request to one host that fills in the middle. */
async function* answerOf(
  task: CompletionTask,
  { signal }: RunOptions,
  backEnd: BackEnd,
): AsyncGenerator<AnswerEvent, void, undefined> {
  for await (const event of task.open(providerOf(backEnd), route, { signal })) {
    if (event.type === 'text') yield event;
    else if (event.type === 'done') yield { type: 'done', route, reason: event.reason, attempts: [] };
    else if (event.type === 'failed' && event.failure.kind === 'cancelled') yield { type: 'cancelled', attempts: [] };
    else if (event.type === 'failed') yield { type: 'failed', failure: { attempts: [], skipped: [] } };
  }
}

function providerOf(backEnd: BackEnd): Provider {
  return {
    id: route.providerId,
    type: route.type,
    fimSupport: () => Promise.resolve('native'),
    fim: (_model, { prefix, suffix, maxOutputTokens, stop }, { signal }) =>
      streamOf(backEnd, { prefix, suffix, maxTokens: maxOutputTokens, stop }, signal),
    chat: () => {
      throw new Error('The bench has a fill-in-the-middle model only.');
    },
    listModels: () => Promise.resolve({ ok: true, models: [] }),
  };
}

async function* streamOf(
  backEnd: BackEnd,
  request: Parameters<BackEnd['complete']>[0],
  signal: AbortSignal,
): AsyncGenerator<StreamEvent, void, undefined> {
  let tokens = 0;
  try {
    for await (const text of backEnd.complete(request, signal)) {
      tokens += 1;
      yield { type: 'text', text };
    }
  } catch (error) {
    if (!(error instanceof BackEndFailure)) throw error;
    yield { type: 'failed', failure: { kind: 'overloaded', scope: 'model', message: error.message } };
    return;
  }
  if (signal.aborted) yield { type: 'failed', failure: { kind: 'cancelled', scope: 'request', message: 'cancelled' } };
  else yield { type: 'done', reason: tokens >= request.maxTokens ? 'length' : 'stop' };
}
