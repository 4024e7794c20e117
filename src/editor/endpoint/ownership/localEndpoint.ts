import { fillTemplate } from '../../../engine/completion';
import type { ProviderManager } from '../../../engine/failover';
import { type Clock, type Disposable, type Log } from '../../../engine/model';
import { type EndpointOptions, loadEndpoint } from '../../../engine/server';
import { EndpointOwner, type DesiredEndpoint } from './endpointOwner';
import type { EndpointView } from './endpointState';

export interface LocalEndpointDeps {
  readonly manager: ProviderManager;
  /** Awaited before each request. */
  readonly prepare: (signal: AbortSignal) => Promise<void>;
  readonly clock: Clock;
  readonly log: Log;
  readonly onChange: (view: EndpointView) => void;
}

/** Programs that are counted; the one that asked first is forgotten first. */
const maxClients = 20;

/** The endpoint as this window has it: whether it serves, and whom it has served. */
export class LocalEndpoint implements Disposable {
  private readonly clients = new Map<string, number>();
  private readonly owner: EndpointOwner;

  constructor(private readonly deps: LocalEndpointDeps) {
    const { isPortTaken, hasToken } = loadEndpoint();
    this.owner = new EndpointOwner({
      clock: deps.clock,
      start: (desired) => this.start(desired),
      isTaken: isPortTaken,
      isOurs: ({ port, token }) => hasToken(port, token),
      onChange: () => this.tell(),
    });
  }

  get view(): EndpointView {
    return { state: this.owner.state, clients: [...this.clients].reverse() };
  }

  /** Undefined: the user wants no endpoint. */
  want(desired: DesiredEndpoint | undefined): Promise<void> {
    return this.owner.want(desired);
  }

  dispose(): void {
    this.owner.dispose();
  }

  private async start({ port, token }: DesiredEndpoint): ReturnType<ReturnType<typeof loadEndpoint>['startEndpoint']> {
    const { manager, prepare, log } = this.deps;
    const onRequest = (client: string): void => this.count(client);
    const asked = prepared(manager, prepare);
    return loadEndpoint().startEndpoint({ manager: asked, token, port, log, fillTemplate, onRequest });
  }

  private count(client: string): void {
    const { clients } = this;
    const requests = (clients.get(client) ?? 0) + 1;
    clients.delete(client);
    clients.set(client, requests);
    const [first] = clients.keys();
    if (clients.size > maxClients && first !== undefined) clients.delete(first);
    this.tell();
  }

  private tell(): void {
    this.deps.onChange(this.view);
  }
}

type AskedManager = EndpointOptions['manager'];

/** Asks when keys and chain are known, as every surface does. */
function prepared(manager: ProviderManager, prepare: (signal: AbortSignal) => Promise<void>): AskedManager {
  return {
    chat: (request, options) => after(prepare(options.signal), () => manager.chat(request, options)),
    complete: (task, options) => after(prepare(options.signal), () => manager.complete(task, options)),
    status: () => manager.status(),
    prepareChat: (signal) => prepare(signal).then(() => manager.prepareChat(signal)),
  };
}

async function* after<T>(ready: Promise<void>, answer: () => AsyncIterable<T>): AsyncIterable<T> {
  await ready;
  yield* answer();
}
