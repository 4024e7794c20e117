import type OpenAI from 'openai';
import { TtlCache, type TtlCacheOptions } from '../../model/async/ttlCache';
import type { CallOptions } from '../../model/provider/provider';
import type { ChatRequest } from '../../model/request/request';
import type { StreamEvent } from '../../model/stream/stream';
import { openAiDialect } from '../catalogue/host';
import type { WireFault } from '../errors/wireFault';
import type { Account } from '../http/account';
import { ChatOnlyProvider } from '../http/chatOnlyProvider';
import type { ClientPool } from '../http/clientPool';
import { closeable } from '../http/closeable';
import { hostAnswerTtlMs } from '../http/hostAnswers';
import { withoutParameters } from '../messages/parameterRemoval';
import { withRefusedInWords } from '../messages/refusedChoices';
import { toChatParameters } from './chatCompletionsParameters';
import { ChatCompletionsReader } from './chatCompletionsReader';
import { toResponsesParameters } from './responsesParameters';
import { ResponsesReader } from './responsesReader';

/** A host of OpenAI's models: the Responses API, and Chat Completions where the host lacks it. */
export abstract class ResponsesProvider extends ChatOnlyProvider<OpenAI> {
  /** Models that the host does not answer for by the Responses API. */
  private readonly lacking: TtlCache<true>;

  constructor(
    account: Account,
    protected readonly clients: ClientPool<OpenAI>,
    clock: TtlCacheOptions['clock'],
  ) {
    super(account);
    this.lacking = new TtlCache({ clock, ttlMs: hostAnswerTtlMs });
  }

  /** Whether a fault says that the host lacks the Responses API for the model, and may still answer by the other. */
  protected abstract lacksResponses(fault: WireFault): boolean;

  chat(model: string, request: ChatRequest, call: CallOptions): AsyncIterable<StreamEvent> {
    return closeable(call, (closing) => this.answer(model, request, closing));
  }

  private async *answer(
    model: string,
    request: ChatRequest,
    call: CallOptions,
  ): AsyncGenerator<StreamEvent, void, undefined> {
    if (!this.isLacking(model)) {
      for await (const event of this.responses(model, request, call)) {
        // Its fault was the only event, and the host's other path may still answer.
        if (this.isLacking(model)) break;
        yield event;
      }
    }
    if (this.isLacking(model)) yield* this.chatCompletions(model, request, call);
  }

  private isLacking(model: string): boolean {
    return this.lacking.get(model) === true;
  }

  private responses(model: string, request: ChatRequest, call: CallOptions): AsyncGenerator<StreamEvent> {
    return this.account.stream<OpenAI.Responses.ResponseStreamEvent>(model, call, {
      form: 'sse',
      open: async (access) => {
        const client = await this.clients.take(access);
        return client.responses.create(
          withoutParameters(toResponsesParameters(model, withRefusedInWords(request, call.leaveOut)), call.leaveOut),
          {
            signal: access.signal,
          },
        );
      },
      reader: new ResponsesReader(),
      onFault: (fault) => {
        if (this.lacksResponses(fault)) this.lacking.set(model, true);
        return undefined;
      },
    });
  }

  private chatCompletions(model: string, request: ChatRequest, call: CallOptions): AsyncGenerator<StreamEvent> {
    return this.account.stream<OpenAI.ChatCompletionChunk>(model, call, {
      form: 'sse',
      open: async (access) => {
        const client = await this.clients.take(access);
        const parameters = withoutParameters(
          toChatParameters(model, withRefusedInWords(request, call.leaveOut), openAiDialect),
          call.leaveOut,
        );
        return client.chat.completions.create(parameters, { signal: access.signal });
      },
      reader: new ChatCompletionsReader(''),
    });
  }
}
