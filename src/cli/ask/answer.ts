import * as l10n from '@vscode/l10n';
import type { AnswerEvent, ChainFailure, ProviderManager } from '../../engine/failover';
import { capitalised, failureClause, type ModelChoice, type Route } from '../../engine/model';
import { type AnswerEnd, committedSteps } from '../../engine/server';
import { chainEnding } from '../output/chainEnding';
import { Ended, type Ending, ending } from '../output/exitCodes';
import type { Reporter } from '../output/reporter';

type ChatRequest = Parameters<ProviderManager['chat']>[0];
type RunOptions = Parameters<ProviderManager['chat']>[1];

/** A whole answer. */
export interface Answer {
  readonly text: string;
  readonly route: Route;
  /** Another model than the one that was to be asked first has answered, or a part of it. */
  readonly isFallback: boolean;
}

export interface Asking {
  readonly manager: Pick<ProviderManager, 'chat' | 'status'>;
  readonly reporter: Reporter;
  readonly signal: AbortSignal;
  readonly model: ModelChoice | undefined;
  /** What the request is made of. */
  readonly sources?: RunOptions['sources'];
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

export function optionsOf({ signal, model, sources }: Asking): RunOptions {
  return { signal, ...(model ? { model } : {}), ...(sources ? { sources } : {}) };
}

/** Asks, and gives the answer when it is whole. Throws `Ended` where there is no whole answer. */
export function ask(request: ChatRequest, asking: Asking): Promise<Answer> {
  return read(request, asking, true);
}

/** Asks, and writes of the text what is never taken back, as soon as that is known. Throws `Ended` where there is no whole answer. */
export async function askAloud(request: ChatRequest, asking: Asking): Promise<Answer> {
  const { reporter } = asking;
  try {
    const answer = await read(request, asking, false);
    if (!answer.text.endsWith('\n')) reporter.text('\n');
    return answer;
  } catch (error) {
    // What is said next begins a line of its own.
    if (reporter.isWithinLine) reporter.text('\n');
    throw error;
  }
}

async function read(request: ChatRequest, asking: Asking, isWhole: boolean): Promise<Answer> {
  const { manager, reporter, now } = asking;
  const watch = new AnswerWatch(asking);
  let text = '';
  for await (const step of committedSteps(watch.over(manager.chat(request, optionsOf(asking))), isWhole)) {
    if (step.type === 'event' && step.event.type === 'text') {
      text += step.event.text;
      if (!isWhole) reporter.text(step.event.text);
    }
    if (step.type === 'event' && step.event.type !== 'tool-call' && !isWhole)
      reporter.event({ type: step.event.type, text: step.event.text });
    if (step.type === 'end') return wholeAnswer(text, step.end, watch.isFallback);
    if (step.type === 'problem')
      throw new Ended(
        watch.chain ? chainEnding(watch.chain, text !== '', now()) : ending('try-later', step.problem.message),
      );
  }
  // Who stopped it knows more.
  throw new Ended(ending('failed', l10n.t('The request was stopped.')));
}

/** Throws `Ended` where the model had to stop before the end. */
function wholeAnswer(text: string, { route, reason }: AnswerEnd, isFallback: boolean): Answer {
  if (reason !== 'length') return { text, route, isFallback };
  const message = l10n.t('The answer is not whole: {0} may write no more than this.', route.label);
  throw new Ended(ending('failed', message, { fields: named(route) }));
}

/** Hears the events of one or more answers on their way, tells of them, and keeps what decides on the end. */
export class AnswerWatch {
  /** Another model than the first has answered, or a part of it. */
  isFallback = false;
  /** Why nobody answered; undefined where somebody did. */
  chain: ChainFailure | undefined;
  private route: Route | undefined;
  private readonly first: { readonly providerId: string; readonly model: string } | undefined;

  constructor(private readonly asking: Asking) {
    const { manager, model } = asking;
    // Who must not be asked is not passed by.
    this.first = model ?? manager.status().providers.find(({ state }) => state !== 'off')?.link.chat;
  }

  async *over(events: AsyncIterable<AnswerEvent>): AsyncGenerator<AnswerEvent> {
    for await (const event of events) {
      this.hear(event);
      yield event;
    }
  }

  /** How a run ends whose answers were whole. */
  ending(isStrict: boolean, fields: Readonly<Record<string, unknown>> = {}): Ending {
    const { route, isFallback } = this;
    return answered(route, isFallback, isStrict, fields);
  }

  private hear(event: AnswerEvent): void {
    const { reporter } = this.asking;
    if (event.type === 'attempt') reporter.event({ type: 'attempt', number: event.number, ...named(event.route) });
    else if (event.type === 'usage') reporter.event({ type: 'usage', ...named(event.route), ...event.usage });
    else if (event.type === 'choice-dropped') this.dropped(event);
    else if (event.type === 'switched') this.switched(event);
    else if (event.type === 'failed') this.chain = event.failure;
    else if (event.type === 'done') {
      this.route = event.route;
      if (!this.isFirst(event.route)) this.isFallback = true;
    }
  }

  private isFirst({ providerId, model }: Route): boolean {
    return this.first === undefined || (this.first.providerId === providerId && this.first.model === model);
  }

  private dropped({ choice, to, why }: Extract<AnswerEvent, { type: 'choice-dropped' }>): void {
    const { reporter } = this.asking;
    this.isFallback = true;
    reporter.event({ type: 'choice-dropped', ...choice, to: named(to), why });
    reporter.note(l10n.t('{0}, so {1} is asked.', capitalised(why), to.label));
  }

  private switched({ from, to, failure, mode }: Extract<AnswerEvent, { type: 'switched' }>): void {
    const { reporter } = this.asking;
    if (from.id !== to.id) this.isFallback = true;
    reporter.event({ type: 'switched', from: named(from), to: named(to), failure: failure.kind, mode });
    reporter.note(l10n.t('{0}, so {1} goes on.', capitalised(failureClause(from, failure)), to.label));
  }
}

/** A route, for programs. */
export function named({ providerId, model, label }: Route): Readonly<Record<string, string>> {
  return { provider: providerId, model, label };
}

export function withEnd(text: string): string {
  return text.endsWith('\n') ? text : `${text}\n`;
}

/** How a run ends that has its answer. */
export function answeredBy({ route, isFallback }: Answer, isStrict: boolean): Ending {
  return answered(route, isFallback, isStrict, {});
}

function answered(
  route: Route | undefined,
  isFallback: boolean,
  isStrict: boolean,
  more: Readonly<Record<string, unknown>>,
): Ending {
  const fields = { ...(route ? named(route) : {}), isFallback, ...more };
  if (!isStrict || !isFallback) return ending('answered', undefined, { fields });
  const message = l10n.t('{0} has answered, which is not the model that is asked first.', route?.label ?? '');
  return ending('fallback', message, { fields });
}
