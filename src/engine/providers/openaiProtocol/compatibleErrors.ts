import type { Failure, FailureKind } from '../../model/failure';
import type { WireFault } from '../errors/wireFault';
import { asRecord } from '../../model/text/jsonValue';
import type { ErrorBody } from '../errors/errorBody';
import { openAiRule } from './openaiErrors';
import { namesFullWindow, overflowOf } from '../errors/overflow';
import { classify, type VendorRules } from '../errors/rules';
import type { FaultContext } from '../errors/failureFrom';

/** Milliseconds; a daily quota tells a longer delay than any rate limit. */
const maxRateLimitMs = 120_000;

/** vLLM, llama.cpp, LM Studio, OpenRouter, DeepSeek, Mistral, Azure, Gemini's compatible endpoint, gateways. */
const compatible: VendorRules = {
  rule: (body, status, retryAfter) => {
    const { type, code, message } = body;
    // OpenRouter: a budget for requests in flight comes back by itself, any other 402 does not.
    const limitSource = asRecord(body.error.metadata)?.limit_source;
    if (status === 402) return limitSource === 'openrouter_in_flight_budget' ? 'rate-limited' : 'quota';
    if (isModerated(body)) return 'policy';
    if (code === 'provider_overloaded') return 'overloaded';
    if (code === 'refusal') return 'policy';
    if (type === 'resource_exhausted') return geminiExhausted(body, retryAfter);
    if (type === 'unavailable' || type === 'unavailable_error') return 'overloaded';
    if (type === 'deadline_exceeded' || type === 'internal') return 'server';
    if (type === 'permission_denied' || type === 'unauthenticated') return 'auth';
    if (type === 'failed_precondition') return 'auth';
    // Gemini says of a wrong key that an argument is invalid.
    if (code === 'api_key_invalid' || /api key (?:not valid|expired)/i.test(message)) return 'auth';
    if (code === 'insufficient_system_resource') return 'overloaded';
    // Mistral: no request gets through, even within the account's limit; the status says otherwise.
    if (/service tier capacity exceeded/i.test(message)) return 'overloaded';
    if (code === 'data_inspection_failed') return 'policy';
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
      safety: 'policy',
      recitation: 'policy',
      prohibited_content: 'policy',
      blocklist: 'policy',
      spii: 'policy',
      image_safety: 'policy',
      malformed_function_call: 'in-stream',
      model_context_window_exceeded: 'context-exceeded',
      error: 'in-stream',
      failed: 'in-stream',
      // SGLang and vLLM, of a request that was put off.
      abort: 'in-stream',
      insufficient_system_resource: 'overloaded',
    }),
  ),
};

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

/** Gemini says the same for a minute's limit and for a day's quota; its details tell them apart. */
function geminiExhausted(body: ErrorBody, retryAfter: number | undefined): 'quota' | 'rate-limited' {
  const details = JSON.stringify(body.error.details ?? []).slice(0, 10_000);
  if (/PerDay/.test(details) || /limit: 0\b/.test(body.message)) return 'quota';
  return (retryAfter ?? 0) > maxRateLimitMs ? 'quota' : 'rate-limited';
}

export function classifyOpenAiCompatible(fault: WireFault, context: FaultContext): Failure {
  return classify(fault, context, compatible);
}
