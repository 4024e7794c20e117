import type { CallOptions, Provider } from '../engine/model/provider';
import type { ChatRequest } from '../engine/model/request';
import type { Route } from '../engine/model/route';
import type { Repair } from '../engine/model/failure';
import type { StreamEvent } from '../engine/model/stream';
import { estimateRequestTokens } from '../engine/model/tokenEstimate';
import { fitRequest, requiredTokens, type RouteLimits } from './fit';
import type { Task } from './health';
import type { Needs } from './plan';
import type { CompletionTask } from './providerManager';
import { repairRequest } from './repair';
import { continuationRequest, type Resume } from './splice/request';

export interface AttemptLimits extends RouteLimits {
  /** Tokens that are asked for at most, also where the request names none; undefined where nobody limits them. */
  readonly outputLimit: number | undefined;
}

/** What a request is, apart from how it is failed over. */
export interface Work {
  readonly task: Task;
  readonly needs: Needs;
  /** A turn that may call tools is begun again rather than continued: a continuing model writes prose instead of calls. */
  readonly continuable: boolean;
  open(
    provider: Provider,
    route: Route,
    call: CallOptions,
    limits: AttemptLimits,
    resume: Resume | undefined,
  ): AsyncIterable<StreamEvent>;
  /** The same work without what a route refused; undefined when there is nothing to leave out. */
  repaired(repair: Exclude<Repair, 'prefill'>): Work | undefined;
}

/** Tokens an answer takes at most where the request does not say, for estimates only. */
const usualAnswerTokens = 1_000;

export function chatWork(request: ChatRequest): Work {
  return {
    task: 'chat',
    needs: {
      tools: (request.tools?.length ?? 0) > 0,
      images: request.messages.some((message) => message.parts.some((part) => part.type === 'image')),
      inputTokens: estimateRequestTokens(request),
      requiredTokens: requiredTokens(request),
      outputTokens: request.maxOutputTokens ?? usualAnswerTokens,
    },
    continuable: (request.tools?.length ?? 0) === 0,
    open: (provider, route, call, limits, resume) => {
      const full = resume ? continuationRequest(request, resume) : request;
      return provider.chat(route.model, fitRequest(withOutputLimit(full, limits.outputLimit), limits), call);
    },
    repaired: (repair) => {
      const repaired = repairRequest(request, repair);
      return repaired && chatWork(repaired);
    },
  };
}

function withOutputLimit(request: ChatRequest, limit: number | undefined): ChatRequest {
  if (limit === undefined) return request;
  return { ...request, maxOutputTokens: Math.min(request.maxOutputTokens ?? limit, limit) };
}

export function completionWork(task: CompletionTask): Work {
  return {
    task: 'completion',
    needs: {
      tools: false,
      images: false,
      inputTokens: task.inputTokens,
      requiredTokens: task.inputTokens,
      outputTokens: 128,
    },
    continuable: false,
    open: (provider, route, call) => task.open(provider, route, call),
    repaired: () => undefined,
  };
}
