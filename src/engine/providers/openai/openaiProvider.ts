import type OpenAI from 'openai';
import type { CallOptions, ModelInfo } from '../../model/provider';
import type { ProviderConfig } from '../../model/providerConfig';
import type { ChatRequest } from '../../model/request';
import type { StreamEvent } from '../../model/stream';
import { Account, type AccountDefaults, bearer, type ProviderDeps } from '../http/account';
import { toChatParameters } from '../openaiProtocol/chatCompletionsParameters';
import { ChatCompletionsReader } from '../openaiProtocol/chatCompletionsReader';
import { classifyOpenAi } from '../openaiProtocol/openaiErrors';
import { classifyOpenAiCompatible } from '../openaiProtocol/compatibleErrors';
import { openAiDialect } from '../catalogue/hosts';
import { closeable } from '../http/closeable';
import { ChatOnlyProvider } from '../http/chatOnlyProvider';
import { isMissingPath } from '../errors/missingPath';
import type { ClientPool } from '../http/clientPool';
import { modelsOf, openAiClients } from '../openaiProtocol/openaiClient';
import { withoutParameters } from '../messages/parameterRemoval';
import { TtlCache } from '../../model/async/ttlCache';
import { hostAnswerTtlMs } from '../http/hostAnswers';
import { toResponsesParameters } from './responsesParameters';
import { ResponsesReader } from './responsesReader';

/**
 * OpenAI through the official SDK: the Responses API, and Chat Completions at a base URL that lacks it.
 *
 * @public Its descriptor requires it, where no tool sees it.
 */
export class OpenAiProvider extends ChatOnlyProvider<OpenAI> {
  readonly type = 'openai';
  protected readonly clients: ClientPool<OpenAI>;
  /** Base URLs that lack the Responses API. */
  private readonly lacking: TtlCache<true>;

  constructor(
    private readonly config: ProviderConfig,
    deps: ProviderDeps,
    defaults: AccountDefaults,
  ) {
    // At another base URL a gateway answers, in the words of the host that it asks.
    const classify = config.baseUrl === undefined ? classifyOpenAi : classifyOpenAiCompatible;
    super(new Account(config, deps, defaults, { classify, auth: bearer }));
    this.clients = openAiClients(this.account.baseUrl);
    this.lacking = new TtlCache({ clock: deps.clock, ttlMs: hostAnswerTtlMs });
  }

  chat(model: string, request: ChatRequest, call: CallOptions): AsyncIterable<StreamEvent> {
    return closeable(call, (closing) => this.answer(model, request, closing));
  }

  protected modelsOf(client: OpenAI, signal: AbortSignal): Promise<readonly ModelInfo[]> {
    return modelsOf(client, signal);
  }

  private async *answer(
    model: string,
    request: ChatRequest,
    call: CallOptions,
  ): AsyncGenerator<StreamEvent, void, undefined> {
    if (!this.lacksResponses()) {
      for await (const event of this.responses(model, request, call)) {
        // Its fault was the only event, and the host's other path may still answer.
        if (this.lacksResponses()) break;
        yield event;
      }
    }
    if (this.lacksResponses()) yield* this.chatCompletions(model, request, call);
  }

  private lacksResponses(): boolean {
    return this.lacking.get(this.account.baseUrl) === true;
  }

  private responses(model: string, request: ChatRequest, call: CallOptions): AsyncGenerator<StreamEvent> {
    return this.account.stream<OpenAI.Responses.ResponseStreamEvent>(model, call, {
      form: 'sse',
      open: async (access) => {
        const client = await this.clients.take(access);
        return client.responses.create(withoutParameters(toResponsesParameters(model, request), call.leaveOut), {
          signal: access.signal,
        });
      },
      reader: new ResponsesReader(),
      onFault: (fault) => {
        // Only another base URL can lack the route; OpenAI itself says 404 of a model.
        if (this.config.baseUrl !== undefined && isMissingPath(fault)) this.lacking.set(this.config.baseUrl, true);
        return undefined;
      },
    });
  }

  private chatCompletions(model: string, request: ChatRequest, call: CallOptions): AsyncGenerator<StreamEvent> {
    return this.account.stream<OpenAI.ChatCompletionChunk>(model, call, {
      form: 'sse',
      open: async (access) => {
        const client = await this.clients.take(access);
        const parameters = withoutParameters(toChatParameters(model, request, openAiDialect), call.leaveOut);
        return client.chat.completions.create(parameters, { signal: access.signal });
      },
      reader: new ChatCompletionsReader(''),
    });
  }
}
