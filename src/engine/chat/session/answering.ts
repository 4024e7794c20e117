import type { AnswerEvent, AttemptRecord } from '../../failover/api/answer';
import type { Clock } from '../../model/async/clock';
import type { Disposable } from '../../model/async/event';
import { type Answer, answerAfter, type AnswerState, isRunning } from '../conversation/answerState';
import { withAnswer, withContinuation, withEffort, withEvent, withReady } from '../conversation/conversation';
import { unexpectedProblem } from '../../failover/api/problem';
import { ThinkingTime } from '../conversation/thinkingTime';
import type { Turn } from '../conversation/turn';
import { pathTo } from '../conversation/turnTree';
import { type AnswerRunDeps, AnswerRuns, type AskOptions } from './answerRuns';
import type { Claims } from './claims';
import type { Outbox } from './outbox';
import type { SessionState } from './sessionState';
import { type WaitingDeps, WaitingTurns } from './waiting/waitingTurns';

export interface AnsweringDeps extends AnswerRunDeps, WaitingDeps {
  readonly clock: Clock;
  readonly claims: Claims;
  /** Ids of turns that no provider could answer. */
  readonly outbox: Pick<Outbox<string>, 'keep' | 'remove' | 'onOffer'>;
}

/** Who keeps the conversation. */
export interface AnsweringHost {
  readonly state: () => SessionState;
  readonly show: (state: SessionState) => void;
  /** Brings the store in step. */
  readonly save: () => void;
  /** Takes over what other windows have written. */
  readonly refresh: () => void;
  /** An answer was written to its end. */
  readonly done: (turnId: string) => void;
}

/** The answers of a conversation that this window writes, and the turns that wait in it. */
export class Answering implements Disposable {
  private readonly runs: AnswerRuns;
  private readonly waiting: WaitingTurns;
  private readonly thinking = new Map<string, ThinkingTime>();
  /** Attempts of the answers that broke off and of which the user is asked what to do, by turn. */
  private readonly broken = new Map<string, readonly AttemptRecord[]>();
  /** Turns that waited and are about to be asked. */
  private readonly sending = new Set<string>();
  private readonly offers: Disposable;

  constructor(
    private readonly deps: AnsweringDeps,
    private readonly host: AnsweringHost,
  ) {
    this.runs = new AnswerRuns(deps, {
      path: (turnId) => pathTo(host.state().turns, turnId),
      heard: (turnId, event) => this.hear(turnId, event),
      stopped: (turnId, attempts) => {
        host.show(withEffort(host.state(), turnId, attempts));
        host.save();
      },
      broke: (turnId, message) => {
        this.change(turnId, (answer) =>
          isRunning(answer) ? { ...answer, state: { type: 'failed', problem: unexpectedProblem(message) } } : answer,
        );
        this.end(turnId);
      },
    });
    this.waiting = new WaitingTurns(deps, {
      due: (turnId) => this.send(turnId, {}),
      expired: (turnId) => this.stopWaiting(turnId),
      elsewhere: (turnId, label) => this.offerElsewhere(turnId, label),
    });
    this.offers = deps.outbox.onOffer(({ values, by }) => {
      for (const turnId of values) host.show(withReady(host.state(), turnId, by.link.label));
    });
  }

  /** This window writes the answer. */
  has(turnId: string): boolean {
    return this.runs.has(turnId);
  }

  get isWriting(): boolean {
    return this.runs.turnIds.length > 0;
  }

  /** The conversation must not be closed. */
  get isAtWork(): boolean {
    return this.isWriting || !this.waiting.isEmpty;
  }

  /** Asks for the answer of a turn, with the conversation as it is then. Nothing happens where another window writes it. */
  run(turnId: string, state: SessionState, options: AskOptions = {}): void {
    if (!this.deps.claims.claim(turnId)) {
      this.host.refresh();
      return;
    }
    this.broken.delete(turnId);
    this.deps.outbox.remove(turnId);
    this.host.show(state);
    this.runs.start(turnId, options);
    this.host.save();
  }

  /** Goes on with an answer that broke off, or was interrupted. */
  goOn(turnId: string): void {
    const answer = this.answerOf(turnId);
    if (!answer || !this.canGoOn(turnId, answer)) return;
    this.resume(turnId, answer, { attempts: this.broken.get(turnId) });
  }

  stop(turnId: string): void {
    const { type } = this.answerOf(turnId)?.state ?? {};
    if (type === 'waiting') this.stopWaiting(turnId);
    else if (this.runs.stop(turnId)) this.stopped(turnId);
    else if (type === 'asking' || type === 'writing') this.deps.claims.requestStop(turnId);
  }

  /** Other windows may want answers of this one to stop. */
  heedOthers(): void {
    for (const turnId of this.runs.turnIds) if (this.deps.claims.isStopRequested(turnId)) this.stop(turnId);
  }

  /** It can be asked again by the user then. */
  stopWaiting(turnId: string): void {
    const { state } = this.answerOf(turnId) ?? {};
    if (state?.type !== 'waiting') return;
    this.waiting.forget(turnId);
    this.change(turnId, (answer) => ({ ...answer, state: { type: 'failed', problem: state.problem } }));
    this.deps.outbox.keep(turnId);
    this.host.save();
  }

  /** Asks others than the provider that is pinned. */
  sendElsewhere(turnId: string): void {
    this.send(turnId, { elsewhere: true });
  }

  /** What waits in a conversation that was read goes on to wait here, and what failed is offered again. */
  takeUp({ turns, leafId }: SessionState): void {
    for (const { id, answer } of turns) {
      if (this.sending.has(id)) continue;
      if (answer.state.type === 'waiting' && !this.has(id)) this.waiting.resume(id, answer.state);
      else if (answer.state.type !== 'waiting') this.waiting.leave(id);
      if (id === leafId && answer.state.type === 'failed' && !this.has(id)) this.deps.outbox.keep(id);
    }
    this.waiting.check();
  }

  /** Answers that nobody writes any more are shown as interrupted. */
  withoutOrphans(state: SessionState): SessionState {
    const isOrphan = ({ id, answer }: Turn): boolean =>
      isRunning(answer) && !this.has(id) && !this.deps.claims.isElsewhere(id);
    if (!state.turns.some(isOrphan)) return state;
    const interrupted: AnswerState = { type: 'interrupted' };
    const turns = state.turns.map((turn) =>
      isOrphan(turn) ? { ...turn, answer: { ...turn.answer, state: interrupted } } : turn,
    );
    return { ...state, turns };
  }

  dispose(): void {
    for (const turnId of this.runs.turnIds) {
      this.runs.stop(turnId);
      this.deps.claims.release(turnId);
    }
    this.waiting.dispose();
    this.offers.dispose();
  }

  private answerOf(turnId: string): Answer | undefined {
    return this.host.state().turns.find(({ id }) => id === turnId)?.answer;
  }

  private change(turnId: string, change: (answer: Answer) => Answer): void {
    this.host.show(withAnswer(this.host.state(), turnId, change));
  }

  private canGoOn(turnId: string, { state }: Answer): boolean {
    if (this.has(turnId)) return false;
    return state.type === 'interrupted' || (state.type === 'failed' && this.broken.has(turnId));
  }

  /** Sends a turn that waits. Another window may have done so already. */
  private send(turnId: string, options: AskOptions): void {
    const { claims } = this.deps;
    if (this.answerOf(turnId)?.state.type !== 'waiting' || !claims.claim(turnId)) return;
    // It must not begin to wait again by what is read now.
    this.sending.add(turnId);
    this.waiting.asked(turnId);
    this.host.refresh();
    this.sending.delete(turnId);
    const answer = this.answerOf(turnId);
    if (answer?.state.type !== 'waiting') {
      this.waiting.forget(turnId);
      claims.release(turnId);
      return;
    }
    this.resume(turnId, answer, options);
  }

  /** With the text that there is. */
  private resume(
    turnId: string,
    { text }: Answer,
    { attempts = [], ...options }: AskOptions & { readonly attempts?: readonly AttemptRecord[] },
  ): void {
    const state = withContinuation(this.host.state(), turnId);
    this.run(turnId, state, { ...options, ...(text === '' ? {} : { resume: { text, attempts } }) });
  }

  private hear(turnId: string, event: AnswerEvent): void {
    const answer = this.answerOf(turnId);
    if (!answer) return;
    const time = this.thinking.get(turnId) ?? new ThinkingTime();
    this.thinking.set(turnId, time);
    const thinkingMs = time.after(event, answer, this.deps.clock.monotonicMs());
    if (event.type === 'failed') this.failed(turnId, event);
    else this.host.show(withEvent(this.host.state(), turnId, event, thinkingMs));
    if (event.type !== 'done' && event.type !== 'failed' && event.type !== 'cancelled') return;
    if (event.type !== 'failed') this.waiting.forget(turnId);
    this.end(turnId);
    if (event.type === 'done') this.host.done(turnId);
  }

  private failed(turnId: string, event: Extract<AnswerEvent, { type: 'failed' }>): void {
    const { failure } = event;
    if (failure.next) this.broken.set(turnId, failure.attempts);
    const waits = failure.next ? undefined : this.waiting.wait(turnId, failure);
    this.change(turnId, (before) => {
      const answer = answerAfter(before, event);
      const { state } = answer;
      return waits && state.type === 'failed'
        ? { ...answer, state: { type: 'waiting', ...waits, problem: state.problem } }
        : answer;
    });
    if (!waits) this.deps.outbox.keep(turnId);
  }

  private stopped(turnId: string): void {
    this.waiting.forget(turnId);
    this.host.show(withEvent(this.host.state(), turnId, { type: 'cancelled', attempts: [] }));
    this.end(turnId);
  }

  /** Nothing is written of it here any more. */
  private end(turnId: string): void {
    this.thinking.delete(turnId);
    this.host.save();
    this.deps.claims.release(turnId);
  }

  private offerElsewhere(turnId: string, elsewhere: string | undefined): void {
    this.change(turnId, (answer) =>
      answer.state.type === 'waiting' && answer.state.elsewhere !== elsewhere
        ? { ...answer, state: { ...answer.state, elsewhere } }
        : answer,
    );
  }
}
