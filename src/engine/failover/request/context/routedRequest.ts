import type { ChatRequest } from '../../../model/request';
import type { Route } from '../../../model/route';
import type { Repair } from '../../../model/failure';
import { estimateRequestTokens } from '../../../model/tokenEstimate';
import { trimToWindow, requiredTokens, type RouteLimits } from '../../policies/trimToWindow';
import { completionProfile, type RequestProfile } from '../../api/requestProfile';
import type { Requirements } from '../../policies/plan';
import type { CompletionTask } from '../../api/providerManager';
import { repairRequest } from '../../policies/repair';
import type { RequestForm } from '../attempt/callProvider';
import { continuationRequest, type Resume } from '../../splice/continuationRequest';

export interface AttemptLimits extends RouteLimits {
  /** Tokens that are asked for at most, also where the request names none; undefined where they have no limit. */
  readonly outputLimit: number | undefined;
}

/** What a request is, apart from how it is failed over. */
export interface RoutedRequest {
  readonly profile: RequestProfile;
  readonly needs: Requirements;
  /** A turn that may call tools is begun again rather than continued: a continuing model writes prose instead of calls. */
  readonly continuable: boolean;
  /** What is sent to the route, within its limits. Pure. */
  requestFor(route: Route, limits: AttemptLimits, resume: Resume | undefined): RequestForm;
  /** The same request without what a route refused; undefined when there is nothing to leave out. */
  repaired(repair: Exclude<Repair, 'prefill'>): RoutedRequest | undefined;
}

/** Tokens an answer takes at most where the request does not say, for estimates only. */
const usualAnswerTokens = 1_000;

export function chatRoutedRequest(request: ChatRequest, profile: RequestProfile): RoutedRequest {
  return {
    profile,
    needs: {
      tools: (request.tools?.length ?? 0) > 0,
      images: request.messages.some((message) => message.parts.some((part) => part.type === 'image')),
      inputTokens: estimateRequestTokens(request),
      requiredTokens: requiredTokens(request),
      outputTokens: request.maxOutputTokens ?? usualAnswerTokens,
    },
    continuable: (request.tools?.length ?? 0) === 0,
    requestFor: (_route, limits, resume) => {
      const full = resume ? continuationRequest(request, resume) : request;
      return { type: 'chat', request: trimToWindow(withOutputLimit(full, limits.outputLimit), limits) };
    },
    repaired: (repair) => {
      const repaired = repairRequest(request, repair);
      return repaired && chatRoutedRequest(repaired, profile);
    },
  };
}

function withOutputLimit(request: ChatRequest, limit: number | undefined): ChatRequest {
  if (limit === undefined) return request;
  return { ...request, maxOutputTokens: Math.min(request.maxOutputTokens ?? limit, limit) };
}

export function completionRoutedRequest(task: CompletionTask): RoutedRequest {
  return {
    profile: completionProfile,
    needs: {
      tools: false,
      images: false,
      inputTokens: task.inputTokens,
      requiredTokens: task.inputTokens,
      outputTokens: 128,
    },
    continuable: false,
    requestFor: (route) => (support) => task.requestFor(route, support),
    repaired: () => undefined,
  };
}
