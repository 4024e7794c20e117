import type { Message, Part, ToolCallPart, ToolResultPart } from '../../model/request/message';

/**
 * The conversation as this target can take it, also where other vendors wrote the earlier turns. It begins with the
 * user, reasoning of another vendor is left out because its signature is refused, every tool call has exactly one
 * result after it and no result stands alone, ids have the target's form, nothing is empty, and roles alternate.
 * `target`: type of the provider; `toolIds`: the ids of tool calls that it takes, those of nine letters and digits
 * among them. Pure.
 */
export function repairHistory(messages: readonly Message[], target: string, toolIds: RegExp): Message[] {
  const begun = withoutLeadingAnswers(messages);
  const closed = closeToolCalls(withoutStrayThinking(begun, target));
  const clean = closed.map((message) => ({ ...message, parts: withoutBlanks(message.parts) }));
  return alternate(
    mapToolIds(
      clean.filter(({ parts }) => parts.length > 0),
      toolIds,
    ),
  );
}

function withoutLeadingAnswers(messages: readonly Message[]): readonly Message[] {
  const first = messages.findIndex(({ role }) => role === 'user');
  return first > 0 ? messages.slice(first) : messages;
}

/**
 * Reasoning is kept only inside the last turn, between calls of tools, where its maker wants it back: it is bound to the
 * very words before it, and those of older turns may have been shortened since.
 */
function withoutStrayThinking(messages: readonly Message[], target: string): readonly Message[] {
  const question = messages.findLastIndex(
    ({ role, parts }) => role === 'user' && parts.some(({ type }) => type !== 'tool-result'),
  );
  const keeps = (part: Part, index: number): boolean =>
    part.type !== 'thinking' || (index > question && part.origin === target && part.signature !== undefined);
  return messages.map((message, index) => ({
    ...message,
    parts: message.parts.filter((part) => keeps(part, index)),
  }));
}

/** Results move directly after the turn that called; a call without one gets a result that says it was interrupted. */
function closeToolCalls(messages: readonly Message[]): Message[] {
  const closed: Message[] = [];
  /** Where the result of a call belongs. An id that is used again means the later call from then on. */
  const open = new Map<string, { readonly results: ToolResultPart[]; readonly index: number }>();
  for (const message of messages) {
    for (const part of message.parts) {
      if (part.type !== 'tool-result') continue;
      const place = open.get(part.callId);
      if (place) place.results[place.index] = part;
      open.delete(part.callId);
    }
    closed.push({ ...message, parts: message.parts.filter(({ type }) => type !== 'tool-result') });
    const calls = message.parts.filter((part): part is ToolCallPart => part.type === 'tool-call');
    if (calls.length === 0) continue;
    const results = calls.map(({ id }) => interrupted(id));
    closed.push({ role: 'user', parts: results });
    for (const [index, { id }] of calls.entries()) open.set(id, { results, index });
  }
  return closed;
}

function interrupted(callId: string): ToolResultPart {
  return { type: 'tool-result', callId, text: 'Interrupted before it had a result.', isError: true };
}

/** Neighbouring texts become one unless the first is worth storing, and texts of nothing but white space, which some hosts refuse, go. */
function withoutBlanks(parts: readonly Part[]): Part[] {
  const joined: Part[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    if (part.type === 'text' && last?.type === 'text' && !last.cacheable) {
      joined[joined.length - 1] = { ...part, text: last.text + part.text };
    } else joined.push(part);
  }
  return joined.filter((part) => part.type !== 'text' || part.text.trim() !== '');
}

/** Ids are made from the order of the calls, so that the next request says the same and the vendor's cache holds. */
function mapToolIds(messages: readonly Message[], pattern: RegExp): Message[] {
  const taken = new Set(
    messages.flatMap(({ parts }) => parts.flatMap((part) => (part.type === 'tool-call' ? part.id : []))),
  );
  const used = new Set<string>();
  /** What calls of an id are called now, for their results, which come in the same order. */
  const waiting = new Map<string, string[]>();
  let made = 0;
  const idOf = (id: string): string => {
    let fitting = id;
    while (!pattern.test(fitting) || used.has(fitting) || (fitting !== id && taken.has(fitting))) {
      fitting = `call${String(made).padStart(5, '0')}`;
      made += 1;
    }
    used.add(fitting);
    waiting.set(id, [...(waiting.get(id) ?? []), fitting]);
    return fitting;
  };
  return messages.map((message) => ({
    ...message,
    parts: message.parts.map((part) => {
      if (part.type === 'tool-call') return { ...part, id: idOf(part.id) };
      if (part.type === 'tool-result') return { ...part, callId: waiting.get(part.callId)?.shift() ?? part.callId };
      return part;
    }),
  }));
}

function alternate(messages: readonly Message[]): Message[] {
  const merged: Message[] = [];
  for (const message of messages) {
    const last = merged.at(-1);
    if (last?.role === message.role) merged[merged.length - 1] = { ...last, parts: append(last.parts, message.parts) };
    else merged.push(message);
  }
  return merged;
}

/** Two messages in one stay two paragraphs. */
function append(before: readonly Part[], after: readonly Part[]): Part[] {
  const last = before.at(-1);
  const [first, ...rest] = after;
  if (last?.type !== 'text' || first?.type !== 'text') return [...before, ...after];
  return [...before.slice(0, -1), { type: 'text', text: `${last.text}\n\n${first.text}` }, ...rest];
}

/** White space at the end of a prefill is refused by some hosts and makes others begin with a wrong token. */
export function trimPrefill(messages: readonly Message[]): Message[] {
  const last = messages.at(-1);
  const text = last?.parts.at(-1);
  if (last?.role !== 'assistant' || text?.type !== 'text') return [...messages];
  const parts = [...last.parts.slice(0, -1), { ...text, text: text.text.trimEnd() }];
  return [...messages.slice(0, -1), { ...last, parts }];
}
