import type { Backend } from './backends';
import type { Protocol } from '../../../tools/wire/protocol';

/**
 * A provider as an engine knows it: under a public name, because engines treat a local host otherwise. `fetch` sends
 * what is meant for that name to the back end and counts it.
 */
export class Host {
  /** Without a path. */
  readonly origin: string;
  /** Questions sent, refused connections included. */
  requests = 0;

  constructor(
    readonly id: 'a' | 'b' | 'c',
    readonly protocol: Protocol,
    /** For an engine that runs in a process of its own and cannot be given `fetch`. */
    readonly backend: Backend,
  ) {
    this.origin = `http://api.${id}.example`;
  }

  readonly fetch: typeof globalThis.fetch = (input, init) => {
    if (typeof input !== 'string' && !(input instanceof URL)) throw new TypeError('Only addresses are taken.');
    const { hostname, pathname, search } = new URL(input);
    if (hostname !== new URL(this.origin).hostname) throw new TypeError(`Nobody asked for ${hostname}.`);
    if (init?.method === 'POST') this.requests += 1;
    return globalThis.fetch(`${this.backend.origin}${pathname}${search}`, init);
  };
}
