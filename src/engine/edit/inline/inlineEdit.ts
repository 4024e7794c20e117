import type { AnswerEvent } from '../../failover/api/answer';
import { problemOf, unexpectedProblem } from '../../failover/api/problem';
import type { RunOptions } from '../../failover/api/providerManager';
import { failureClause } from '../../model/failure/failureText';
import type { ChatRequest } from '../../model/request/request';
import { errorSummary } from '../../model/text/errorSummary';
import type { FinishReason } from '../../model/stream/stream';
import type { Allowed } from '../../privacy/release';
import { editAnswer } from './answer/editAnswer';
import { regionText } from './answer/regionText';
import type { EditRefusal } from './editRefusal';
import { askedAgain, type EditQuestion, editRequest, type EditRequest, fileBudgetChars } from './request/editRequest';

/** An edit from the question to the new lines. Ends with exactly one of `done`, `refused` and `stopped`. */
export type InlineEditEvent =
  /** The provider of this label is asked now. */
  | { readonly type: 'asking'; readonly label: string }
  /** Lines of the region that are whole; they grow, and begin anew where an answer does. */
  | { readonly type: 'writing'; readonly label: string; readonly lines: readonly string[] }
  /** Another provider goes on. `why` is a clause: "Anthropic is overloaded (529)". */
  | { readonly type: 'switched'; readonly from: string; readonly to: string; readonly why: string }
  /** The new lines of the region, whole and valid. */
  | { readonly type: 'done'; readonly lines: readonly string[]; readonly label: string }
  | { readonly type: 'refused'; readonly refusal: EditRefusal }
  | { readonly type: 'stopped' };

export interface InlineEditDeps {
  readonly edit: (request: ChatRequest, options: RunOptions) => AsyncIterable<AnswerEvent>;
  /** Tokens, of all models that may be asked. */
  readonly contextWindows: () => readonly (number | undefined)[];
}

/** Asks for the new text of a region. Never throws, and changes nothing anywhere. */
export async function* inlineEdit(
  question: EditQuestion,
  allowed: Allowed,
  deps: InlineEditDeps,
  signal: AbortSignal,
): AsyncGenerator<InlineEditEvent, void, undefined> {
  const asked = editRequest(question, allowed, fileBudgetChars(deps.contextWindows()));
  if (!asked) {
    yield { type: 'refused', refusal: { type: 'too-long' } };
    return;
  }
  const first = yield* answered(asked, asked.request, deps, signal);
  if (!first) return;
  const found = editAnswer(first.text, first.reason, asked.form, question.source);
  if (found.type !== 'wrong-shape') {
    yield ended(found, first.label);
    return;
  }
  const again = askedAgain(asked.request, first.text, asked.form.mark);
  const second = yield* answered(asked, again, deps, signal);
  if (second) yield ended(editAnswer(second.text, second.reason, asked.form, question.source), second.label);
}

interface Answered {
  readonly text: string;
  readonly reason: FinishReason;
  /** Who wrote its end. */
  readonly label: string;
}

/** The whole text of an answer; undefined where the end of the edit was told. */
async function* answered(
  { form, sent }: EditRequest,
  request: ChatRequest,
  deps: InlineEditDeps,
  signal: AbortSignal,
): AsyncGenerator<InlineEditEvent, Answered | undefined, undefined> {
  let text = '';
  let label = '';
  let lineCount = 0;
  try {
    for await (const event of deps.edit(request, { signal, sources: { files: [sent], keptBack: [] } })) {
      switch (event.type) {
        case 'attempt':
          label = event.route.label;
          yield { type: 'asking', label };
          break;
        case 'switched': {
          const { from, to, failure } = event;
          label = to.label;
          yield { type: 'switched', from: from.label, to: label, why: failureClause(from, failure) };
          break;
        }
        case 'text':
        case 'retract': {
          text = event.type === 'text' ? text + event.text : text.slice(0, event.length);
          const lines = regionText(text, form.mark)?.lines ?? [];
          if (lines.length !== lineCount) yield { type: 'writing', label, lines };
          lineCount = lines.length;
          break;
        }
        case 'done':
          return { text, reason: event.reason, label: event.route.label };
        case 'failed':
          yield { type: 'refused', refusal: { type: 'failed', problem: problemOf(event.failure, text !== '') } };
          return undefined;
        case 'cancelled':
          yield { type: 'stopped' };
          return undefined;
        case 'choice-dropped':
        case 'thinking':
        case 'tool-call':
        case 'usage':
          break;
      }
    }
    yield unexpected('The answer ended without a reason.');
  } catch (error) {
    yield unexpected(errorSummary(error));
  }
  return undefined;
}

function ended(answer: ReturnType<typeof editAnswer>, label: string): InlineEditEvent {
  return answer.type === 'lines'
    ? { type: 'done', lines: answer.lines, label }
    : { type: 'refused', refusal: { type: answer.type, by: label } };
}

function unexpected(message: string): InlineEditEvent {
  return { type: 'refused', refusal: { type: 'failed', problem: unexpectedProblem(message) } };
}
