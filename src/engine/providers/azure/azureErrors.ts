import type { Failure } from '../../model/failure/failure';
import { type ErrorBody, readErrorBody } from '../errors/errorBody';
import type { FaultContext } from '../errors/failureFrom';
import { isMissingPath } from '../errors/refusals/missingPath';
import { classify, type VendorRules } from '../errors/rules';
import type { WireFault } from '../errors/wireFault';
import { compatible } from '../openaiProtocol/compatibleErrors';

/**
 * Azure's own words; its hosts also have models of other vendors, which keep theirs. A missing role comes as 401
 * `PermissionDenied`, a wrong tenant as 400: https://learn.microsoft.com/azure/ai-foundry/openai/how-to/role-based-access-control.
 */
const azure: VendorRules = {
  ...compatible,
  rule: (body, status, retryAfter) => {
    if (body.code === 'permissiondenied' || isOtherTenant.test(`${body.code} ${body.message}`)) return 'auth';
    if (body.code === 'deploymentnotfound' || isOtherOperation(body)) return 'model-missing';
    if (body.code === 'too_many_requests') return 'rate-limited';
    return compatible.rule(body, status, retryAfter);
  },
};

const isOtherTenant = /\btenant\b.{0,120}\bdoes not match\b/i;

/** The deployment's model has no chat, or not by the API that was asked. */
function isOtherOperation({ code, message }: ErrorBody): boolean {
  return code === 'operationnotsupported' || /operation does not work with the specified model/i.test(message);
}

export function classifyAzure(fault: WireFault, context: FaultContext): Failure {
  return classify(fault, context, azure);
}

/**
 * Whether the Responses API is not to be had for this model, or not in this version: "Azure OpenAI Responses API is enabled
 * only for api-version 2025-03-01-preview and later", "The responses operation does not work with the specified model".
 */
export function lacksResponses(fault: WireFault): boolean {
  if (fault.type !== 'response') return isMissingPath(fault);
  const body = readErrorBody(fault.body);
  if (body.code === 'deploymentnotfound') return false;
  if (fault.status !== 400) return isMissingPath(fault);
  return (
    isOtherOperation(body) || /\bresponses api\b.{0,60}\bonly\b|requested operation is unsupported/i.test(body.message)
  );
}
