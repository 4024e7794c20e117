import type { Failure, FailureKind, Repair } from '../../model/failure';
import type { WireFault } from '../wireFault';
import { type ErrorBody, readErrorBody } from './errorBody';
import { retryAfterMs } from './retryAfter';
import { classifyTransport } from './transport';
import { type FaultContext, redact, verdict } from './verdict';

/** What a vendor's own rules read out of an error; undefined leaves it to the rules that all share. */
export type VendorRule = (
  body: ErrorBody,
  status: number | undefined,
  retryAfter: number | undefined,
) => FailureKind | undefined;

export interface Vendor {
  readonly rule: VendorRule;
  /** Finish reasons that are failures, in the wire's words; a map, since the words may be a name that every object has. */
  readonly finishes: ReadonlyMap<string, FailureKind>;
}

/** From raw bytes to a verdict. Pure, and never throws. */
export function classify(fault: WireFault, context: FaultContext, vendor: Vendor): Failure {
  if (context.aborted) return verdict('cancelled', context);
  switch (fault.type) {
    case 'transport':
      return classifyTransport(fault.error, fault.headersSeen, context);
    case 'malformed':
      return verdict(fault.sawContent ? 'in-stream' : 'not-protocol', context);
    case 'ended':
      return classifyEnd(fault, context, vendor);
    case 'not-protocol': {
      const body = readErrorBody(fault.body);
      if (body.isError)
        return fromBody(body, undefined, retryAfterMs(undefined, body.error, context.now), context, vendor);
      return verdict('not-protocol', context, { status: fault.status });
    }
    case 'stream-error': {
      const body = readErrorBody(fault.data);
      const failure = fromBody(body, undefined, retryAfterMs(fault.headers, body.error, context.now), context, vendor);
      return failure;
    }
    case 'response': {
      const body = readErrorBody(fault.body);
      if (!body.isError && isPage(fault.body) && fault.status < 500 && fault.status !== 429 && fault.status !== 413) {
        return verdict('not-protocol', context, { status: fault.status });
      }
      const requestId = fault.headers.get('request-id') ?? fault.headers.get('x-request-id') ?? undefined;
      const wait = retryAfterMs(fault.headers, body.error, context.now);
      return fromBody({ ...body, requestId: body.requestId ?? requestId }, fault.status, wait, context, vendor);
    }
  }
}

function classifyEnd(fault: Extract<WireFault, { type: 'ended' }>, context: FaultContext, vendor: Vendor): Failure {
  // The clients do not check what hosts send in its place.
  const finish = typeof fault.finish === 'string' ? fault.finish : undefined;
  const kind = finish === undefined ? undefined : vendor.finishes.get(finish.toLowerCase());
  if (kind !== undefined) return verdict(kind, context, { code: finish });
  if (!fault.endMarker) return verdict(fault.sawContent ? 'stream-cut' : 'empty', context);
  return verdict('empty', context, { code: finish });
}

function fromBody(
  body: ErrorBody,
  httpStatus: number | undefined,
  retryAfter: number | undefined,
  context: FaultContext,
  vendor: Vendor,
): Failure {
  const status = httpStatus ?? body.status;
  const kind = vendor.rule(body, status, retryAfter) ?? shared(body, status) ?? byStatus(status) ?? 'in-stream';
  const repair = kind === 'bad-request' ? repairOf(body) : undefined;
  return verdict(kind, context, {
    status,
    code: redact(body.code || body.type) || undefined,
    retryAfterMs: retryAfter,
    requestId: body.requestId,
    repair,
    vendorText: body.isError ? body.message : undefined,
  });
}

const contextWords =
  /prompt is too long|context (?:length|window|size)|maximum context|too many tokens|input is too long|exceeds? the (?:available )?context|input length and .?max_tokens|reduce the length/i;
const quotaWords =
  /credit balance is too low|insufficient (?:quota|balance|credits?|funds)|exceeded your current quota|spend(?:ing)? limit|usage limit|out of credits|payment required|billing/i;

/** Words and codes that mean the same with every vendor. */
function shared(body: ErrorBody, status: number | undefined): FailureKind | undefined {
  const { code, type, message } = body;
  if (
    code === 'context_length_exceeded' ||
    code === 'exceed_context_size_error' ||
    type === 'exceed_context_size_error'
  ) {
    return 'context-exceeded';
  }
  if (/content_(?:policy|filter)|responsibleaipolicy|moderation/.test(code)) return 'policy';
  if (status !== undefined && status >= 500) return undefined;
  if (code === 'invalid_api_key' || type === 'authentication_error') return 'auth';
  if (code === 'model_not_found' || type === 'not_found_error') return 'model-missing';
  if (type === 'overloaded_error') return 'overloaded';
  if ((status === 400 || status === undefined) && contextWords.test(message)) return 'context-exceeded';
  if ((status === 400 || status === 403 || status === 401) && quotaWords.test(message)) return 'quota';
  return undefined;
}

function byStatus(status: number | undefined): FailureKind | undefined {
  if (status === undefined) return undefined;
  switch (status) {
    case 401:
    case 403:
    case 407:
      return 'auth';
    case 402:
      return 'quota';
    case 404:
    case 410:
      return 'model-missing';
    case 408:
    case 409:
    case 425:
      return 'server';
    case 413:
      return 'context-exceeded';
    case 429:
      return 'rate-limited';
    case 503:
    case 529:
      return 'overloaded';
    default:
      return status >= 500 ? 'server' : status >= 400 ? 'bad-request' : undefined;
  }
}

function repairOf({ message, code, param }: ErrorBody): Repair | undefined {
  if (
    /prefill|last message|must end with a user message|assistant message.{0,40}(?:not supported|final)/i.test(message)
  )
    return 'prefill';
  if (/signature/i.test(message) && /thinking|reasoning/i.test(message)) return 'thinking-signature';
  if (/tool[_ ]?(?:call|use)/i.test(message) && /\bids?\b|pattern|length/i.test(message)) return 'tool-call-id';
  if (code === 'unsupported_parameter' || code === 'unsupported_value') return 'parameter';
  if (param === 'temperature' || /(?:temperature|stop).{0,60}(?:not supported|unsupported|deprecated)/i.test(message))
    return 'parameter';
  return undefined;
}

function isPage(body: string): boolean {
  return /^\s*<(?:!doctype|html|head|body|\?xml)/i.test(body.slice(0, 200));
}
