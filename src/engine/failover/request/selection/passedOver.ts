import * as l10n from '@vscode/l10n';
import type { Failure } from '../../../model/failure/failure';
import type { Route } from '../../../model/route/route';
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
  const excluded = plan.excluded.filter(({ reason, route }) => causeOf(reason, route === routes.choice) !== undefined);
  const doubtful = profile.doubtfulRoutes === 'last' ? [] : plan.doubtful.map((route) => inDoubt(route, routes));
  const first = [...plan.down, ...excluded, ...doubtful]
    .filter((skipped) => !attempts.hasAsked(skipped.route) && place(skipped) < order.indexOf(chosen.id))
    .sort((a, b) => place(a) - place(b))[0];
  if (!first) return undefined;
  if (first.failure) return { route: first.route, failure: first.failure };
  const cause = causeOf(first.reason, true) ?? noNetwork;
  const isBlind = first.reason === 'capability' && routes.isBlind(first.route);
  return { route: first.route, failure: { ...cause, ...(isBlind ? { isBlind } : {}), message: first.detail } };
}

function inDoubt(route: Route, routes: RequestRoutes): SkippedRoute {
  return {
    route,
    reason: 'unhealthy',
    failure: routes.doubtOf(route),
    detail: l10n.t('{0} may be back.', route.label),
  };
}

function causeOf(reason: SkippedRoute['reason'], isChoice: boolean): Omit<Failure, 'message'> | undefined {
  switch (reason) {
    case 'offline':
      return noNetwork;
    case 'context':
      return { kind: 'context-exceeded', scope: 'request' };
    case 'capability':
      return { kind: 'bad-request', scope: 'request' };
    case 'boundary':
    case 'consent':
      return isChoice ? { kind: 'not-allowed', scope: 'request' } : undefined;
    case 'price':
      return isChoice ? { kind: 'bad-request', scope: 'request', isTooDear: true } : undefined;
    case 'budget':
      return isChoice ? { kind: 'bad-request', scope: 'request', isOverBudget: true } : undefined;
    case 'unhealthy':
      return undefined;
  }
}

const noNetwork = { kind: 'offline', scope: 'network' } as const;
