import * as l10n from '@vscode/l10n';
import { problemOf } from '../../failover/api/problem';
import type { AnswerEvent } from '../../failover/api/answer';
import type { RunOptions } from '../../failover/api/providerManager';
import type { ChatRequest } from '../../model/request/request';
import { estimateTokens } from '../../model/request/tokenEstimate';
import { answerAfter, emptyAnswer } from '../conversation/answerState';
import { shownTurns } from '../conversation/conversation';
import type { ChatSession } from '../session/session';
import { compactionRequest } from './compactionRequest';
import { olderHalf } from './olderHalf';

export interface CompactionDeps {
  /** Never throws; ends with `done`, `failed` or `cancelled`. */
  readonly ask: (request: ChatRequest, options: RunOptions) => AsyncIterable<AnswerEvent>;
  /** Awaited before the request: providers may have to be found first. */
  readonly prepare: (signal: AbortSignal) => Promise<void>;
  /** Tokens that the request may hold. */
  readonly budget: () => number;
}

export type CompactionOutcome =
  /** A summary is sent from now on in place of so many turns. `turnId`: the last of them. */
  | { readonly type: 'done'; readonly turns: number; readonly turnId: string }
  | { readonly type: 'cancelled' }
  /** Nothing was changed. `why`: one sentence or more. */
  | { readonly type: 'refused'; readonly why: string };

/**
 * Has a model summarise the older half of the conversation that is shown. The turns stay; later requests send the summary in their
 * place. Rejects only where `prepare` does.
 */
export async function compact(
  session: Pick<ChatSession, 'state' | 'setSummary'>,
  { ask, prepare, budget }: CompactionDeps,
  focus: string,
  signal: AbortSignal,
): Promise<CompactionOutcome> {
  const half = olderHalf(shownTurns(session.state));
  if (!half) return { type: 'refused', why: l10n.t('There is nothing to summarise yet: it takes two answers.') };
  await prepare(signal);
  const { choice } = session.state;
  let answer = emptyAnswer;
  const options = { signal, ...(choice ? { model: choice } : {}) };
  for await (const event of ask(compactionRequest(half, budget(), focus), options)) {
    if (event.type === 'cancelled') return { type: 'cancelled' };
    if (event.type === 'failed') {
      const { title, reasons, advice } = problemOf(event.failure, false);
      return { type: 'refused', why: [title, ...reasons, advice].filter((each) => each !== '').join(' ') };
    }
    answer = answerAfter(answer, event);
  }
  if (signal.aborted) return { type: 'cancelled' };
  const text = answer.text.trim();
  const isShorter = estimateTokens(text) < half.tokens + estimateTokens(half.before?.text ?? '');
  if (text === '' || !isShorter)
    return { type: 'refused', why: l10n.t('The summary came out longer than what it stands for, and is not used.') };
  const now = session.state.turns.find(({ id }) => id === half.last.id);
  if (now?.answer.text !== half.last.answer.text)
    return { type: 'refused', why: l10n.t('The conversation was changed meanwhile. Try again.') };
  const writer = answer.writers.at(-1);
  session.setSummary(half.last.id, {
    text,
    turns: half.count,
    ...(writer ? { writer } : {}),
    ...(answer.effort ? { effort: answer.effort } : {}),
  });
  return { type: 'done', turns: half.count, turnId: half.last.id };
}
