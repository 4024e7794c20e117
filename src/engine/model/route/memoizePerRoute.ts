import type { Route } from './route';

/** Computes a value once for each route and keeps it while the route is in use; a route never changes. */
export function memoizePerRoute<T>(work: (route: Route) => T): (route: Route) => T {
  const known = new WeakMap<Route, { readonly value: T }>();
  return (route) => {
    let entry = known.get(route);
    if (!entry) {
      entry = { value: work(route) };
      known.set(route, entry);
    }
    return entry.value;
  };
}
