import { CompletionEngine } from '../../../../src/completion/engine';
import { isOccasion } from '../../../../src/completion/occasion';
import type { AnswerEvent } from '../../../../src/failover/answer';
import type { CompletionTask, RunOptions } from '../../../../src/failover/providerManager';
import { silentLog } from '../../../../src/model/log';
import type { Provider } from '../../../../src/model/provider';
import { type Route, routeId } from '../../../../src/model/route';
import type { StreamEvent } from '../../../../src/model/stream';
import { type BackEnd, BackEndFailure } from '../backEnd';
import type { Policy } from './policy';

/** The engine itself. Everything that is to change with its public API is in this file. */
export const everpair: Policy = {
  id: 'everpair',
  title: 'Everpair',
  rules: 'The engine of src/completion itself, asked as src/editor/completion asks it, with its default settings.',
  forwardStable: false,
  create: ({ clock, backEnd }) => {
    const engine = new CompletionEngine({
      complete: (task, options) => answerOf(task, options, backEnd),
      prepare: () => Promise.resolve(),
      clock,
      log: silentLog,
    });
    return {
      provide: async ({ prefix, suffix, path, languageId }, signal) => {
        const query = { document: path, hole: { prefix, suffix, path, languageId }, explicit: false, delayMs: 75 };
        if (!isOccasion(query)) return undefined;
        const text = await engine.suggest(query, signal);
        return text === undefined ? undefined : { text, replaces: 0 };
      },
      accepted: ({ path }) => engine.accepted(path),
    };
  },
};

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
