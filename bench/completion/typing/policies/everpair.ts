import { shouldRequest } from '../../../../src/engine/completion/trigger/shouldRequest';
import type { CompletionQuery } from '../../../../src/engine/completion/api/completionQuery';
import type { CallOptions, Provider } from '../../../../src/engine/model/provider/provider';
import type { FimRequest } from '../../../../src/engine/model/request/request';
import type { StreamEvent } from '../../../../src/engine/model/stream/stream';
import { createSubject, queryAt } from '../../subject';
import { type BackEnd, BackEndFailure } from '../model/backEnd';
import type { Moment } from '../file/document';
import type { Assistant, Policy, Surroundings } from './policy';

/** The engine itself. Everything that is to change with its public API is in this file. */
export const everpair: Policy = {
  id: 'everpair',
  title: 'Everpair',
  rules:
    'The engine of src/engine/completion itself on the engine of src/engine/failover, asked as src/editor/completion asks it, with its default settings and one host.',
  forwardStable: false,
  create: (surroundings) => assistantOf(surroundings, undefined),
};

/** Milliseconds with which it makes about as many requests as the most frugal of the others. */
const patience = 500;

export const patientEverpair: Policy = {
  id: 'everpair-patient',
  title: `Everpair, delay of ${patience} ms`,
  rules: `The same with \`everpair.completions.delay\` set to ${patience}, for who wants few requests.`,
  forwardStable: false,
  create: (surroundings) => assistantOf(surroundings, patience),
};

function assistantOf({ clock, backEnd }: Surroundings, delayMs: number | undefined): Assistant {
  const baseUrl = backEnd.speed.serial ? 'http://127.0.0.1' : 'https://bench.example';
  const engine = createSubject({ clock, provider: providerOf(backEnd), baseUrl });
  const queryIn = (moment: Moment): CompletionQuery => ({ ...queryAt(moment.path, moment), delayMs });
  return {
    provide: async (moment, signal) => {
      const query = queryIn(moment);
      return shouldRequest(query) ? engine.suggest(query, signal) : undefined;
    },
    typed: (moment, written) => {
      engine.typed(moment);
      const query = queryIn(moment);
      if (written !== '' && shouldRequest(query)) void engine.prefetchOnKey(query);
    },
    accepted: ({ path }) => engine.accepted(path, ''),
  };
}

function providerOf(backEnd: BackEnd): Provider {
  return {
    id: 'bench',
    type: 'openai-compatible',
    fimSupport: () => Promise.resolve('native'),
    fim: (_model, request, call) => streamOf(backEnd, request, call),
    chat: () => {
      throw new Error('The bench has a fill-in-the-middle model only.');
    },
    listModels: () => Promise.resolve({ ok: true, models: [] }),
  };
}

async function* streamOf(
  backEnd: BackEnd,
  { prefix, suffix, maxOutputTokens, stop }: FimRequest,
  { signal, onRequest, onHeaders }: CallOptions,
): AsyncGenerator<StreamEvent, void, undefined> {
  let tokens = 0;
  onRequest?.();
  try {
    for await (const text of backEnd.complete({ prefix, suffix, maxTokens: maxOutputTokens, stop }, signal)) {
      if (tokens === 0) onHeaders?.();
      tokens += 1;
      yield { type: 'text', text };
    }
  } catch (error) {
    if (!(error instanceof BackEndFailure)) throw error;
    yield { type: 'failed', failure: { kind: 'overloaded', scope: 'model', message: error.message } };
    return;
  }
  if (signal.aborted) yield { type: 'failed', failure: { kind: 'cancelled', scope: 'request', message: 'cancelled' } };
  else yield { type: 'done', reason: tokens >= maxOutputTokens ? 'length' : 'stop' };
}
