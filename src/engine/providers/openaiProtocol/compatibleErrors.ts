import type { Failure, FailureKind } from '../../model/failure/failure';
import type { WireFault } from '../errors/wireFault';
import { asRecord } from '../../model/text/jsonValue';
import type { ErrorBody } from '../errors/errorBody';
import { openAiRule } from './openaiErrors';
import { googleFinishes, googleRule } from '../errors/vendors/google';
import { namesFullWindow, overflowOf } from '../errors/refusals/overflow';
import { classify, type VendorRules } from '../errors/rules';
import type { FaultContext } from '../errors/failureFrom';

/** vLLM, llama.cpp, LM Studio, OpenRouter, DeepSeek, Mistral, Gemini's compatible endpoint, gateways. */
export const compatible: VendorRules = {
  rule: (body, status, retryAfter) => {
    const { type, code, message } = body;
    // OpenRouter: a budget for requests in flight comes back by itself, any other 402 does not.
    const limitSource = asRecord(body.error.metadata)?.limit_source;
    if (status === 402) return limitSource === 'openrouter_in_flight_budget' ? 'rate-limited' : 'quota';
    if (isModerated(body)) return 'policy';
    if (code === 'provider_overloaded') return 'overloaded';
    if (code === 'refusal') return 'policy';
    if (type === 'unavailable_error') return 'overloaded';
    const google = googleRule(body, retryAfter);
    if (google) return google;
    if (code === 'insufficient_system_resource') return 'overloaded';
    // Mistral, Groq, Cerebras, text-generation-inference: no request gets through, even within the account's limit; the status
    // says otherwise.
    if (fullCodes.has(code) || fullCodes.has(type) || full.test(message)) return 'overloaded';
    // Groq, of a model that it does not serve any more.
    if (code === 'model_decommissioned') return 'model-missing';
    // Fireworks, of an account that has to pay first.
    if (status === 412 && /account .*suspended/i.test(message)) return 'quota';
    // text-generation-inference, within a stream: its number there is always that of a wrong request.
    if (status === undefined && /^(?:request failed during|incomplete) generation/i.test(message)) return 'server';
    if (code === 'data_inspection_failed') return 'policy';
    // Together: https://docs.together.ai/docs/error-codes. Words without a number may be about what a key is worth.
    if (status === 403 && overflowOf(message)?.contextWindowTokens !== undefined) return 'context-exceeded';
    if (status === 429 && isAlibabasThrottle(body)) return 'rate-limited';
    if (status === 429 && usedUp.test(message) && retryAfter === undefined) return 'quota';
    if (/loading model/i.test(message)) return 'overloaded';
    // llama.cpp, as an error of the server when the window fills up in mid-answer.
    if (namesFullWindow(message)) return 'context-exceeded';
    // Bedrock's and text-generation-inference's word for a model that failed.
    if (status === 424) return overflowOf(message) ? 'context-exceeded' : 'server';
    return openAiRule(body, status, retryAfter);
  },
  // The host that OpenRouter chose failed or refused OpenRouter; its other hosts are not affected.
  scope: (kind, { error }) => {
    const isUpstream = typeof asRecord(error.metadata)?.provider_name === 'string';
    return isUpstream && (kind === 'server' || kind === 'auth' || kind === 'quota') ? 'model' : undefined;
  },
  finishes: new Map(
    Object.entries<FailureKind>({
      content_filter: 'policy',
      refusal: 'policy',
      ...googleFinishes,
      model_context_window_exceeded: 'context-exceeded',
      error: 'in-stream',
      failed: 'in-stream',
      // SGLang and vLLM, of a request that was put off.
      abort: 'in-stream',
      insufficient_system_resource: 'overloaded',
    }),
  ),
};

const fullCodes: ReadonlySet<string> = new Set(['queue_exceeded', 'capacity_exceeded']);
const full = /\btier capacity exceeded|^model is overloaded$/i;

const usedUp = /\b(?:quota|balance|credits?|arrears?)\b|余额|欠费|充值/i;

/** https://openrouter.ai/docs/api-reference/errors: with 403, which also says that a key may not do this. */
function isModerated({ error }: ErrorBody): boolean {
  const { flagged_input, reasons } = asRecord(error.metadata) ?? {};
  return typeof flagged_input === 'string' || Array.isArray(reasons);
}

/** Alibaba's Model Studio tells a limit of tokens a minute in OpenAI's words for an account without money. */
function isAlibabasThrottle({ code, message }: ErrorBody): boolean {
  return code.startsWith('throttling') || /aliyun|alibabacloud|allocated quota exceeded/i.test(message);
}

export function classifyOpenAiCompatible(fault: WireFault, context: FaultContext): Failure {
  return classify(fault, context, compatible);
}
