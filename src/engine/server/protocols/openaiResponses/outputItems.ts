import type { Json, JsonObject } from '../../../model/request/message';
import { keptSignature } from '../body/keptSignature';
import type { CommittedEvent } from '../chatProtocol';
import { ownOrigin } from './inputItems';
import { type ClientTools, customText } from './responsesTools';

type Of<T extends CommittedEvent['type']> = Extract<CommittedEvent, { type: T }>;

/** An item of a response while it is made, and the events that make it. */
export interface OutputItem {
  readonly id: string;
  /** Names of events without `response.`, with their fields besides the places. */
  begun(): readonly ItemEvent[];
  more(event: CommittedEvent): readonly ItemEvent[];
  ended(): readonly ItemEvent[];
  item(status: 'in_progress' | 'completed'): JsonObject;
}

export interface ItemEvent {
  readonly type: string;
  readonly fields: JsonObject;
}

const textPart = (text: string): Json => ({ type: 'output_text', text, annotations: [], logprobs: [] });

export class MessageItem implements OutputItem {
  readonly id: string;
  private text = '';

  constructor(ids: () => string) {
    this.id = `msg_${ids()}`;
  }

  begun(): readonly ItemEvent[] {
    return [{ type: 'content_part.added', fields: { content_index: 0, part: textPart('') } }];
  }

  more(event: Of<'text'>): readonly ItemEvent[] {
    this.text += event.text;
    return [{ type: 'output_text.delta', fields: { content_index: 0, delta: event.text, logprobs: [] } }];
  }

  ended(): readonly ItemEvent[] {
    const { text } = this;
    return [
      { type: 'output_text.done', fields: { content_index: 0, text, logprobs: [] } },
      { type: 'content_part.done', fields: { content_index: 0, part: textPart(text) } },
    ];
  }

  item(status: 'in_progress' | 'completed'): JsonObject {
    const content = status === 'completed' ? [textPart(this.text)] : [];
    return { type: 'message', id: this.id, status, role: 'assistant', content };
  }
}

const summaryPart = (text: string): Json => ({ type: 'summary_text', text });

/** Its text may be nothing, where a model only signs what it thought. */
export class ReasoningItem implements OutputItem {
  readonly id: string;
  private text = '';
  private signature: string | undefined;

  constructor(ids: () => string) {
    this.id = `rs_${ids()}`;
  }

  begun(): readonly ItemEvent[] {
    return [];
  }

  more(event: Of<'thinking'>): readonly ItemEvent[] {
    this.signature = keptSignature(event, ownOrigin);
    if (event.text === '') return [];
    const delta = { type: 'reasoning_summary_text.delta', fields: { summary_index: 0, delta: event.text } };
    const isFirst = this.text === '';
    this.text += event.text;
    if (!isFirst) return [delta];
    return [{ type: 'reasoning_summary_part.added', fields: { summary_index: 0, part: summaryPart('') } }, delta];
  }

  ended(): readonly ItemEvent[] {
    const { text } = this;
    if (text === '') return [];
    return [
      { type: 'reasoning_summary_text.done', fields: { summary_index: 0, text } },
      { type: 'reasoning_summary_part.done', fields: { summary_index: 0, part: summaryPart(text) } },
    ];
  }

  item(status: 'in_progress' | 'completed'): JsonObject {
    const summary = status === 'completed' && this.text !== '' ? [summaryPart(this.text)] : [];
    return { type: 'reasoning', id: this.id, summary, encrypted_content: this.signature ?? null };
  }
}

/** A call of a function, or of a tool that takes a text. Its input is whole from the beginning. */
export class CallItem implements OutputItem {
  readonly id: string;
  private readonly callId: string;
  private readonly kind: 'function_call' | 'custom_tool_call';
  private readonly field: 'arguments' | 'input';
  private readonly events: 'function_call_arguments' | 'custom_tool_call_input';
  private readonly input: string;
  private readonly name: { readonly name: string; readonly namespace?: string };

  constructor(call: Of<'tool-call'>, tools: ClientTools, ids: () => string) {
    const { name, namespace, isCustom } = tools.get(call.name) ?? { name: call.name, isCustom: false };
    this.id = `${isCustom ? 'ctc' : 'fc'}_${ids()}`;
    this.callId = call.id === '' ? `call_${ids()}` : call.id;
    this.kind = isCustom ? 'custom_tool_call' : 'function_call';
    this.field = isCustom ? 'input' : 'arguments';
    this.events = isCustom ? 'custom_tool_call_input' : 'function_call_arguments';
    this.input = isCustom ? customText(call.input) : JSON.stringify(call.input);
    this.name = namespace === undefined ? { name } : { name, namespace };
  }

  begun(): readonly ItemEvent[] {
    return [];
  }

  more(): readonly ItemEvent[] {
    return [{ type: `${this.events}.delta`, fields: { delta: this.input } }];
  }

  ended(): readonly ItemEvent[] {
    const { name } = this.name;
    return [
      {
        type: `${this.events}.done`,
        fields: { [this.field]: this.input, ...(this.field === 'arguments' ? { name } : {}) },
      },
    ];
  }

  item(status: 'in_progress' | 'completed'): JsonObject {
    const input = status === 'completed' ? this.input : '';
    return { type: this.kind, id: this.id, status, call_id: this.callId, ...this.name, [this.field]: input };
  }
}
