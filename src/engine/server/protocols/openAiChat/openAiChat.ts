import type { ChatProtocol } from '../chatProtocol';
import { ChatWriter, finishReasons, nowSeconds, toolCall } from './chatWriter';
import { openAiProblem } from './openAiProblem';
import { openAiUsage } from './openAiUsage';
import { readChat } from './readChat';

/** OpenAI's Chat Completions: most tools speak it. */
export const openAiChat: ChatProtocol = {
  name: 'openai-chat',
  read: readChat,
  writer: (request, ids) => new ChatWriter(request, ids),
  whole: (events, { reason, usage, route }, _request, ids) => {
    const textOf = (wanted: 'text' | 'thinking'): string =>
      events.map((event) => (event.type === wanted ? event.text : '')).join('');
    const calls = events.flatMap((event) => (event.type === 'tool-call' ? [toolCall(event, ids)] : []));
    const text = textOf('text');
    const thinking = textOf('thinking');
    const counts = openAiUsage(usage);
    const message = {
      role: 'assistant',
      content: text === '' && calls.length > 0 ? null : text,
      refusal: null,
      ...(thinking === '' ? {} : { reasoning_content: thinking }),
      ...(calls.length > 0 ? { tool_calls: calls } : {}),
    };
    return {
      id: `chatcmpl-${ids()}`,
      object: 'chat.completion',
      created: nowSeconds(),
      model: route.id,
      choices: [{ index: 0, message, logprobs: null, finish_reason: finishReasons[reason] }],
      ...(counts === undefined ? {} : { usage: counts }),
    };
  },
  problem: openAiProblem,
};
