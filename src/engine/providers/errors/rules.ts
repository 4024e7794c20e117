import * as l10n from '@vscode/l10n';
import type { Failure, FailureKind, FailureScope } from '../../model/failure/failure';
import type { OptionalParameter } from '../../model/failure/optionalParameter';
import type { WireFault } from './wireFault';
import { amazonErrors } from './vendors/amazon';
import { saysBlind } from './refusals/blindModel';
import { type ErrorBody, readErrorBody, typeOf } from './errorBody';
import { isProxyRefusal } from './connection/proxyRefusal';
import { isLargerThanRate, isOverflowCode, namesFullWindow, overflowOf } from './refusals/overflow';
import { outputLimitIn } from './refusals/outputLimit';
import { refusedParameters } from './refusals/refusedParameters';
import { repairOf } from './refusals/repairs';
import { retryAfterMs } from './retryAfter';
import { classifyTransport } from './connection/transport';
import { type FaultContext, failureFrom } from './failureFrom';
import { isWrongAddress } from './refusals/wrongAddress';

/** What a vendor's own rules read out of an error; undefined leaves it to the rules that all share. */
export type VendorRule = (
  body: ErrorBody,
  status: number | undefined,
  retryAfter: number | undefined,
) => FailureKind | undefined;

export interface VendorRules {
  readonly rule: VendorRule;
  /** Where less than usual shares a fault of this kind, for example one model at a router. */
  readonly scope?: (kind: FailureKind, body: ErrorBody) => FailureScope | undefined;
  /** Finish reasons that are failures, in the wire's words; a map, since the words may be a name that every object has. */
  readonly finishes: ReadonlyMap<string, FailureKind>;
  /** Parameters that the protocol cannot do without, though others can. */
  readonly required?: ReadonlySet<OptionalParameter>;
}

/** From raw bytes to a failure. Pure, and never throws. */
export function classify(fault: WireFault, context: FaultContext, vendor: VendorRules): Failure {
  if (context.aborted) return failureFrom('cancelled', context);
  switch (fault.type) {
    case 'transport':
      return classifyTransport(fault.error, fault.headersSeen, context);
    case 'malformed':
      return fault.sawContent ? unreadable(context) : failureFrom('not-protocol', context);
    case 'ended':
      return classifyEnd(fault, context, vendor);
    case 'not-protocol': {
      const body = readErrorBody(fault.body);
      if (!body.isError) return failureFrom('not-protocol', context, { status: fault.status });
      if (isWrongAddress(200, fault.body, body, context.model)) return wrongAddress(body, undefined, context);
      return fromBody(body, undefined, retryAfterMs(undefined, body.error, context.now), context, vendor);
    }
    case 'stream-error': {
      const body = readErrorBody(fault.data);
      const begun = { ...context, begun: fault.sawContent };
      return fromBody(body, undefined, retryAfterMs(fault.headers, body.error, context.now), begun, vendor);
    }
    case 'response': {
      const { status, headers } = fault;
      const body = readErrorBody(fault.body);
      if (isWrongAddress(status, fault.body, body, context.model)) return wrongAddress(body, status, context);
      if (isProxyRefusal(status, headers, fault.body)) return failureFrom('not-protocol', context, { status });
      const requestId = headers.get('request-id') ?? headers.get('x-request-id') ?? undefined;
      const wait = retryAfterMs(headers, body.error, context.now);
      const type = body.type || typeOf(headers.get('x-amzn-errortype'));
      return fromBody({ ...body, type, requestId: body.requestId ?? requestId }, status, wait, context, vendor);
    }
  }
}

function wrongAddress(body: ErrorBody, status: number | undefined, context: FaultContext): Failure {
  return failureFrom('wrong-address', context, { status, requestId: body.requestId, vendorText: body.message });
}

function unreadable(context: FaultContext): Failure {
  const message = l10n.t('{0} sent something that cannot be read in mid-answer.', context.providerLabel);
  return { ...failureFrom('in-stream', context), message };
}

function classifyEnd(
  fault: Extract<WireFault, { type: 'ended' }>,
  context: FaultContext,
  vendor: VendorRules,
): Failure {
  // The clients do not check what hosts send in its place.
  const finish = typeof fault.finish === 'string' ? fault.finish : undefined;
  // Gemini sometimes writes the cause after a colon.
  const kind = finish === undefined ? undefined : vendor.finishes.get(finish.toLowerCase().replace(/^.*: */, ''));
  if (kind !== undefined) return failureFrom(kind, context, { code: finish });
  if (!fault.endMarker) return failureFrom(fault.sawContent ? 'stream-cut' : 'empty', context);
  return failureFrom('empty', context, { code: finish });
}

function fromBody(
  body: ErrorBody,
  httpStatus: number | undefined,
  retryAfter: number | undefined,
  context: FaultContext,
  vendor: VendorRules,
): Failure {
  const status = httpStatus ?? body.status;
  if (saysBlind(body.message, context.sent)) {
    return failureFrom('bad-request', context, { status, isBlind: true, vendorText: body.message });
  }
  const isTooLarge = exceedsRate(body, status, context);
  const judged = isTooLarge
    ? 'context-exceeded'
    : (vendor.rule(body, status, retryAfter) ?? shared(body, status) ?? byStatus(status) ?? 'in-stream');
  const known = judged === 'bad-request' ? repairOf(body) : undefined;
  const outputLimitTokens = judged === 'bad-request' || judged === 'quota' ? outputLimitIn(body.message) : undefined;
  const isNamed = outputLimitTokens === undefined && (known === undefined || known === 'parameter');
  const refused = isNamed ? refusedOf(body, status, judged, context, vendor) : [];
  const kind = refused.length > 0 ? 'bad-request' : judged;
  const isTooLong = kind === 'context-exceeded';
  const repair = refused.length > 0 ? 'parameter' : known;
  return failureFrom(kind, context, {
    status,
    scope: vendor.scope?.(kind, { ...body, status }),
    code: body.code || body.type || undefined,
    retryAfterMs: isTooLong ? undefined : retryAfter,
    contextWindowTokens: isTooLong && !isTooLarge ? windowOf(body) : undefined,
    requestId: body.requestId,
    repair,
    ...(refused.length > 0 ? { refusedParameters: refused } : {}),
    ...(outputLimitTokens === undefined ? {} : { outputLimitTokens }),
    vendorText: body.isError ? body.message : undefined,
  });
}

/** A refusal in the words of a rate limit that no wait helps with. */
function exceedsRate({ message }: ErrorBody, status: number | undefined, { sent }: FaultContext): boolean {
  if (status !== undefined && status !== 429 && status !== 413) return false;
  return isLargerThanRate(message, sent) || (status === 429 && namesFullWindow(message));
}

/** llama.cpp tells it as a number of its own. */
function windowOf({ error, message }: ErrorBody): number | undefined {
  const { n_ctx } = error;
  return typeof n_ctx === 'number' && n_ctx > 0 ? n_ctx : overflowOf(message)?.contextWindowTokens;
}

/** Kinds under which a refused parameter hides; with all others something else is the matter. */
const hiding: ReadonlySet<FailureKind> = new Set(['bad-request', 'model-missing', 'server', 'in-stream']);

function refusedOf(
  { root, message }: ErrorBody,
  status: number | undefined,
  judged: FailureKind,
  { sent }: FaultContext,
  { required }: VendorRules,
): readonly OptionalParameter[] {
  const isRefused = status === 400 || status === 422;
  // Of another status, as of a server that stumbled over it, it has to be said beyond doubt.
  const isCertain = !isRefused || judged !== 'bad-request';
  if (!hiding.has(judged) || (judged === 'model-missing' && !isRefused)) return [];
  const refused = refusedParameters({ root, message, sent }, isCertain);
  return refused.filter((name) => required?.has(name) !== true);
}

const quotaWords =
  /credit balance is too low|(?:insufficient|not enough|no (?:more |remaining )?|out of |ran out of )(?:account )?(?:quota|balance|credits?|funds)|exceeded your current quota|spend(?:ing)? limit|usage limit|(?:key|credit|budget) (?:limit (?:has been |was )?)?(?:exceeded|reached|exhausted)|(?:out of|any) credits|payment required|billing|arrear|overdue|past due|top[- ]?up|recharge|(?:trial|subscription) (?:has |is )?(?:ended|expired|inactive)|余额不足|欠费|额度(?:不足|已用)|充值/i;
const policyWords =
  /content (?:filtering|management|moderation) policy|violat\w+ (?:of )?our usage polic|content exists risk/i;
const modelWords =
  /\bmodel\b.{0,100}\b(?:not exist|not found|is not (?:a )?valid|is not available)|(?:invalid|unknown) model\b|not a valid model|requested model is not supported/i;

const badRequestTypes = new Set(['invalid_request_error', 'badrequesterror', 'validationexception']);

/** Words and codes that mean the same with every vendor. */
function shared(body: ErrorBody, status: number | undefined): FailureKind | undefined {
  const { code, type, message } = body;
  if (isOverflowCode(code) || isOverflowCode(type)) return 'context-exceeded';
  if (/content_(?:policy|filter)|responsibleaipolicy|moderation|(?:^|_)policy(?:_|$)/.test(code)) return 'policy';
  if (status !== undefined && status >= 500) return namesFullWindow(message) ? 'context-exceeded' : undefined;
  if (code === 'invalid_api_key' || type === 'authentication_error') return 'auth';
  if (/^model_not_(?:found|supported|available)$|^invalid_model$/.test(code) || type === 'not_found_error')
    return 'model-missing';
  if (type === 'invalid_model') return 'model-missing';
  if (type === 'overloaded_error') return 'overloaded';
  return amazonErrors.get(type) ?? byWords(message.slice(0, 2_000), type, status);
}

function byWords(words: string, type: string, status: number | undefined): FailureKind | undefined {
  const isRefused = status === undefined || status === 400 || status === 422;
  if ((isRefused || status === 413) && overflowOf(words)) return 'context-exceeded';
  if ((isRefused || status === 401 || status === 403) && quotaWords.test(words)) return 'quota';
  if ((isRefused || status === 403) && policyWords.test(words)) return 'policy';
  if (isRefused && modelWords.test(words)) return 'model-missing';
  return status === undefined && badRequestTypes.has(type) ? 'bad-request' : undefined;
}

function byStatus(status: number | undefined): FailureKind | undefined {
  if (status === undefined) return undefined;
  switch (status) {
    case 401:
    case 403:
    case 498: // Of nginx: a token that is not valid.
      return 'auth';
    case 402:
      return 'quota';
    case 404:
    case 410:
      return 'model-missing';
    case 408:
    case 409:
    case 421:
    case 425:
    case 444: // 444, 460 and 499 come from a gateway after its caller or upstream hung up.
    case 460:
    case 499:
      return 'server';
    case 413:
      return 'context-exceeded';
    case 420:
    case 429:
      return 'rate-limited';
    case 503:
    case 529:
      return 'overloaded';
    default:
      return status >= 500 ? 'server' : status >= 400 ? 'bad-request' : undefined;
  }
}
