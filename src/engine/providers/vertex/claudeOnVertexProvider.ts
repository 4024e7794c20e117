import type Anthropic from '@anthropic-ai/sdk';
import type { CallOptions, ModelInfo } from '../../model/provider/provider';
import type { ProviderConfig } from '../../model/provider/providerConfig';
import type { ChatRequest } from '../../model/request/request';
import type { StreamEvent } from '../../model/stream/stream';
import { anthropicClients } from '../anthropic/anthropicClient';
import { toAnthropicParameters } from '../anthropic/anthropicParameters';
import { AnthropicReader } from '../anthropic/anthropicReader';
import type { Access, AccountDefaults, ProviderDeps } from '../http/account';
import { ChatOnlyProvider } from '../http/chatOnlyProvider';
import type { ClientPool } from '../http/clientPool';
import { closeable } from '../http/closeable';
import { withoutParameters } from '../messages/parameterRemoval';
import { withRefusedInWords } from '../messages/refusedChoices';
import { publisherModels } from './publisherModels';
import { vertexAccount } from './vertexAccount';
import { classifyClaudeOnVertex } from './vertexErrors';

/** https://platform.claude.com/docs/en/build-with-claude/claude-on-vertex-ai: in the body, in the place of the header. */
const anthropicVersion = 'vertex-2023-10-16';

/**
 * Claude in a project of Google Cloud: the Messages API, with the model in the path, through Anthropic's SDK.
 * @public Its descriptor requires it, where no tool sees it.
 */
export class ClaudeOnVertexProvider extends ChatOnlyProvider<Anthropic> {
  readonly type = 'anthropic-vertex';
  protected readonly clients: ClientPool<Anthropic>;

  constructor(config: ProviderConfig, deps: ProviderDeps, defaults: AccountDefaults) {
    super(vertexAccount(config, deps, defaults, { classify: classifyClaudeOnVertex }));
    this.clients = anthropicClients(this.account.baseUrl);
  }

  chat(model: string, request: ChatRequest, call: CallOptions): AsyncIterable<StreamEvent> {
    const open = async (access: Access): Promise<AsyncIterable<Anthropic.MessageStreamEvent>> => {
      const client = await this.clients.take(access);
      const { maxOutputTokens } = this.account.config;
      const parameters = toAnthropicParameters(
        model,
        withRefusedInWords(request, call.leaveOut),
        maxOutputTokens,
        this.type,
      );
      // The model is in the path.
      const body = {
        ...withoutParameters(parameters, call.leaveOut),
        model: undefined,
        anthropic_version: anthropicVersion,
      };
      const path = `/publishers/anthropic/models/${pathPart(model)}:streamRawPredict`;
      return client.post<AsyncIterable<Anthropic.MessageStreamEvent>>(path, {
        body,
        stream: true,
        signal: access.signal,
      });
    };
    return closeable(call, (closing) =>
      this.account.stream(model, closing, { form: 'sse', open, reader: new AnthropicReader() }),
    );
  }

  protected modelsOf(_client: Anthropic, access: Access): Promise<readonly ModelInfo[]> {
    return publisherModels(access, this.account.baseUrl, 'anthropic', /^claude-/);
  }
}

/** A version stands behind an `@`, which Google writes as it is. */
function pathPart(model: string): string {
  return encodeURIComponent(model).replaceAll('%40', '@');
}
