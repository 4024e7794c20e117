import type { Json } from '../../../model/request/message';
import type { FinishReason } from '../../../model/stream/stream';
import type {
  AnswerEnd,
  AnswerWriter,
  CommittedEvent,
  EndpointProblem,
  EndpointRequest,
  ServerSentEvent,
} from '../chatProtocol';
import { openAiProblem } from './openAiProblem';
import { openAiUsage } from './openAiUsage';

export const finishReasons: Readonly<Record<FinishReason, string>> = {
  stop: 'stop',
  length: 'length',
  'tool-calls': 'tool_calls',
};

export const nowSeconds = (): number => Math.floor(Date.now() / 1_000);

/** Chunks of Chat Completions. The route is known at the end only: until then `model` is what was asked for. */
export class ChatWriter implements AnswerWriter {
  private readonly id: string;
  private readonly created = nowSeconds();
  private toolCalls = 0;

  constructor(
    private readonly request: EndpointRequest,
    private readonly ids: () => string,
  ) {
    this.id = `chatcmpl-${ids()}`;
  }

  begin(): readonly ServerSentEvent[] {
    return [this.chunk({ role: 'assistant', content: '' })];
  }

  event(event: CommittedEvent): readonly ServerSentEvent[] {
    switch (event.type) {
      case 'text':
        return [this.chunk({ content: event.text })];
      case 'thinking':
        return event.text === '' ? [] : [this.chunk({ reasoning_content: event.text })];
      case 'tool-call': {
        const call = { index: this.toolCalls, ...toolCall(event, this.ids) };
        this.toolCalls += 1;
        return [this.chunk({ tool_calls: [call] })];
      }
    }
  }

  end({ reason, route, usage }: AnswerEnd): readonly ServerSentEvent[] {
    const counts = this.request.wantsUsage ? openAiUsage(usage) : undefined;
    return [
      this.chunk({}, finishReasons[reason], route.id),
      ...(counts === undefined ? [] : [this.message({ choices: [], usage: counts }, route.id)]),
      { data: '[DONE]' },
    ];
  }

  fail(problem: EndpointProblem): readonly ServerSentEvent[] {
    return [{ data: JSON.stringify(openAiProblem(problem)) }];
  }

  private chunk(
    delta: { readonly [key: string]: Json },
    finish: string | null = null,
    model?: string,
  ): ServerSentEvent {
    return this.message({ choices: [{ index: 0, delta, logprobs: null, finish_reason: finish }] }, model);
  }

  private message(fields: { readonly [key: string]: Json }, model = this.request.model): ServerSentEvent {
    const { id, created } = this;
    return { data: JSON.stringify({ id, object: 'chat.completion.chunk', created, model, ...fields }) };
  }
}

/** Some providers give their calls no id, and clients need one. */
export function toolCall({ id, name, input }: Extract<CommittedEvent, { type: 'tool-call' }>, ids: () => string) {
  return {
    id: id === '' ? `call_${ids()}` : id,
    type: 'function',
    function: { name, arguments: JSON.stringify(input) },
  };
}
