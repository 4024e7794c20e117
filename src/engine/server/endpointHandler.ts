import type { IncomingMessage, ServerResponse } from 'node:http';
import * as l10n from '@vscode/l10n';
import { abortReason } from '../model/async/abortReason';
import { errorSummary } from '../model/text/errorSummary';
import { clientName } from './access/clientName';
import { placeProblem, tokenProblem } from './access/access';
import { challengeHeader, proofOf } from './access/proof';
import type { EndpointOptions } from './endpointOptions';
import type { EndpointLimits } from './http/limits';
import { sendJson, sendProblem } from './http/sendJson';
import { type EndpointProblem, RequestProblem } from './protocols/chatProtocol';
import { openAiChat } from './protocols/openAiChat/openAiChat';
import { endpointPaths } from './protocols/paths';
import type { EndpointPath, PathGroups } from './serving/endpointPath';

export interface HandlerOptions extends Pick<
  EndpointOptions,
  'manager' | 'token' | 'log' | 'fillTemplate' | 'onRequest'
> {
  readonly limits: EndpointLimits;
  readonly closing: AbortSignal;
  readonly port: () => number;
}

/** Decides which requests are served, and ends them with their clients. */
export class EndpointHandler {
  private readonly underWay = new Set<Promise<void>>();
  private readonly paths = endpointPaths();

  constructor(private readonly options: HandlerOptions) {}

  /** Resolves when no request is under way. */
  async settled(): Promise<void> {
    await Promise.all(this.underWay);
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    request.on('error', () => undefined);
    response.on('error', () => undefined);
    const url = urlOf(request);
    const path = this.paths.find(({ pattern }) => pattern.test(url.pathname));
    const problem = placeProblem(request, this.options.port()) ?? this.problemOf(request, url, path);
    if (problem) {
      refuse(response, problem, path);
      return;
    }
    if (!path) {
      const proof = proofOf(this.options.token, request.headers[challengeHeader]);
      sendJson(response, 200, { status: 'ok', ...(proof === undefined ? {} : { proof }) });
      return;
    }
    const serving = this.serve(request, response, url, path);
    this.underWay.add(serving);
    await serving;
    this.underWay.delete(serving);
  }

  private problemOf(request: IncomingMessage, url: URL, path: EndpointPath | undefined): EndpointProblem | undefined {
    const { token, limits } = this.options;
    if (request.method === 'GET' && url.pathname === '/healthz') return undefined;
    const denied = tokenProblem(request, url, token);
    if (denied) return denied;
    if (!path) return { status: 404, code: 'not_found', message: l10n.t('This endpoint has no such path.') };
    if (request.method !== path.method) {
      return { status: 405, code: 'wrong_method', message: l10n.t('This path takes {0} only.', path.method) };
    }
    if (this.underWay.size < limits.maxRequests) return undefined;
    return {
      status: 429,
      code: 'too_many_requests',
      message: l10n.t('This endpoint answers {0} requests at once at most.', limits.maxRequests),
      retryAfterSeconds: 1,
    };
  }

  private async serve(request: IncomingMessage, response: ServerResponse, url: URL, path: EndpointPath): Promise<void> {
    const { manager, log, limits, closing, fillTemplate, onRequest } = this.options;
    const gone = new AbortController();
    response.on('close', () => gone.abort(abortReason));
    const client = clientName(request.headers['user-agent']);
    log.info(`[endpoint] ${client}: ${path.method} ${url.pathname}`);
    onRequest?.(client);
    if (request.headers.expect !== undefined) response.writeContinue();
    try {
      const signal = AbortSignal.any([gone.signal, closing]);
      const exchange = { request, response, client, signal, manager, fillTemplate, limits, log };
      await path.serve(exchange, groupsIn(path.pattern, url.pathname));
    } catch (error) {
      if (!(error instanceof RequestProblem)) {
        log.error(`[endpoint] ${client} was not served: ${errorSummary(error, { where: true })}`);
      }
      const problem = error instanceof RequestProblem ? error.problem : defect();
      if (response.headersSent) response.destroy();
      else refuse(response, problem, path);
    }
  }
}

function groupsIn(pattern: RegExp, pathname: string): PathGroups {
  const groups = Object.entries(pattern.exec(pathname)?.groups ?? {});
  return Object.fromEntries(groups.map(([name, value]) => [name, decoded(value)]));
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function urlOf({ url = '/' }: IncomingMessage): URL {
  const base = 'http://localhost';
  const path = url.startsWith('/') ? url.replace(/^\/+/, '/') : '/';
  return URL.canParse(path, base) ? new URL(path, base) : new URL(base);
}

function refuse(response: ServerResponse, problem: EndpointProblem, path: EndpointPath | undefined): void {
  sendProblem(response, problem, (path ?? openAiChat).problem(problem));
}

function defect(): EndpointProblem {
  return {
    status: 500,
    code: 'internal_error',
    message: l10n.t('Everpair could not serve the request. The log tells more.'),
  };
}
