import type Anthropic from '@anthropic-ai/sdk';
import type { CallOptions, ModelInfo } from '../../model/provider/provider';
import type { ProviderConfig } from '../../model/provider/providerConfig';
import type { ChatRequest } from '../../model/request/request';
import type { StreamEvent } from '../../model/stream/stream';
import { type Access, Account, type AccountDefaults, type ProviderDeps } from '../http/account';
import { anthropicClients } from './anthropicClient';
import { toAnthropicParameters } from './anthropicParameters';
import { AnthropicReader } from './anthropicReader';
import { seesImages } from '../catalogue/chatModels';
import type { ClientPool } from '../http/clientPool';
import { classifyAnthropic } from './anthropicErrors';
import { closeable } from '../http/closeable';
import { ChatOnlyProvider } from '../http/chatOnlyProvider';
import { withoutParameters } from '../messages/parameterRemoval';
import { withRefusedInWords } from '../messages/refusedChoices';

interface ModelPage {
  readonly data: readonly Anthropic.ModelInfo[];
}

/**
 * Anthropic's Messages API through the official SDK.
 * @public Its descriptor requires it, where no tool sees it.
 */
export class AnthropicProvider extends ChatOnlyProvider<Anthropic> {
  readonly type = 'anthropic';
  protected readonly clients: ClientPool<Anthropic>;

  constructor(config: ProviderConfig, deps: ProviderDeps, defaults: AccountDefaults) {
    super(new Account(config, deps, defaults, { classify: classifyAnthropic, auth: (key) => ({ 'x-api-key': key }) }));
    // The SDK puts the version into its paths, so one in the setting would be there twice.
    this.clients = anthropicClients(this.account.baseUrl.replace(/\/v1$/, ''));
  }

  chat(model: string, request: ChatRequest, call: CallOptions): AsyncIterable<StreamEvent> {
    const open = async (access: Access): Promise<AsyncIterable<Anthropic.MessageStreamEvent>> => {
      const client = await this.clients.take(access);
      const parameters = withoutParameters(
        toAnthropicParameters(model, withRefusedInWords(request, call.leaveOut), this.account.config.maxOutputTokens),
        call.leaveOut,
      );
      return client.messages.create(parameters, { signal: access.signal });
    };
    return closeable(call, (closing) =>
      this.account.stream(model, closing, { form: 'sse', open, reader: new AnthropicReader() }),
    );
  }

  protected async modelsOf(client: Anthropic, { signal }: Access): Promise<readonly ModelInfo[]> {
    const query = { limit: 1000 };
    // `models.list` would make an empty list of an answer that is none.
    const page = await client.get<ModelPage>('/v1/models', { query, signal });
    return page.data.map((listed) => {
      const { id, display_name, max_input_tokens } = listed;
      const images = seesImages(listed);
      return {
        id,
        label: display_name,
        ...(typeof max_input_tokens === 'number' ? { contextWindow: max_input_tokens } : {}),
        ...(images === undefined ? {} : { images }),
      };
    });
  }
}
