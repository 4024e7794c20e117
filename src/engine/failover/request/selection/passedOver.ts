import * as l10n from '@vscode/l10n';
import type { Route } from '../../../model/route';
import type { SkippedRoute } from '../../api/answer';
import type { RequestProfile } from '../../api/requestProfile';
import type { Plan } from '../../policies/plan';
import type { RequestAttempts } from '../context/requestAttempts';
import type { RequestRoutes } from './requestRoutes';
import type { FailedRoute } from './routeCandidate';

/** The first choice before `chosen` that was not even asked, and why: no switch is silent. */
export function passedOver(
  plan: Plan,
  chosen: Route,
  routes: RequestRoutes,
  attempts: RequestAttempts,
  profile: RequestProfile,
): FailedRoute | undefined {
  const order = routes.all().map((route) => route.id);
  const place = ({ route }: { route: Route }): number => order.indexOf(route.id);
  // What the user has ruled out is no news, unless they chose it for this very request.
  const excluded = plan.excluded.filter(
    ({ reason, route }) =>
      reason === 'offline' || reason === 'context' || (route === routes.choice && isForbidden(reason)),
  );
  const doubtful = profile.doubtfulRoutes === 'last' ? [] : plan.doubtful.map((route) => inDoubt(route, routes));
  const first = [...plan.down, ...excluded, ...doubtful]
    .filter((skipped) => !attempts.hasAsked(skipped.route) && place(skipped) < order.indexOf(chosen.id))
    .sort((a, b) => place(a) - place(b))[0];
  if (!first) return undefined;
  if (first.failure) return { route: first.route, failure: first.failure };
  const cause = isForbidden(first.reason) ? forbidden : first.reason === 'context' ? tooSmall : noNetwork;
  return { route: first.route, failure: { ...cause, message: first.detail } };
}

function inDoubt(route: Route, routes: RequestRoutes): SkippedRoute {
  return {
    route,
    reason: 'unhealthy',
    failure: routes.doubtOf(route),
    detail: l10n.t('{0} may be back.', route.label),
  };
}

function isForbidden(reason: SkippedRoute['reason']): boolean {
  return reason === 'boundary' || reason === 'consent';
}

const forbidden = { kind: 'not-allowed', scope: 'request' } as const;
const tooSmall = { kind: 'context-exceeded', scope: 'request' } as const;
const noNetwork = { kind: 'offline', scope: 'network' } as const;
