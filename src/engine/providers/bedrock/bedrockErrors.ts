import type { Failure, FailureKind } from '../../model/failure/failure';
import type { FaultContext } from '../errors/failureFrom';
import { classify, type VendorRules } from '../errors/rules';
import type { WireFault } from '../errors/wireFault';

/**
 * Bedrock's exceptions have the same meaning wherever they come from (`errors/amazon`). What is here is told by words alone:
 * https://docs.aws.amazon.com/bedrock/latest/userguide/troubleshooting-api-error-codes.html.
 */
const bedrock: VendorRules = {
  rule: ({ type, message }) => {
    const words = message.slice(0, 2_000);
    if (type === 'throttlingexception' && /\bper day\b|\bdaily\b/i.test(words)) return 'quota';
    if (/payment[_ ]instrument|marketplace subscription/i.test(words)) return 'quota';
    if (type === 'accessdeniedexception') return isAboutModel(words) ? 'model-missing' : 'auth';
    if (type !== 'validationexception') return undefined;
    if (/^operation not allowed/i.test(words)) return 'auth';
    return /model identifier is invalid|on-demand throughput isn.t supported/i.test(words)
      ? 'model-missing'
      : undefined;
  },
  // A policy of the account may allow one model and refuse another.
  scope: (kind, { message }) =>
    kind === 'auth' && /not authorized to perform\b.*\bon resource\b/i.test(message.slice(0, 2_000))
      ? 'model'
      : undefined,
  finishes: new Map(
    Object.entries<FailureKind>({
      guardrail_intervened: 'policy',
      content_filtered: 'policy',
      malformed_model_output: 'in-stream',
      malformed_tool_use: 'in-stream',
      model_context_window_exceeded: 'context-exceeded',
    }),
  ),
};

function isAboutModel(words: string): boolean {
  return /access to the model|model access/i.test(words);
}

export function classifyBedrock(fault: WireFault, context: FaultContext): Failure {
  return classify(fault, context, bedrock);
}

/** What stands in a stream in the place of an event: `{"throttlingException":{"message":"…"}}`. */
export function isException(name: string): boolean {
  return /Exception$/.test(name);
}
