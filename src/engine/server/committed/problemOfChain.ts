import type { ChainFailure } from '../../failover/api/answer';
import { problemOf } from '../../failover/api/problem';
import type { FailureKind } from '../../model/failure/failure';
import type { EndpointProblem } from '../protocols/chatProtocol';

interface Answer {
  readonly status: number;
  readonly code: string;
}

/** Faults of the request itself: the same request would fail in the same way again. */
const ofTheRequest: Partial<Readonly<Record<FailureKind, Answer>>> = {
  policy: { status: 400, code: 'content_policy_violation' },
  'context-exceeded': { status: 400, code: 'context_length_exceeded' },
  'bad-request': { status: 400, code: 'invalid_request' },
};

const unavailable: Answer = { status: 503, code: 'no_provider_available' };
const forbidden: Answer = { status: 403, code: 'not_allowed' };

/** `partial`: some of the answer was sent. `now`: milliseconds since the epoch. */
export function problemOfChain(chain: ChainFailure, partial: boolean, now = Date.now()): EndpointProblem {
  const { title, reasons, advice } = problemOf(chain, partial);
  const { retryAt } = chain;
  return {
    ...answerTo(chain),
    message: [title, ...reasons, advice].join(' '),
    ...(retryAt === undefined ? {} : { retryAfterSeconds: Math.max(1, Math.ceil((retryAt - now) / 1_000)) }),
  };
}

function answerTo({ attempts, skipped }: ChainFailure): Answer {
  const kinds = attempts.flatMap(({ failure }) => (failure ? [failure.kind] : []));
  const last = kinds.at(-1);
  if (last === 'policy' || (last !== undefined && kinds.every((kind) => kind === last))) {
    const answer = ofTheRequest[last];
    if (answer && (last === 'policy' || skipped.every(({ reason }) => reason !== 'unhealthy'))) return answer;
  }
  const isForbidden =
    attempts.length === 0 && skipped.every(({ reason }) => reason === 'boundary' || reason === 'consent');
  return isForbidden && skipped.length > 0 ? forbidden : unavailable;
}
