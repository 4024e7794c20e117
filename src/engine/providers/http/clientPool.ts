import type { Access } from './account';

type Fetch = typeof globalThis.fetch;

interface Pooled<Client> {
  readonly client: Client;
  /** Of the call that uses the client. */
  fetch: Fetch;
}

/** Keeps clients of an SDK for later calls: making a client takes longer than making a request with it. */
export class ClientPool<Client> {
  private readonly free: Pooled<Client>[] = [];

  /** `make` is given the fetch that its client is to use, and no key: what leaves is decided where the headers are. */
  constructor(private readonly make: (fetch: Fetch) => Promise<Client>) {}

  async take({ fetch, onWhole }: Pick<Access, 'fetch' | 'onWhole'>): Promise<Client> {
    const pooled = this.free.pop() ?? (await this.fresh(fetch));
    pooled.fetch = fetch;
    // Only after the whole answer: a client with a cancelled call may still be about to send, and would then send
    // through the next call's fetch.
    onWhole(() => this.free.push(pooled));
    return pooled.client;
  }

  /** Has a client ready, so that the next call need not wait for the SDK. */
  async prepare(): Promise<void> {
    if (this.free.length === 0) this.free.push(await this.fresh(globalThis.fetch));
  }

  private async fresh(fetch: Fetch): Promise<Pooled<Client>> {
    const holder = { fetch };
    const client = await this.make((input, init) => holder.fetch(input, init));
    return Object.assign(holder, { client });
  }
}
