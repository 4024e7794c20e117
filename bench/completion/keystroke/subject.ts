import { CompletionEngine } from '../../../src/completion/engine';
import type { Offer } from '../../../src/completion/showing';
import type { Hole } from '../../../src/completion/hole';
import { Shaper } from '../../../src/completion/shape';
import { noSurroundings } from '../../../src/completion/surroundings';
import { noSyntax, type Syntax } from '../../../src/completion/syntax';
import { createEngine } from '../../../src/failover/engine';
import { defaultPolicy } from '../../../src/failover/policy';
import { type Clock, sleep } from '../../../src/model/clock';
import { silentLog as log } from '../../../src/model/log';
import type { CallOptions, FimSupport, ModelList, Provider } from '../../../src/model/provider';
import type { FimRequest } from '../../../src/model/request';
import type { StreamEvent } from '../../../src/model/stream';
import { routesOf } from '../../../src/providers/catalogue';

/** What is measured: the completion engine on the engine for failover, as the extension puts them together. */
export interface Subject {
  readonly engine: CompletionEngine;
  /** Requests to the model so far. */
  readonly requests: number;
  suggest(document: string, hole: Hole, signal: AbortSignal): Promise<Offer | undefined>;
}

/** The only place that knows how the completion engine is made and asked. */
export function createSubject(clock: Clock, model: MemoryModel, syntax: Syntax = noSyntax): Subject {
  const { manager } = createEngine({
    clock,
    random: () => 0.5,
    log,
    consent: { decided: () => true, ask: () => Promise.resolve(true) },
    policy: () => defaultPolicy,
  });
  const config = { id: 'memory', type: 'openai-compatible', model: 'memory', label: 'Memory', headers: {} } as const;
  const routes = routesOf({ ...config, baseUrl: 'http://127.0.0.1', enabled: true });
  manager.setChain([{ provider: model, label: config.label, ...routes }]);
  const engine = new CompletionEngine({
    complete: (task, options) => manager.complete(task, options),
    prospect: () => {
      const route = manager.completionRoute();
      return route && { route, ...manager.completionPace(route) };
    },
    prepare: () => Promise.resolve(),
    shaping: new Shaper(syntax),
    clock,
    log,
  });
  return {
    engine,
    get requests() {
      return model.requests;
    },
    suggest: (document, hole, signal) => {
      const surroundings = (): Promise<typeof noSurroundings> => Promise.resolve(noSurroundings);
      const usual = { multiline: 'auto', prefetch: 'afterAccept', race: false, surroundings } as const;
      return engine.suggest({ document, hole, explicit: false, ...usual }, signal);
    },
  };
}

/** A model in this process's memory, so that what is measured is ours alone. */
export class MemoryModel implements Provider {
  readonly id = 'memory';
  readonly type = 'openai-compatible';
  requests = 0;

  constructor(
    private readonly clock: Clock,
    /** Milliseconds of this clock. */
    private readonly latencyMs: number,
    private readonly answer: (prefix: string) => string,
  ) {}

  async *fim(_model: string, { prefix }: FimRequest, call: CallOptions): AsyncGenerator<StreamEvent, void, undefined> {
    this.requests += 1;
    call.onRequest?.();
    if (this.latencyMs > 0) await sleep(this.clock, this.latencyMs, call.signal);
    if (call.signal.aborted) {
      yield { type: 'failed', failure: { kind: 'cancelled', scope: 'request', message: 'Cancelled.' } };
      return;
    }
    call.onHeaders?.();
    yield { type: 'text', text: this.answer(prefix) };
    yield { type: 'done', reason: 'stop' };
  }

  async *chat(): AsyncGenerator<StreamEvent, void, undefined> {
    yield { type: 'failed', failure: { kind: 'bad-request', scope: 'request', message: 'Fills in only.' } };
  }

  fimSupport(): Promise<FimSupport> {
    return Promise.resolve('native');
  }

  listModels(): Promise<ModelList> {
    return Promise.resolve({ ok: true, models: [{ id: 'memory' }] });
  }
}
