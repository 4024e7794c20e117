import { type Clock, sleep } from '../../../src/engine/model/async/clock';
import type { CallOptions, FimSupport, ModelList, Provider } from '../../../src/engine/model/provider/provider';
import type { FimRequest } from '../../../src/engine/model/request/request';
import type { StreamEvent } from '../../../src/engine/model/stream/stream';

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
