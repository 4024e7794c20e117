import * as l10n from '@vscode/l10n';
import type { Failure } from '../../../model/failure/failure';
import type { Route } from '../../../model/route/route';

/** Another attempt was heard before it: slower than the route's own past. */
export function slowerThanUsual({ label }: Route): Failure {
  return { kind: 'first-token-timeout', scope: 'model', message: l10n.t('{0} was slower than usual.', label) };
}

/** The request's own time is over, which says nothing of the route. */
export function slowerThanAllowed({ label }: Route): Failure {
  return {
    kind: 'first-token-timeout',
    scope: 'request',
    message: l10n.t('{0} was slower than the time allowed.', label),
  };
}
