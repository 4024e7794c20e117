import * as l10n from '@vscode/l10n';
import type { Json } from '../../../model/request/message';
import type { ChatRequest, ResponseFormat } from '../../../model/request/request';
import { estimateRequestTokens } from '../../../model/request/tokenEstimate';
import { answerParts } from '../answer/answerParts';
import { Conversation } from '../body/conversation';
import { readBody } from '../body/readBody';
import { type ChatProtocol, RequestProblem } from '../chatProtocol';
import { messageParts, systemTexts, withFewMarks } from './messageParts';
import { messagesBody, type MessagesBody } from './messagesBody';
import { messagesTools } from './messagesTools';
import { contentBlocks, type MessagesRequest, MessagesWriter, stopReason, usageOf } from './messagesWriter';
import { messagesProblem, noThreads } from './messagesProblem';

/** Anthropic's Messages API: https://platform.claude.com/docs/en/api/messages. */
export const messagesProtocol: ChatProtocol<MessagesRequest> = {
  name: 'anthropic-messages',
  read: (body) => {
    const read = readBody(messagesBody, body);
    return {
      request: chatRequest(read),
      model: read.model ?? 'auto',
      isStreamed: read.stream === true,
      wantsUsage: true,
      // A tool that did not ask for thoughts often takes the first block for the answer.
      showsThinking: (read.thinking?.type ?? 'disabled') !== 'disabled',
    };
  },
  writer: (asked, ids) => new MessagesWriter(asked, ids),
  whole: (events, end, asked, ids): Json => {
    const content = contentBlocks(answerParts(events), asked, ids);
    return {
      id: `msg_${ids()}`,
      type: 'message',
      role: 'assistant',
      model: asked.model,
      content,
      stop_reason: stopReason(end.reason),
      stop_sequence: null,
      usage: usageOf(end.usage, asked.request, events),
    };
  },
  problem: messagesProblem,
};

/** The answer to `/v1/messages/count_tokens`. An estimate: the provider that will answer is not known. Throws `RequestProblem`. */
export function countMessagesTokens(body: unknown): Json {
  return { input_tokens: estimateRequestTokens(chatRequest(readBody(messagesBody, body))) };
}

function chatRequest(body: MessagesBody): ChatRequest {
  if (body.thread) {
    throw new RequestProblem({
      status: 400,
      code: noThreads,
      message: l10n.t('{0} is not supported: nothing is stored here. Send the whole conversation.', 'thread'),
    });
  }
  const conversation = new Conversation();
  for (const text of systemTexts(body.system)) conversation.instruct(text);
  for (const message of body.messages) {
    if (message.role !== 'system') conversation.add(message.role, messageParts(message.content));
    else if (typeof message.content === 'string') conversation.instruct(message.content);
    else for (const block of message.content) if (block.type === 'text') conversation.instruct(block.text);
  }
  const { system, messages } = conversation.read();
  return {
    ...(system === undefined ? {} : { system }),
    messages: withFewMarks(messages),
    ...messagesTools(body),
    ...formatOf(body),
    maxOutputTokens: body.max_tokens ?? undefined,
    temperature: body.temperature ?? undefined,
    stop: body.stop_sequences ?? undefined,
  };
}

function formatOf({ output_config, output_format }: MessagesBody): { readonly responseFormat?: ResponseFormat } {
  const format = output_config?.format ?? output_format;
  if (!format) return {};
  return { responseFormat: { type: 'json-schema', name: 'answer', schema: format.schema, isStrict: true } };
}
