import type { Failure } from '../../model/failure/failure';
import { anthropicRules } from '../anthropic/anthropicErrors';
import type { FaultContext } from '../errors/failureFrom';
import { googleRule } from '../errors/vendors/google';
import { classify, type VendorRule, type VendorRules } from '../errors/rules';
import type { WireFault } from '../errors/wireFault';
import { googleRules } from '../google/googleErrors';

/**
 * What Google Cloud says of a project that may not use a model, with the status of a missing right, of a region or of an
 * account: "Project … is not allowed to use Publisher Model …", "Publisher Model … was not found or your project does not have
 * access to it". Other models of the project are not affected.
 */
const vertexRule: VendorRule = ({ message }) =>
  /publisher model\b/i.test(message) &&
  /not allowed|not found|no access|not have access|not (?:available|servable|enabled)/i.test(message)
    ? 'model-missing'
    : undefined;

const gemini: VendorRules = {
  ...googleRules,
  rule: (body, status, retryAfter) =>
    vertexRule(body, status, retryAfter) ?? googleRules.rule(body, status, retryAfter),
};

/** Anthropic's errors come from the model, Google's from what stands before it. */
const claude: VendorRules = {
  ...anthropicRules,
  rule: (body, status, retryAfter) =>
    vertexRule(body, status, retryAfter) ??
    googleRule(body, retryAfter) ??
    anthropicRules.rule(body, status, retryAfter),
};

export function classifyGeminiOnVertex(fault: WireFault, context: FaultContext): Failure {
  return classify(fault, context, gemini);
}

export function classifyClaudeOnVertex(fault: WireFault, context: FaultContext): Failure {
  return classify(fault, context, claude);
}
