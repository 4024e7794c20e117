import { type Failure, vendorMark } from '../../model/failure/failure';
import type { CallOptions, ModelInfo, ModelList, Provider } from '../../model/provider/provider';
import type { ProviderConfig } from '../../model/provider/providerConfig';
import type { ChatRequest } from '../../model/request/request';
import type { StreamEvent } from '../../model/stream/stream';
import { traitsOf } from '../catalogue/models';
import { type Access, Account, type AccountDefaults, bearer, type ProviderDeps } from '../http/account';
import { knownBaseUrl } from '../http/baseUrl';
import { cannotFillIn } from '../http/cannotFillIn';
import { closeable } from '../http/closeable';
import { withoutParameters } from '../messages/parameterRemoval';
import { withRefusedInWords } from '../messages/refusedChoices';
import { AwsAccount } from './awsAccount';
import { classifyBedrock } from './bedrockErrors';
import { bedrockModels, regionalBaseUrl } from './bedrockFacts';
import { bedrockFetch, prepareSigner, type SignedInit } from './bedrockFetch';
import { listedModels } from './bedrockModels';
import { toConverseBody } from './bedrockParameters';
import { BedrockReader } from './bedrockReader';
import { prepareEventStream } from './eventStream';

/**
 * Amazon Bedrock's ConverseStream, which all of its models share. Its client is not used: it is seven times as large as its parts
 * for the signature and the frames, which are.
 * @public Its descriptor requires it, where no tool sees it.
 */
export class BedrockProvider implements Provider {
  readonly type = 'bedrock';
  private readonly account: Account;
  private readonly aws: AwsAccount;

  constructor(
    readonly config: ProviderConfig,
    deps: ProviderDeps,
    defaults: AccountDefaults,
  ) {
    this.aws = new AwsAccount({
      label: config.label,
      profile: config.profile,
      region: config.region,
      baseUrl: knownBaseUrl(config, { ...defaults, baseUrl: undefined }),
      regionalBaseUrl,
      environment: deps.environment ?? {},
      fetch: deps.fetch,
      clock: deps.clock,
      onSecret: (secret) => this.account.keepSecret(secret),
    });
    const fetch = bedrockFetch(deps.fetch);
    this.account = new Account(config, { ...deps, fetch }, defaults, { classify: classifyBedrock, auth: bearer });
  }

  get id(): string {
    return this.config.id;
  }

  chat(model: string, request: ChatRequest, call: CallOptions): AsyncIterable<StreamEvent> {
    const open = async (access: Access): Promise<AsyncIterable<unknown>> => {
      const { baseUrl, signing } = await this.aws.access(access.key);
      const most = this.config.maxOutputTokens ?? traitsOf(bedrockModels, model).maxOutputTokens;
      const body = withoutParameters(
        toConverseBody(model, withRefusedInWords(request, call.leaveOut), most),
        call.leaveOut,
      );
      const init: SignedInit = {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'application/vnd.amazon.eventstream' },
        body: JSON.stringify(body),
        signing,
      };
      return objectsIn(await access.fetch(`${baseUrl}/model/${encodeURIComponent(model)}/converse-stream`, init));
    };
    return closeable(call, (closing) => this.answer(model, closing, open));
  }

  fim(): AsyncIterable<StreamEvent> {
    return cannotFillIn(this.account);
  }

  fimSupport(): Promise<'none'> {
    return Promise.resolve('none');
  }

  async prepare(): Promise<void> {
    await Promise.all([prepareEventStream(), prepareSigner()]);
  }

  async listModels(signal: AbortSignal): Promise<ModelList> {
    let key: string | undefined;
    const list = await this.account.listModels(signal, async (access): Promise<readonly ModelInfo[]> => {
      key = access.key;
      const { baseUrl, signing } = await this.aws.access(key);
      const init: SignedInit = { signing };
      return listedModels(baseUrl, (url) => access.fetch(url, init));
    });
    return list.ok ? list : { ok: false, failure: await this.advised(list.failure, key !== undefined) };
  }

  private async *answer(
    model: string,
    call: CallOptions,
    open: (access: Access) => Promise<AsyncIterable<unknown>>,
  ): AsyncGenerator<StreamEvent, void, undefined> {
    let key: string | undefined;
    const noting = (access: Access): Promise<AsyncIterable<unknown>> => {
      ({ key } = access);
      return open(access);
    };
    const reader = new BedrockReader();
    for await (const event of this.account.stream(model, call, { form: 'sse', open: noting, reader })) {
      if (event.type === 'failed') {
        yield { ...event, failure: await this.advised(event.failure, key !== undefined) };
      } else yield event;
    }
  }

  /** Credentials of the machine are not renewed by setting a key. */
  private async advised(failure: Failure, hadKey: boolean): Promise<Failure> {
    // Without a status it was known before anything was sent, and says already what to do.
    if (failure.kind !== 'auth' || failure.status === undefined) return failure;
    this.aws.forget();
    const own = await this.aws.refused(failure, hadKey);
    if (own === undefined) return failure;
    const [, ...said] = failure.message.split(vendorMark);
    return { ...failure, message: [own, ...said].join(vendorMark) };
  }
}

/** The events as `FrameGate` passes them on: each a JSON object on one line. */
async function* objectsIn({ body }: Response): AsyncGenerator {
  const decoder = new TextDecoder();
  let held = '';
  for await (const chunk of body ?? []) {
    const lines = (held + decoder.decode(chunk, { stream: true })).split('\n');
    held = lines.pop() ?? '';
    for (const line of lines) if (line.startsWith('data: ')) yield JSON.parse(line.slice(6));
  }
}
