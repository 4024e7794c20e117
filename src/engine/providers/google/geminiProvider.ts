import type { GoogleGenAI } from '@google/genai/web';
import type { CallOptions } from '../../model/provider/provider';
import type { ChatRequest } from '../../model/request/request';
import type { StreamEvent } from '../../model/stream/stream';
import type { Access, Account } from '../http/account';
import { ChatOnlyProvider } from '../http/chatOnlyProvider';
import type { ClientPool } from '../http/clientPool';
import { closeable } from '../http/closeable';
import { withoutParameters } from '../messages/parameterRemoval';
import { withRefusedInWords } from '../messages/refusedChoices';
import { toGoogleParameters } from './googleParameters';
import { GoogleReader } from './googleReader';

/** Gemini, by whichever way it is reached. */
export abstract class GeminiProvider extends ChatOnlyProvider<GoogleGenAI> {
  constructor(
    account: Account,
    protected readonly clients: ClientPool<GoogleGenAI>,
  ) {
    super(account);
  }

  chat(model: string, request: ChatRequest, call: CallOptions): AsyncIterable<StreamEvent> {
    const open = async (access: Access): Promise<AsyncIterable<unknown>> => {
      const client = await this.clients.take(access);
      const { config, ...parameters } = toGoogleParameters(
        model,
        withRefusedInWords(request, call.leaveOut),
        this.type,
      );
      const abortable = { ...withoutParameters(config ?? {}, call.leaveOut), abortSignal: access.signal };
      return client.models.generateContentStream({ ...parameters, config: abortable });
    };
    return closeable(call, (closing) =>
      this.account.stream(model, closing, { form: 'sse', open, reader: new GoogleReader() }),
    );
  }
}
