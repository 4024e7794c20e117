import { type ImageFacts, imageFactsOf } from '../../../model/request/image';
import type { ChatRequest } from '../../../model/request/request';
import type { Route } from '../../../model/route/route';
import type { Repair } from '../../../model/failure/failure';
import { estimateRequestTokens } from '../../../model/request/tokenEstimate';
import { fitImages } from '../../policies/fitImages';
import { lastQuestion, trimToWindow, requiredTokens } from '../../policies/trimToWindow';
import type { LeftOut } from '../../api/answer';
import { completionProfile, type RequestProfile } from '../../api/requestProfile';
import type { Requirements } from '../../policies/plan';
import type { CompletionTask } from '../../api/providerManager';
import { repairRequest } from '../../policies/repair';
import type { RequestForm } from '../attempt/callProvider';
import { continuationRequest, type Resume } from '../../splice/continuationRequest';
import type { AttemptLimits } from './attemptLimits';

/** What a request is, apart from how it is failed over. */
export interface RoutedRequest {
  readonly profile: RequestProfile;
  readonly needs: Requirements;
  /** A turn that may call tools is begun again rather than continued: a continuing model writes prose instead of calls. */
  readonly continuable: boolean;
  /** What is sent to the route, within its limits. Pure. */
  requestFor(route: Route, limits: AttemptLimits, resume: Resume | undefined): RequestForm;
  /** What is not sent to it of the request; undefined where all of it is. Pure. */
  leftOut(route: Route, limits: AttemptLimits, resume: Resume | undefined): LeftOut | undefined;
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
      images: imagesAsked(request),
      inputTokens: estimateRequestTokens(request),
      requiredTokens: requiredTokens(request),
      outputTokens: request.maxOutputTokens ?? usualAnswerTokens,
    },
    continuable: (request.tools?.length ?? 0) === 0,
    requestFor: (route, limits, resume) => ({ type: 'chat', request: fitted(request, route, limits, resume).request }),
    leftOut: (route, limits, resume) => fitted(request, route, limits, resume).leftOut,
    repaired: (repair) => {
      const repaired = repairRequest(request, repair);
      return repaired && chatRoutedRequest(repaired, profile);
    },
  };
}

/** What of the request its route cannot hold or take is left out. */
function fitted(
  request: ChatRequest,
  route: Route,
  limits: AttemptLimits,
  resume: Resume | undefined,
): { readonly request: ChatRequest; readonly leftOut: LeftOut | undefined } {
  const full = resume ? continuationRequest(request, resume) : request;
  const seen = fitImages(withOutputLimit(full, limits.outputLimit), route, limits.seesImages);
  const trimmed = trimToWindow(seen.request, limits);
  const turns = questionsIn(seen.request) - questionsIn(trimmed);
  return { request: trimmed, leftOut: turns + seen.leftOut > 0 ? { turns, images: seen.leftOut } : undefined };
}

function questionsIn({ messages }: ChatRequest): number {
  return messages.filter(({ role, parts }) => role === 'user' && parts.some(({ type }) => type !== 'tool-result'))
    .length;
}

/** Images of the last question. */
function imagesAsked({ messages }: ChatRequest): readonly ImageFacts[] {
  const asked = messages.slice(lastQuestion(messages)).flatMap(({ parts }) => parts);
  return asked.flatMap((part) => (part.type === 'image' ? [imageFactsOf(part)] : []));
}

function withOutputLimit(request: ChatRequest, limit: number | undefined): ChatRequest {
  if (limit === undefined) return request;
  return { ...request, maxOutputTokens: Math.min(request.maxOutputTokens ?? limit, limit) };
}

export function completionRoutedRequest(task: CompletionTask): RoutedRequest {
  const routed: RoutedRequest = {
    profile: completionProfile,
    needs: {
      tools: false,
      images: [],
      inputTokens: task.inputTokens,
      requiredTokens: task.inputTokens,
      outputTokens: 128,
    },
    continuable: false,
    requestFor: (route) => (support) => task.requestFor(route, support),
    leftOut: () => undefined,
    repaired: (repair) => (repair === 'window' ? routed : undefined),
  };
  return routed;
}
