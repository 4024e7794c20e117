import type { Failure, FailureKind } from '../../model/failure/failure';
import type { WireFault } from '../errors/wireFault';
import { classify, type VendorRules, type VendorRule } from '../errors/rules';
import type { FaultContext } from '../errors/failureFrom';

const quotaCodes = new Set([
  'insufficient_quota',
  'credit_balance_exhausted',
  'organization_spend_limit_exceeded',
  'project_spend_limit_exceeded',
  'organization_usage_limit_exceeded',
  'billing_hard_limit_reached',
  'billing_not_active',
]);

/** Error codes: https://platform.openai.com/docs/guides/error-codes, and of a failed response the SDK's `ResponseError`. */
export const openAiRule: VendorRule = ({ type, code, param, message }, status) => {
  if (quotaCodes.has(code) || type === 'insufficient_quota') return 'quota';
  if (code === 'rate_limit_exceeded' || code === 'slow_down') return 'rate-limited';
  if (code === 'server_is_overloaded' || type === 'service_unavailable_error') return 'overloaded';
  // With a status the status is more exact.
  if (status === undefined && (code === 'server_error' || type === 'server_error')) return 'server';
  // Of a text it means that the request is too long, of an id or a name that it is wrong.
  if (code === 'string_above_max_length') return isText.test(param) ? 'context-exceeded' : 'bad-request';
  if (code === 'invalid_prompt' && /polic|flagged/i.test(message)) return 'policy';
  if (status === undefined && /(?:^|_)image/.test(code) && !code.includes('policy')) return 'bad-request';
  if (type === 'rate_limit_error') return 'rate-limited';
  return undefined;
};

const isText = /(?:^|\.)(?:input|instructions|content|text|output)(?:\[\d+\])?$/;

const openAi: VendorRules = {
  rule: openAiRule,
  finishes: new Map(
    Object.entries<FailureKind>({
      content_filter: 'policy',
      refusal: 'policy',
      error: 'in-stream',
      failed: 'in-stream',
    }),
  ),
};

/** Chat Completions and Responses alike. */
export function classifyOpenAi(fault: WireFault, context: FaultContext): Failure {
  return classify(fault, context, openAi);
}
