import { abortReason, type Clock, type Disposable, sleep } from '../../../engine/model';
import type { EndpointState } from './endpointState';

/** The endpoint as the user wants it. */
export interface DesiredEndpoint {
  readonly port: number;
  readonly token: string;
}

interface Running {
  close(): Promise<void>;
}

export interface OwnerDeps {
  readonly clock: Clock;
  /** Rejects where the port cannot be had. */
  readonly start: (desired: DesiredEndpoint) => Promise<Running>;
  /** Why `start` rejected: somebody has the port. */
  readonly isTaken: (error: unknown) => boolean;
  /** Whether who has the port is another window, with the same token. */
  readonly isOurs: (desired: DesiredEndpoint) => Promise<boolean>;
  readonly onChange: (state: EndpointState) => void;
}

/** Until a window tries to have the port again: as long as tools are without an endpoint when the window that serves is gone. */
const retryMs = 1_000;
/** Between questions to who has the port whether it is another window: another program is not bothered with each try. */
const recheckMs = 15_000;

/**
 * Serves the endpoint in one of all windows. The port is the lock: the window that can listen on it serves, and the system frees it when
 * that window is closed or killed. The others try again all the time, so that one of them goes on with the same port and token.
 */
export class EndpointOwner implements Disposable {
  private current: EndpointState = { kind: 'off' };
  private desired: DesiredEndpoint | undefined;
  private stop = new AbortController();
  private ended: Promise<void> = Promise.resolve();
  private tried: Promise<void> = Promise.resolve();

  constructor(private readonly deps: OwnerDeps) {}

  get state(): EndpointState {
    return this.current;
  }

  /** Undefined: no endpoint is wanted. Resolves when what was is closed, and what is wanted was tried once. */
  want(desired: DesiredEndpoint | undefined): Promise<void> {
    const { desired: before } = this;
    if (before?.port === desired?.port && before?.token === desired?.token) return this.tried;
    this.desired = desired;
    this.stop.abort(abortReason);
    const { signal } = (this.stop = new AbortController());
    const last = this.ended;
    let tried = (): void => undefined;
    this.tried = new Promise<void>((resolve) => (tried = resolve));
    this.show(desired ? { kind: 'starting', port: desired.port } : { kind: 'off' }, signal);
    this.ended = last
      .then(() => (desired && !signal.aborted ? this.own(desired, signal, tried) : undefined))
      .finally(tried);
    return this.tried;
  }

  dispose(): void {
    void this.want(undefined);
  }

  private async own(desired: DesiredEndpoint, signal: AbortSignal, tried: () => void): Promise<void> {
    const { clock, start } = this.deps;
    let checkedAt: number | undefined;
    while (!signal.aborted) {
      try {
        const running = await start(desired);
        this.show({ kind: 'serving', port: desired.port }, signal);
        tried();
        await aborted(signal);
        await running.close();
        return;
      } catch (error) {
        if (checkedAt === undefined || clock.monotonicMs() - checkedAt >= recheckMs) {
          checkedAt = clock.monotonicMs();
          this.show(await this.reason(error, desired), signal);
        }
        tried();
        await sleep(clock, retryMs, signal);
      }
    }
  }

  private async reason(error: unknown, desired: DesiredEndpoint): Promise<EndpointState> {
    const { port } = desired;
    if (this.deps.isTaken(error) && (await this.deps.isOurs(desired))) return { kind: 'elsewhere', port };
    return { kind: 'blocked', port, problem: error instanceof Error ? error.message : String(error) };
  }

  /** `signal`: aborts where something else is wanted by now. */
  private show(state: EndpointState, signal: AbortSignal): void {
    if (signal.aborted) return;
    const { current } = this;
    this.current = state;
    if (JSON.stringify(current) !== JSON.stringify(state)) this.deps.onChange(state);
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
