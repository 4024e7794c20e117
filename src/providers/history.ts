import type { Message, Part, ToolCallPart, ToolResultPart } from '../model/message';
import type { ProviderType } from '../model/route';

/** How a protocol wants its tool-call ids. */
export type ToolIdRule = 'anthropic' | 'openai' | 'mistral';

const toolIdPatterns: Record<ToolIdRule, RegExp> = {
  anthropic: /^[A-Za-z0-9_-]{1,64}$/,
  openai: /^[A-Za-z0-9_-]{1,40}$/,
  mistral: /^[A-Za-z0-9]{9}$/,
};

/**
 * The conversation as this target can take it, whoever wrote the earlier turns: reasoning of another vendor is left out
 * because its signature is refused, every tool call has exactly one result behind it and no result stands alone, ids have
 * the target's form, no message is empty, and roles alternate. Pure.
 */
export function repairHistory(messages: readonly Message[], target: ProviderType, ids: ToolIdRule): Message[] {
  const withoutForeign = messages.map((message) => ({
    ...message,
    parts: message.parts.filter((part) => keeps(part, target)),
  }));
  return alternate(mapToolIds(closeToolCalls(withoutForeign), ids));
}

function keeps(part: Part, target: ProviderType): boolean {
  if (part.type === 'thinking') return part.origin === target && part.signature !== undefined;
  return part.type !== 'text' || part.text !== '';
}

/** Results move directly behind the turn that called; a call without one is told that it was interrupted. */
function closeToolCalls(messages: readonly Message[]): Message[] {
  const results = new Map<string, ToolResultPart>();
  for (const message of messages) {
    for (const part of message.parts) if (part.type === 'tool-result') results.set(part.callId, part);
  }
  const closed: Message[] = [];
  for (const message of messages) {
    const parts = message.parts.filter((part) => part.type !== 'tool-result');
    if (parts.length > 0) closed.push({ ...message, parts });
    const calls = message.parts.filter((part): part is ToolCallPart => part.type === 'tool-call');
    if (message.role !== 'assistant' || calls.length === 0) continue;
    closed.push({ role: 'user', parts: calls.map((call) => results.get(call.id) ?? interrupted(call.id)) });
  }
  return closed;
}

function interrupted(callId: string): ToolResultPart {
  return { type: 'tool-result', callId, text: 'Interrupted before it had a result.', isError: true };
}

function mapToolIds(messages: readonly Message[], rule: ToolIdRule): Message[] {
  const pattern = toolIdPatterns[rule];
  const mapped = new Map<string, string>();
  const idOf = (id: string): string => {
    const known = mapped.get(id);
    if (known !== undefined) return known;
    const fitting = pattern.test(id) ? id : `call${String(mapped.size).padStart(5, '0')}`;
    mapped.set(id, fitting);
    return fitting;
  };
  return messages.map((message) => ({
    ...message,
    parts: message.parts.map((part) => {
      if (part.type === 'tool-call') return { ...part, id: idOf(part.id) };
      if (part.type === 'tool-result') return { ...part, callId: idOf(part.callId) };
      return part;
    }),
  }));
}

function alternate(messages: readonly Message[]): Message[] {
  const merged: Message[] = [];
  for (const message of messages) {
    const last = merged.at(-1);
    if (last?.role === message.role) merged[merged.length - 1] = { ...last, parts: [...last.parts, ...message.parts] };
    else merged.push(message);
  }
  return merged;
}

/** White space at the end of a prefill is refused by some hosts and makes others begin with a wrong token. */
export function trimPrefill(messages: readonly Message[]): Message[] {
  const last = messages.at(-1);
  if (last?.role !== 'assistant') return [...messages];
  const parts = last.parts.map((part, index) =>
    part.type === 'text' && index === last.parts.length - 1 ? { ...part, text: part.text.trimEnd() } : part,
  );
  return [...messages.slice(0, -1), { ...last, parts }];
}

/**
 * Takes away a prefill that a host repeats at the beginning of its answer. Feed it the text as it comes; what it holds
 * back while that is open comes out with the next piece or with `rest`.
 */
export class EchoFilter {
  private held = '';
  private open: boolean;

  constructor(private readonly prefill: string) {
    // A short prefill may well be what the answer goes on with.
    this.open = prefill.length >= 12;
  }

  push(text: string): string {
    if (!this.open) return text;
    this.held += text;
    if (this.held.length < this.prefill.length && this.prefill.startsWith(this.held)) return '';
    return this.rest();
  }

  rest(): string {
    const { held } = this;
    this.open = false;
    this.held = '';
    return held.startsWith(this.prefill) && this.prefill.length >= 12 ? held.slice(this.prefill.length) : held;
  }
}
