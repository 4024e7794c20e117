import * as l10n from '@vscode/l10n';
import type { AnswerEvent } from '../../failover/api/answer';
import { certainLength } from '../../failover/splice/certainText';
import type { Route } from '../../model/route/route';
import type { Usage } from '../../model/stream/stream';
import type { AnswerEnd, CommittedEvent, EndpointProblem } from '../protocols/chatProtocol';
import { problemOfChain } from './problemOfChain';

/** One step of an answer that is sent to a program. After `end`, `problem` and `cancelled` nothing comes. */
export type CommittedStep =
  /** This route is asked now. */
  | { readonly type: 'attempt'; readonly route: Route; readonly number: number }
  | { readonly type: 'event'; readonly event: CommittedEvent }
  /** `attempts`: how many it took. */
  | { readonly type: 'end'; readonly end: AnswerEnd; readonly attempts: number }
  /** No answer, or no whole one where events were given before. */
  | { readonly type: 'problem'; readonly problem: EndpointProblem }
  | { readonly type: 'cancelled' };

/**
 * Turns the events of an answer, of which some may be taken back, into such that never are. Text comes as soon as no other route
 * can change it. Where the answer is asked for whole, all of it comes when it has ended: a call of a tool must run exactly once.
 */
export class CommittedAnswer {
  private text = '';
  /** What was given of the text. */
  private sent = '';
  /** UTF-16 units at the beginning of both that are known to be the same. */
  private same = 0;
  /** Where the answer is wanted whole: all of it, in order. */
  private kept: CommittedEvent[] = [];
  private hasSent = false;
  private usage: Usage = {};

  constructor(private readonly isWhole: boolean) {}

  /** The steps that an event brings, perhaps none. */
  *push(event: AnswerEvent): Generator<CommittedStep> {
    switch (event.type) {
      case 'attempt':
        // What a route that did not serve has thought belongs to no answer.
        this.kept = this.kept.filter(({ type }) => type !== 'thinking');
        yield { type: 'attempt', route: event.route, number: event.number };
        return;
      case 'text':
        if (this.isWhole) this.keep(event);
        this.text += event.text;
        yield* this.certain(certainLength(this.text));
        return;
      case 'retract':
        this.retract(event.length);
        return;
      case 'thinking':
      case 'tool-call':
        if (this.isWhole) this.keep(event);
        else yield this.give(event);
        return;
      case 'usage':
        this.usage = event.usage;
        return;
      case 'done':
        yield* this.end(event);
        return;
      case 'failed':
        yield { type: 'problem', problem: problemOfChain(event.failure, this.hasSent) };
        return;
      case 'cancelled':
        yield { type: 'cancelled' };
        return;
      case 'choice-dropped':
      case 'switched':
        return;
    }
  }

  private keep(event: CommittedEvent): void {
    const last = this.kept.at(-1);
    if (event.type === 'text' && last?.type === 'text') this.kept[this.kept.length - 1] = joined(last, event);
    else this.kept.push(event);
  }

  private give(event: CommittedEvent): CommittedStep {
    this.hasSent = true;
    return { type: 'event', event };
  }

  private retract(length: number): void {
    this.text = this.text.slice(0, length);
    this.same = Math.min(this.same, length);
    let rest = length;
    this.kept = this.kept.flatMap((event): CommittedEvent[] => {
      if (event.type !== 'text') return [event];
      const text = event.text.slice(0, rest);
      rest -= text.length;
      return text === '' ? [] : [{ ...event, text }];
    });
  }

  /** Gives the text up to a length, or ends the answer as broken where it is not what was given before. */
  private *certain(length: number): Generator<CommittedStep> {
    if (this.isWhole) return;
    if (!this.agrees()) {
      yield { type: 'problem', problem: brokenOff() };
      return;
    }
    if (length <= this.sent.length) return;
    const text = this.text.slice(this.sent.length, length);
    this.sent = this.text.slice(0, length);
    this.same = length;
    yield this.give({ type: 'text', text });
  }

  private agrees(): boolean {
    const both = Math.min(this.text.length, this.sent.length);
    const agrees = this.text.slice(this.same, both) === this.sent.slice(this.same, both);
    this.same = Math.max(this.same, both);
    return agrees;
  }

  private *end({ route, reason, attempts }: Extract<AnswerEvent, { type: 'done' }>): Generator<CommittedStep> {
    for (const event of this.kept) yield this.give(event);
    if (!this.isWhole && this.text.length < this.sent.length) {
      yield { type: 'problem', problem: brokenOff() };
      return;
    }
    for (const step of this.certain(this.text.length)) {
      yield step;
      if (step.type === 'problem') return;
    }
    yield { type: 'end', end: { route, reason, usage: this.usage }, attempts: attempts.length };
  }
}

function joined(a: Extract<CommittedEvent, { type: 'text' }>, b: typeof a): CommittedEvent {
  return { type: 'text', text: a.text + b.text };
}

/** Another route began the answer again in other words, and what was sent cannot be taken back. */
function brokenOff(): EndpointProblem {
  return {
    status: 502,
    code: 'answer_broken_off',
    message: l10n.t('The answer broke off, and no provider could go on with it. Send the request again.'),
  };
}
