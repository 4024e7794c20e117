import type { ImageTokenRule } from '../../model/request/image';
import { type Message, textMessage } from '../../model/request/message';
import type { ChatRequest } from '../../model/request/request';
import { estimateMessageTokens, estimateRequestTokens, estimateTokens } from '../../model/request/tokenEstimate';
import type { Requirements } from './plan';

/** The share of the window that the input may take, so that the answer has room. */
const inputShare = 0.75;

/** Tokens that cannot be left out: everything but the turns before the last question. */
export function requiredTokens(request: ChatRequest): number {
  return estimateRequestTokens({ ...request, messages: request.messages.slice(lastQuestion(request.messages)) });
}

/** What a route can take, in tokens. A window that is not known limits nothing. */
export interface RouteLimits {
  readonly contextWindow: number | undefined;
  readonly maxOutputTokens: number;
  /** How its model counts images. */
  readonly imageTokens?: ImageTokenRule;
}

/**
 * The request trimmed to the model's window: the oldest turns go first, the last question and what follows it stay, and
 * a note says that something is missing. The same request where it fits, and where the window is not known.
 */
export function trimToWindow(request: ChatRequest, limits: RouteLimits): ChatRequest {
  const room = roomFor(request.maxOutputTokens, limits);
  let excess = estimateRequestTokens(request, limits.imageTokens) - room;
  if (excess <= 0) return request;
  excess += estimateTokens(note);
  const keepFrom = lastQuestion(request.messages);
  let first = 0;
  while (first < keepFrom && (excess > 0 || request.messages[first]?.role !== 'user')) {
    const message = request.messages[first];
    if (message) excess -= estimateMessageTokens(message, limits.imageTokens);
    first += 1;
  }
  const messages = withNote(request.messages.slice(first));
  return { ...request, messages };
}

/** Tokens of the input that is sent to a route with this window, as estimated. */
export function tokensSent(
  { inputTokens, requiredTokens }: Pick<Requirements, 'inputTokens' | 'requiredTokens'>,
  contextWindow: number | undefined,
): number {
  const room = roomFor(undefined, { contextWindow, maxOutputTokens: Infinity });
  return Math.max(requiredTokens, Math.min(inputTokens, room));
}

function roomFor(maxOutputTokens: number | undefined, limits: RouteLimits): number {
  const { contextWindow } = limits;
  if (contextWindow === undefined) return Infinity;
  return contextWindow - Math.min(maxOutputTokens ?? limits.maxOutputTokens, contextWindow * (1 - inputShare));
}

const note = '[Earlier turns of this conversation were left out because they do not fit this model.]';

function withNote(messages: readonly Message[]): readonly Message[] {
  const [head, ...rest] = messages;
  if (head?.role !== 'user') return [textMessage('user', note), ...messages];
  return [{ role: 'user', parts: [{ type: 'text', text: `${note}\n\n` }, ...head.parts] }, ...rest];
}

/** Index of the last user message that asks something, not one that only returns a tool's result. */
export function lastQuestion(messages: readonly Message[]): number {
  for (let index = messages.length - 1; index >= 0; index -= 1) {
    const message = messages[index];
    if (message?.role === 'user' && message.parts.some((part) => part.type !== 'tool-result')) return index;
  }
  return 0;
}
