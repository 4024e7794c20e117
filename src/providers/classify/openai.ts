import type { Failure, FailureKind } from '../../model/failure';
import type { WireFault } from '../wireFault';
import { classify, type Vendor, type VendorRule } from './rules';
import type { FaultContext } from './verdict';

const quotaCodes = new Set([
  'insufficient_quota',
  'credit_balance_exhausted',
  'organization_spend_limit_exceeded',
  'project_spend_limit_exceeded',
  'organization_usage_limit_exceeded',
  'billing_hard_limit_reached',
  'billing_not_active',
]);

/** Error codes: https://platform.openai.com/docs/guides/error-codes. */
export const openAiRule: VendorRule = ({ type, code }, status) => {
  if (quotaCodes.has(code) || type === 'insufficient_quota') return 'quota';
  if (code === 'rate_limit_exceeded' || code === 'slow_down') return 'rate-limited';
  if (code === 'server_is_overloaded' || type === 'service_unavailable_error') return 'overloaded';
  // With a status the status is more exact.
  if (status === undefined && (code === 'server_error' || type === 'server_error')) return 'server';
  if (code === 'string_above_max_length') return 'context-exceeded';
  if (type === 'rate_limit_error') return 'rate-limited';
  return undefined;
};

const openAi: Vendor = {
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
