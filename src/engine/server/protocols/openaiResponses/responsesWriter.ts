import type { Json, JsonObject } from '../../../model/request/message';
import { goesOn } from '../answer/answerParts';
import { charsOf, countedTokens } from '../answer/countedTokens';
import type {
  AnswerEnd,
  AnswerWriter,
  CommittedEvent,
  EndpointProblem,
  EndpointRequest,
  ServerSentEvent,
} from '../chatProtocol';
import { CallItem, type ItemEvent, MessageItem, type OutputItem, ReasoningItem } from './outputItems';
import type { KeptItems } from './keptItems';
import type { ClientTools } from './responsesTools';

export interface ResponsesRequest extends EndpointRequest {
  /** The tool asked for reasoning. */
  readonly showsThinking: boolean;
  readonly clientTools: ClientTools;
  /** The client may send the ids of the answer's items in their place. */
  readonly isKept: boolean;
}

/** The events of the Responses API: https://platform.openai.com/docs/api-reference/responses-streaming. */
export class ResponsesWriter implements AnswerWriter {
  private readonly id: string;
  private readonly createdAt = Math.floor(Date.now() / 1_000);
  private readonly output: (JsonObject & { readonly id: string })[] = [];
  private sequence = 0;
  private open: { readonly item: OutputItem; readonly last: CommittedEvent } | undefined;
  private chars = 0;

  constructor(
    private readonly asked: ResponsesRequest,
    private readonly kept: KeptItems,
    private readonly ids: () => string,
  ) {
    this.id = `resp_${ids()}`;
  }

  begin(): readonly ServerSentEvent[] {
    const response = this.response('in_progress');
    return [this.sent('created', { response }), this.sent('in_progress', { response })];
  }

  event(event: CommittedEvent): readonly ServerSentEvent[] {
    this.chars += charsOf(event);
    if (event.type === 'thinking' && !this.asked.showsThinking) return [];
    const events: ServerSentEvent[] = [];
    let item = this.open && isOneItem(this.open.last, event) ? this.open.item : undefined;
    if (!item) {
      events.push(...this.close());
      item = this.itemFor(event);
      const added = this.sent('output_item.added', {
        output_index: this.output.length,
        item: item.item('in_progress'),
      });
      events.push(added, ...this.of(item, item.begun()));
    }
    this.open = { item, last: event };
    return [...events, ...this.of(item, item.more(event))];
  }

  end(end: AnswerEnd): readonly ServerSentEvent[] {
    const events = this.close();
    const response = this.ended(end);
    return [...events, this.sent(end.reason === 'length' ? 'incomplete' : 'completed', { response })];
  }

  fail({ code, message }: EndpointProblem): readonly ServerSentEvent[] {
    const failed = this.sent('failed', { response: this.response('failed', { error: { code, message } }) });
    const error = { type: 'error', code, message, param: null, sequence_number: this.next() };
    // Some clients stop at the one, some at the other.
    return [failed, { event: 'error', data: JSON.stringify(error) }];
  }

  /** The response that was not streamed. */
  whole(end: AnswerEnd): Json {
    this.close();
    return this.ended(end);
  }

  private ended({ reason, usage, route }: AnswerEnd): JsonObject {
    const { input, cachedInput, output } = countedTokens(usage, this.asked.request, this.chars);
    if (this.asked.isKept) for (const item of this.output) this.kept.keep(item);
    return this.response(reason === 'length' ? 'incomplete' : 'completed', {
      model: route.id,
      ...(reason === 'length' ? { incomplete_details: { reason: 'max_output_tokens' } } : {}),
      usage: {
        input_tokens: input,
        input_tokens_details: { cached_tokens: cachedInput },
        output_tokens: output,
        output_tokens_details: { reasoning_tokens: 0 },
        total_tokens: input + output,
      },
    });
  }

  private itemFor(event: CommittedEvent): OutputItem {
    if (event.type === 'text') return new MessageItem(this.ids);
    if (event.type === 'thinking') return new ReasoningItem(this.ids);
    return new CallItem(event, this.asked.clientTools, this.ids);
  }

  private close(): readonly ServerSentEvent[] {
    if (!this.open) return [];
    const { item } = this.open;
    const whole = { ...item.item('completed'), id: item.id };
    const ended = this.of(item, item.ended());
    const done = this.sent('output_item.done', { output_index: this.output.length, item: whole });
    this.output.push(whole);
    this.open = undefined;
    return [...ended, done];
  }

  private of({ id }: OutputItem, events: readonly ItemEvent[]): readonly ServerSentEvent[] {
    const place = { item_id: id, output_index: this.output.length };
    return events.map(({ type, fields }) => this.sent(type, { ...place, ...fields }));
  }

  private sent(name: string, fields: JsonObject): ServerSentEvent {
    const type = `response.${name}`;
    return { event: type, data: JSON.stringify({ type, sequence_number: this.next(), ...fields }) };
  }

  private next(): number {
    this.sequence += 1;
    return this.sequence - 1;
  }

  private response(status: string, fields: JsonObject = {}): JsonObject {
    const { maxOutputTokens, temperature } = this.asked.request;
    return {
      id: this.id,
      object: 'response',
      created_at: this.createdAt,
      status,
      background: false,
      error: null,
      incomplete_details: null,
      instructions: null,
      max_output_tokens: maxOutputTokens ?? null,
      metadata: {},
      model: this.asked.model,
      output: [...this.output],
      parallel_tool_calls: true,
      previous_response_id: null,
      store: this.asked.isKept,
      temperature: temperature ?? null,
      tool_choice: 'auto',
      tools: [],
      top_p: null,
      usage: null,
      ...fields,
    };
  }
}

function isOneItem(last: CommittedEvent, next: CommittedEvent): boolean {
  if (last.type === 'thinking' && next.type === 'thinking') return goesOn(last, next);
  return last.type === 'text' && next.type === 'text';
}
