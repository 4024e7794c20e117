import type { Json } from '../../../model/request/message';
import type { ChatRequest } from '../../../model/request/request';
import type { FinishReason, Usage } from '../../../model/stream/stream';
import { goesOn } from '../answer/answerParts';
import { charsOf, countedTokens } from '../answer/countedTokens';
import { keptSignature } from '../body/keptSignature';
import type {
  AnswerEnd,
  AnswerWriter,
  CommittedEvent,
  EndpointProblem,
  EndpointRequest,
  ServerSentEvent,
} from '../chatProtocol';
import { ownOrigin } from './messageParts';
import { messagesProblem } from './messagesProblem';

export interface MessagesRequest extends EndpointRequest {
  /** The tool asked for thoughts. */
  readonly showsThinking: boolean;
}

/** A stream of the Messages API: https://platform.claude.com/docs/en/build-with-claude/streaming. */
export class MessagesWriter implements AnswerWriter {
  private index = 0;
  /** What the block that is open is made of. */
  private open: CommittedEvent | undefined;
  private chars = 0;

  constructor(
    private readonly asked: MessagesRequest,
    private readonly ids: () => string,
  ) {}

  begin(): readonly ServerSentEvent[] {
    const message = {
      id: `msg_${this.ids()}`,
      type: 'message',
      role: 'assistant',
      model: this.asked.model,
      content: [],
      stop_reason: null,
      stop_sequence: null,
      // The provider's own counts come at the end.
      usage: usageOf({ outputTokens: 0 }, this.asked.request, []),
    };
    return [sent({ type: 'message_start', message }), sent({ type: 'ping' })];
  }

  event(event: CommittedEvent): readonly ServerSentEvent[] {
    this.chars += charsOf(event);
    if (event.type === 'thinking' && !this.asked.showsThinking) return [];
    const events: ServerSentEvent[] = [];
    if (!isOneBlock(this.open, event)) {
      events.push(...this.close(), this.started(event));
    }
    this.open = event;
    for (const delta of deltasOf(event)) events.push(sent({ type: 'content_block_delta', index: this.index, delta }));
    return events;
  }

  end({ reason, usage }: AnswerEnd): readonly ServerSentEvent[] {
    const delta = { stop_reason: stopReason(reason), stop_sequence: null };
    const counts = countsOf(usage, this.asked.request, this.chars);
    return [...this.close(), sent({ type: 'message_delta', delta, usage: counts }), sent({ type: 'message_stop' })];
  }

  fail(problem: EndpointProblem): readonly ServerSentEvent[] {
    return [{ event: 'error', data: JSON.stringify(messagesProblem(problem)) }];
  }

  private started(event: CommittedEvent): ServerSentEvent {
    return sent({ type: 'content_block_start', index: this.index, content_block: beginningOf(event, this.ids) });
  }

  private close(): readonly ServerSentEvent[] {
    if (!this.open) return [];
    const { index } = this;
    this.open = undefined;
    this.index += 1;
    return [sent({ type: 'content_block_stop', index })];
  }
}

function isOneBlock(open: CommittedEvent | undefined, next: CommittedEvent): boolean {
  if (open?.type === 'thinking' && next.type === 'thinking') return goesOn(open, next);
  return open?.type === 'text' && next.type === 'text';
}

/** A block that has nothing yet. */
function beginningOf(event: CommittedEvent, ids: () => string): Json {
  switch (event.type) {
    case 'text':
      return { type: 'text', text: '' };
    case 'thinking':
      return { type: 'thinking', thinking: '', signature: '' };
    case 'tool-call':
      return { type: 'tool_use', id: callId(event.id, ids), name: event.name, input: {} };
  }
}

function deltasOf(event: CommittedEvent): readonly Json[] {
  switch (event.type) {
    case 'text':
      return [{ type: 'text_delta', text: event.text }];
    case 'thinking': {
      const signature = keptSignature(event, ownOrigin);
      return [
        ...(event.text === '' ? [] : [{ type: 'thinking_delta', thinking: event.text }]),
        ...(signature === undefined ? [] : [{ type: 'signature_delta', signature }]),
      ];
    }
    case 'tool-call':
      return [{ type: 'input_json_delta', partial_json: JSON.stringify(event.input) }];
  }
}

/** Blocks of a whole answer. `parts`: put together. */
export function contentBlocks(
  parts: readonly CommittedEvent[],
  { showsThinking }: MessagesRequest,
  ids: () => string,
): readonly Json[] {
  return parts.flatMap((part): readonly Json[] => {
    switch (part.type) {
      case 'text':
        return [{ type: 'text', text: part.text }];
      case 'thinking':
        if (!showsThinking) return [];
        return [{ type: 'thinking', thinking: part.text, signature: keptSignature(part, ownOrigin) ?? '' }];
      case 'tool-call':
        return [{ type: 'tool_use', id: callId(part.id, ids), name: part.name, input: part.input }];
    }
  });
}

function callId(id: string, ids: () => string): string {
  return id === '' ? `toolu_${ids()}` : id;
}

export function stopReason(reason: FinishReason): string {
  const reasons: Record<FinishReason, string> = { stop: 'end_turn', length: 'max_tokens', 'tool-calls': 'tool_use' };
  return reasons[reason];
}

export function usageOf(usage: Usage, request: ChatRequest, events: readonly CommittedEvent[]): Json {
  return countsOf(
    usage,
    request,
    events.reduce((sum, event) => sum + charsOf(event), 0),
  );
}

/** What is stored is counted beside the input here. */
function countsOf(usage: Usage, request: ChatRequest, answerChars: number): Json {
  const { input, output, cachedInput, cacheWrite } = countedTokens(usage, request, answerChars);
  return {
    input_tokens: input - cachedInput - cacheWrite,
    cache_creation_input_tokens: cacheWrite,
    cache_read_input_tokens: cachedInput,
    output_tokens: output,
  };
}

function sent(data: { readonly type: string } & { readonly [key: string]: Json }): ServerSentEvent {
  return { event: data.type, data: JSON.stringify(data) };
}
