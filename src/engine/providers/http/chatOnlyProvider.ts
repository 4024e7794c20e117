import type { CallOptions, ModelInfo, ModelList, Provider } from '../../model/provider/provider';
import type { ChatRequest } from '../../model/request/request';
import type { StreamEvent } from '../../model/stream/stream';
import type { Access, Account } from './account';
import { cannotFillIn } from './cannotFillIn';
import type { ClientPool } from './clientPool';

/** A vendor with chat models, without models that fill in the middle, through the client of an SDK. */
export abstract class ChatOnlyProvider<Client> implements Provider {
  abstract readonly type: string;
  protected abstract readonly clients: ClientPool<Client>;

  constructor(protected readonly account: Account) {}

  get id(): string {
    return this.account.config.id;
  }

  abstract chat(model: string, request: ChatRequest, call: CallOptions): AsyncIterable<StreamEvent>;

  /** The vendor's list. Throws what the client throws. */
  protected abstract modelsOf(client: Client, access: Access): Promise<readonly ModelInfo[]>;

  fim(): AsyncIterable<StreamEvent> {
    return cannotFillIn(this.account);
  }

  fimSupport(): Promise<'none'> {
    return Promise.resolve('none');
  }

  prepare(): Promise<void> {
    return this.clients.prepare();
  }

  listModels(signal: AbortSignal): Promise<ModelList> {
    return this.account.listModels(signal, async (access) => this.modelsOf(await this.clients.take(access), access));
  }
}
