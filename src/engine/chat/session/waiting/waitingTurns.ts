import type { ChainFailure } from '../../../failover/api/answer';
import type { ManagerStatus, ProviderManager } from '../../../failover/api/providerManager';
import type { Clock } from '../../../model/async/clock';
import type { Disposable } from '../../../model/async/event';
import type { AnswerState } from '../../conversation/answerState';
import { waitingReason } from './waitingReason';

/** Milliseconds; after that the user hardly expects that something is still sent. */
const maxWaitMs = 30 * 60_000;

/** Milliseconds before the next try of a turn, by how often it was tried. */
const triesMs = [5_000, 15_000, 30_000, 60_000] as const;

export interface WaitingDeps {
  readonly clock: Clock;
  readonly manager: Pick<ProviderManager, 'status' | 'onDidChange'>;
  /** The user wants that turns are sent by themselves. */
  readonly isWanted: () => boolean;
}

export interface WaitingListener {
  /** A provider can serve again. */
  readonly due: (turnId: string) => void;
  /** It has waited for as long as a turn may. */
  readonly expired: (turnId: string) => void;
  /** The provider that could serve beside the pinned one may be another. */
  readonly elsewhere: (turnId: string, label: string | undefined) => void;
}

interface Waiting {
  readonly since: number;
  readonly tries: number;
  /** Not before, milliseconds since the epoch: a provider that still fails is not asked in a loop. */
  readonly notBefore: number;
}

export type WaitingState = Omit<Extract<AnswerState, { type: 'waiting' }>, 'type' | 'problem'>;

/** The turns of a conversation that wait until a provider is back. */
export class WaitingTurns implements Disposable {
  private readonly waiting = new Map<string, Waiting>();
  /** Of those that are asked again just now. */
  private readonly before = new Map<string, Waiting>();
  private readonly subscription: Disposable;
  private timer: unknown;

  constructor(
    private readonly deps: WaitingDeps,
    private readonly listener: WaitingListener,
  ) {
    this.subscription = deps.manager.onDidChange(() => this.check());
  }

  /** Begins to wait; undefined where that is no use, or has been long enough. */
  wait(turnId: string, failure: ChainFailure): WaitingState | undefined {
    const reason = waitingReason(failure);
    const now = this.deps.clock.now();
    const before = this.before.get(turnId);
    this.before.delete(turnId);
    if (!reason || !this.deps.isWanted()) return undefined;
    const { since = now, tries = 0 } = before ?? {};
    const until = reason.until;
    if ((until ?? now) - since >= maxWaitMs) return undefined;
    const pauseMs = triesMs[Math.min(tries, triesMs.length - 1)] ?? 0;
    this.waiting.set(turnId, { since, tries: tries + 1, notBefore: Math.max(now + pauseMs, until ?? 0) });
    this.plan();
    const elsewhere = elsewhereOf(this.deps.manager.status());
    return { for: reason.label, since, ...(until === undefined ? {} : { until }), ...(elsewhere ? { elsewhere } : {}) };
  }

  /** Goes on to wait after a reload. */
  resume(turnId: string, { since, until }: WaitingState): void {
    if (this.waiting.has(turnId)) return;
    this.waiting.set(turnId, { since, tries: 0, notBefore: until ?? 0 });
    this.plan();
  }

  /** It is asked now. Where it fails once more it has waited since the first time. */
  asked(turnId: string): void {
    const waiting = this.waiting.get(turnId);
    if (waiting) this.before.set(turnId, waiting);
    this.waiting.delete(turnId);
    this.plan();
  }

  /** It waits no longer, by the doing of another window; one that is asked here just now goes on. */
  leave(turnId: string): void {
    if (this.waiting.delete(turnId)) this.plan();
  }

  forget(turnId: string): void {
    this.waiting.delete(turnId);
    this.before.delete(turnId);
    this.plan();
  }

  get isEmpty(): boolean {
    return this.waiting.size === 0;
  }

  /** Asks what is due, for example after a reload, when no provider will come back that is there already. */
  check(): void {
    if (this.waiting.size === 0) return;
    const status = this.deps.manager.status();
    const now = this.deps.clock.now();
    for (const [turnId, { since, notBefore }] of [...this.waiting]) {
      if (now - since >= maxWaitMs) {
        this.forget(turnId);
        this.listener.expired(turnId);
      } else if (status.ready && now >= notBefore) this.listener.due(turnId);
      else this.listener.elsewhere(turnId, elsewhereOf(status));
    }
    this.plan();
  }

  dispose(): void {
    this.subscription.dispose();
    this.waiting.clear();
    this.plan();
  }

  /** The next moment at which something can happen without a change of the providers. */
  private plan(): void {
    const { clock } = this.deps;
    clock.clearTimeout(this.timer);
    this.timer = undefined;
    if (this.waiting.size === 0) return;
    const now = clock.now();
    const moments = [...this.waiting.values()].flatMap(({ since, notBefore }) => [since + maxWaitMs, notBefore]);
    const next = Math.min(...moments.filter((moment) => moment > now));
    this.timer = clock.setTimeout(() => this.check(), Math.min(Math.max(next - now, 1), maxWaitMs));
  }
}

/** A provider that could serve where the user pinned another. */
function elsewhereOf({ pinned, providers }: ManagerStatus): string | undefined {
  if (pinned === undefined) return undefined;
  const able = ({ state }: ManagerStatus['providers'][number]): boolean => state === 'healthy' || state === 'degraded';
  return providers.find((each) => each.link.provider.id !== pinned && able(each))?.link.label;
}
