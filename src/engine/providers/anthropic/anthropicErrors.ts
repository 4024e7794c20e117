import type { Failure, FailureKind } from '../../model/failure/failure';
import type { WireFault } from '../errors/wireFault';
import { classify, type VendorRules } from '../errors/rules';
import type { FaultContext } from '../errors/failureFrom';

/** Error types: https://docs.claude.com/en/api/errors. */
export const anthropicRules: VendorRules = {
  required: new Set(['max_tokens']),
  rule: ({ type, code, message }, status) => {
    if (code === 'enforced_spend_limit_reached') return 'quota';
    switch (type) {
      case 'overloaded_error':
        return 'overloaded';
      case 'api_error':
      case 'timeout_error':
      case 'conflict_error':
        // With a status the status is more exact.
        return status === undefined ? 'server' : undefined;
      case 'rate_limit_error':
        return /long context requests/i.test(message) ? 'context-exceeded' : 'rate-limited';
      case 'billing_error':
        return 'quota';
      case 'authentication_error':
      case 'permission_error':
        return 'auth';
      case 'not_found_error':
        return 'model-missing';
      case 'request_too_large':
        return 'context-exceeded';
      case 'invalid_request_error':
        return /credit balance|usage limit/i.test(message) ? 'quota' : undefined;
      default:
        return status === 529 ? 'overloaded' : undefined;
    }
  },
  // With an answer before it, a full window is an answer that is not whole.
  finishes: new Map(
    Object.entries<FailureKind>({ refusal: 'policy', model_context_window_exceeded: 'context-exceeded' }),
  ),
};

export function classifyAnthropic(fault: WireFault, context: FaultContext): Failure {
  return classify(fault, context, anthropicRules);
}
