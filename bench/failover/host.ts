import type { Backend } from './backends';

/**
 * A provider as an engine knows it: under a public name, because engines treat a local host otherwise. `fetch` sends
 * what is meant for that name to the back end and counts it.
 */
export class Host {
  readonly baseUrl: string;
  /** Chat requests sent, refused connections included. */
  requests = 0;

  constructor(
    readonly id: 'a' | 'b',
    private readonly backend: Backend,
  ) {
    this.baseUrl = `${this.origin}/v1`;
  }

  readonly fetch: typeof globalThis.fetch = (input, init) => {
    if (typeof input !== 'string' && !(input instanceof URL)) throw new TypeError('Only addresses are taken.');
    const url = String(input).replace(this.origin, `http://127.0.0.1:${this.backend.port}`);
    if (init?.method === 'POST') this.requests += 1;
    return globalThis.fetch(url, init);
  };

  private get origin(): string {
    return `http://api.${this.id}.example`;
  }
}
