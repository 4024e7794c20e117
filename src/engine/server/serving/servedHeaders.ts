import type { Route } from '../../model/route/route';

/** Which route serves, and with how many attempts so far. */
export interface Served {
  readonly route: Route;
  readonly attempts: number;
}

export function servedHeaders({ route, attempts }: Served): Readonly<Record<string, string>> {
  return { 'x-everpair-route': headerValue(route.id), 'x-everpair-attempts': String(attempts) };
}

/** The same for the end of a stream, as a comment in it. */
export function servedComment(served: Served): string {
  return Object.entries(servedHeaders(served))
    .map(([name, value]) => `${name}: ${value}`)
    .join(' ');
}

/** A user's names for providers and models may have any characters. */
function headerValue(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, '?');
}
