import type { Failure, FailureKind } from '../../model/failure';
import type { WireFault } from '../wireFault';
import { asRecord, type ErrorBody } from './errorBody';
import { openAiRule } from './openai';
import { classify, type Vendor } from './rules';
import type { FaultContext } from './verdict';

/** Milliseconds; a daily quota tells a longer delay than any rate limit. */
const longestRateLimit = 120_000;

/** vLLM, llama.cpp, LM Studio, OpenRouter, DeepSeek, Mistral, Azure, Gemini's compatible endpoint, gateways. */
const compatible: Vendor = {
  rule: (body, status, retryAfter) => {
    const { type, code, message } = body;
    // OpenRouter: a budget for requests in flight comes back by itself, any other 402 does not.
    const limitSource = asRecord(body.error.metadata)?.limit_source;
    if (status === 402) return limitSource === 'openrouter_in_flight_budget' ? 'rate-limited' : 'quota';
    if (type === 'resource_exhausted') return geminiExhausted(body, retryAfter);
    if (type === 'unavailable' || type === 'unavailable_error') return 'overloaded';
    if (type === 'deadline_exceeded' || type === 'internal') return 'server';
    if (type === 'permission_denied' || type === 'unauthenticated') return 'auth';
    if (type === 'failed_precondition') return 'auth';
    if (code === 'insufficient_system_resource') return 'overloaded';
    if (status === 429 && /\b(?:quota|balance|credit)\b/i.test(message) && retryAfter === undefined) return 'quota';
    if (/loading model/i.test(message)) return 'overloaded';
    return openAiRule(body, status, retryAfter);
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
      error: 'in-stream',
      insufficient_system_resource: 'overloaded',
    }),
  ),
};

/** Gemini says the same for a minute's limit and for a day's quota; its details tell them apart. */
function geminiExhausted(body: ErrorBody, retryAfter: number | undefined): 'quota' | 'rate-limited' {
  const details = JSON.stringify(body.error.details ?? []).slice(0, 10_000);
  if (/PerDay/.test(details) || /limit: 0\b/.test(body.message)) return 'quota';
  return (retryAfter ?? 0) > longestRateLimit ? 'quota' : 'rate-limited';
}

export function classifyOpenAiCompatible(fault: WireFault, context: FaultContext): Failure {
  return classify(fault, context, compatible);
}
