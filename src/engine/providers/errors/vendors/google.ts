import type { FailureKind } from '../../../model/failure/failure';
import type { ErrorBody } from '../errorBody';

/** Milliseconds; a daily quota tells a longer delay than any rate limit. */
const maxRateLimitMs = 120_000;

/**
 * Google's names for what went wrong, on Gemini's own paths and on the one in OpenAI's form:
 * https://ai.google.dev/gemini-api/docs/troubleshooting.
 */
export function googleRule(body: ErrorBody, retryAfter: number | undefined): FailureKind | undefined {
  switch (body.type) {
    case 'resource_exhausted':
      return exhausted(body, retryAfter);
    case 'unavailable':
      return 'overloaded';
    case 'deadline_exceeded':
    case 'internal':
      return 'server';
    case 'permission_denied':
    case 'unauthenticated':
    case 'failed_precondition':
      return 'auth';
    default:
      // Of a wrong key it says that an argument is invalid.
      return body.code === 'api_key_invalid' || /api key (?:not valid|expired)/i.test(body.message)
        ? 'auth'
        : undefined;
  }
}

/** It says the same for a minute's limit and for a day's quota; its details tell them apart. */
function exhausted(body: ErrorBody, retryAfter: number | undefined): 'quota' | 'rate-limited' {
  const details = JSON.stringify(body.error.details ?? []).slice(0, 10_000);
  if (/PerDay/.test(details) || /limit: 0\b/.test(body.message)) return 'quota';
  return (retryAfter ?? 0) > maxRateLimitMs ? 'quota' : 'rate-limited';
}

/** Ends of an answer that are failures: https://ai.google.dev/api/generate-content#FinishReason. */
export const googleFinishes: Readonly<Record<string, FailureKind>> = {
  safety: 'policy',
  recitation: 'policy',
  prohibited_content: 'policy',
  blocklist: 'policy',
  spii: 'policy',
  image_safety: 'policy',
  language: 'policy',
  model_armor: 'policy',
  jailbreak: 'policy',
  malformed_function_call: 'in-stream',
  unexpected_tool_call: 'in-stream',
  too_many_tool_calls: 'in-stream',
  malformed_response: 'in-stream',
  missing_thought_signature: 'in-stream',
};
