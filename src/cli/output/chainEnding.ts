import * as l10n from '@vscode/l10n';
import { type ChainFailure, problemOf } from '../../engine/failover';
import type { Failure } from '../../engine/model';
import { type Ending, ending } from './exitCodes';

type Category = 'try-later' | 'needs-person' | 'refused' | 'failed';

/** Who can change it. */
const categories: Readonly<Record<Failure['kind'], Category>> = {
  cancelled: 'try-later',
  offline: 'try-later',
  connect: 'try-later',
  overloaded: 'try-later',
  server: 'try-later',
  'rate-limited': 'try-later',
  'first-token-timeout': 'try-later',
  stalled: 'try-later',
  'stream-cut': 'try-later',
  'in-stream': 'try-later',
  empty: 'try-later',
  'not-continued': 'try-later',
  proxy: 'needs-person',
  quota: 'needs-person',
  auth: 'needs-person',
  'model-missing': 'needs-person',
  'wrong-address': 'needs-person',
  'not-protocol': 'needs-person',
  'context-exceeded': 'needs-person',
  'bad-request': 'needs-person',
  policy: 'refused',
  'not-allowed': 'refused',
  unknown: 'failed',
};

/** What one provider of several says counts: what helps with the least of anybody's doing comes first. */
const order: readonly Category[] = ['try-later', 'needs-person', 'refused', 'failed'];

type Skipped = ChainFailure['skipped'][number];

/** How a run ends in which nobody answered. `partial`: some of an answer was written. `now`: milliseconds since the epoch. */
export function chainEnding(chain: ChainFailure, partial: boolean, now: number): Ending {
  const problem = problemOf(chain, partial);
  const kind = categoryOf(chain);
  const seconds =
    kind === 'try-later' && chain.retryAt !== undefined
      ? Math.max(1, Math.ceil((chain.retryAt - now) / 1_000))
      : undefined;
  const later = seconds === undefined ? [] : [l10n.t('Try again in {0} s.', seconds)];
  const { title, reasons, advice } = problem;
  return ending(kind, [title, ...reasons, advice, ...later].join(' '), {
    ...(seconds === undefined ? {} : { retryAfterSeconds: seconds }),
    fields: { title, reasons, advice },
  });
}

function categoryOf({ attempts, skipped }: ChainFailure): Category {
  return together([
    ...attempts.flatMap(({ failure }) => (failure ? [failureCategory(failure)] : [])),
    ...skipped.map(categoryOfSkipped),
  ]);
}

export function failureCategory({ kind }: Failure): Category {
  return categories[kind];
}

/** What all of them come to. */
export function together(found: readonly Category[]): Category {
  // Without a provider only a person can help.
  return order.find((category) => found.includes(category)) ?? 'needs-person';
}

function categoryOfSkipped({ reason, failure }: Skipped): Category {
  if (reason === 'unhealthy') return failure ? failureCategory(failure) : 'try-later';
  if (reason === 'offline') return 'try-later';
  return reason === 'boundary' ? 'refused' : 'needs-person';
}
