import type { Json, JsonObject } from '../../../model/request/message';
import { answerParts } from '../answer/answerParts';
import { charsOf, countedTokens } from '../answer/countedTokens';
import type {
  AnswerEnd,
  AnswerWriter,
  CommittedEvent,
  EndpointProblem,
  EndpointRequest,
  ServerSentEvent,
} from '../chatProtocol';
import { GeminiParts } from './geminiParts';
import { geminiProblem } from './geminiProblem';

export interface GeminiRequest extends EndpointRequest {
  /** The tool asked for thoughts. */
  readonly showsThinking: boolean;
}

/** Responses that each bring a part of the answer; the last one says why it ended. */
export class GeminiWriter implements AnswerWriter {
  private readonly responseId: string;
  private readonly parts: GeminiParts;
  private chars = 0;

  constructor(
    private readonly asked: GeminiRequest,
    ids: () => string,
  ) {
    this.responseId = ids();
    this.parts = new GeminiParts(asked.showsThinking, ids);
  }

  /** The protocol begins with the answer itself. */
  begin(): readonly ServerSentEvent[] {
    return [];
  }

  event(event: CommittedEvent): readonly ServerSentEvent[] {
    this.chars += charsOf(event);
    return this.parts
      .of(event)
      .map((part) => this.sent({ candidates: [candidate([part])], modelVersion: this.asked.model }));
  }

  end(end: AnswerEnd): readonly ServerSentEvent[] {
    const rest = this.parts.rest();
    return [this.sent(lastResponse(rest.length > 0 ? rest : [{ text: '' }], end, this.asked, this.chars))];
  }

  fail(problem: EndpointProblem): readonly ServerSentEvent[] {
    return [{ data: JSON.stringify(geminiProblem(problem)) }];
  }

  private sent(fields: JsonObject): ServerSentEvent {
    return { data: JSON.stringify({ ...fields, responseId: this.responseId }) };
  }
}

export function wholeAnswer(
  events: readonly CommittedEvent[],
  end: AnswerEnd,
  asked: GeminiRequest,
  ids: () => string,
): Json {
  const parts = new GeminiParts(asked.showsThinking, ids);
  const all = answerParts(events).flatMap((event) => parts.of(event));
  const chars = events.reduce((sum, event) => sum + charsOf(event), 0);
  return { ...lastResponse([...all, ...parts.rest()], end, asked, chars), responseId: ids() };
}

function lastResponse(
  parts: readonly Json[],
  end: AnswerEnd,
  { request }: GeminiRequest,
  answerChars: number,
): JsonObject {
  const { input, output, cachedInput } = countedTokens(end.usage, request, answerChars);
  return {
    candidates: [{ ...candidate(parts), finishReason: end.reason === 'length' ? 'MAX_TOKENS' : 'STOP' }],
    usageMetadata: {
      promptTokenCount: input,
      candidatesTokenCount: output,
      totalTokenCount: input + output,
      ...(cachedInput === 0 ? {} : { cachedContentTokenCount: cachedInput }),
    },
    modelVersion: end.route.id,
  };
}

function candidate(parts: readonly Json[]): JsonObject {
  return { content: { parts, role: 'model' }, index: 0 };
}
