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
  const excluded = plan.excluded.filter(({ reason }) => reason === 'offline' || reason === 'context');
  const doubtful = profile.doubtfulRoutes === 'last' ? [] : plan.doubtful.map((route) => inDoubt(route, routes));
  const first = [...plan.down, ...excluded, ...doubtful]
    .filter((skipped) => !attempts.hasAsked(skipped.route) && place(skipped) < order.indexOf(chosen.id))
    .sort((a, b) => place(a) - place(b))[0];
  if (!first) return undefined;
  if (first.failure) return { route: first.route, failure: first.failure };
  const cause = first.reason === 'context' ? tooSmall : noNetwork;
  return { route: first.route, failure: { ...cause, message: first.detail } };
}

function inDoubt(route: Route, routes: RequestRoutes): SkippedRoute {
  return { route, reason: 'unhealthy', failure: routes.doubtOf(route), detail: `${route.label} may be back.` };
}

const tooSmall = { kind: 'context-exceeded', scope: 'request' } as const;
const noNetwork = { kind: 'offline', scope: 'network' } as const;
