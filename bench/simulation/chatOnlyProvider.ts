import type { FimSupport, ModelList } from '../../src/engine/model/provider/provider';
import type { StreamEvent } from '../../src/engine/model/stream/stream';

/** Base of simulated providers that have a chat and nothing else. */
export abstract class ChatOnlyProvider {
  async *fim(): AsyncGenerator<StreamEvent, void, undefined> {
    yield { type: 'failed', failure: { kind: 'bad-request', scope: 'request', message: 'Chat only.' } };
  }

  fimSupport(): Promise<FimSupport> {
    return Promise.resolve('none');
  }

  listModels(): Promise<ModelList> {
    return Promise.resolve({ ok: true, models: [] });
  }
}
