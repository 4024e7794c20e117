import { isOccasion } from '../../../../src/completion/occasion';
import type { CallOptions, Provider } from '../../../../src/model/provider';
import type { FimRequest } from '../../../../src/model/request';
import type { StreamEvent } from '../../../../src/model/stream';
import { createSubject, queryAt } from '../../subject';
import { type BackEnd, BackEndFailure } from '../backEnd';
import type { Policy } from './policy';

/** The engine itself. Everything that is to change with its public API is in this file. */
export const everpair: Policy = {
  id: 'everpair',
  title: 'Everpair',
  rules:
    'The engine of src/completion itself on the engine of src/failover, asked as src/editor/completion asks it, with its default settings and one host.',
  forwardStable: false,
  create: ({ clock, backEnd }) => {
    const baseUrl = backEnd.speed.serial ? 'http://127.0.0.1' : 'https://bench.example';
    const engine = createSubject({ clock, provider: providerOf(backEnd), baseUrl });
    return {
      provide: async (moment, signal) => {
        const query = queryAt(moment.path, moment);
        return isOccasion(query) ? engine.suggest(query, signal) : undefined;
      },
      typed: (moment, written) => {
        engine.typed(moment);
        const query = queryAt(moment.path, moment);
        if (written !== '' && isOccasion(query)) void engine.foresee(query);
      },
      accepted: ({ path }) => engine.accepted(path, ''),
    };
  },
};

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
