import type { ChatRequest as OllamaChat, GenerateRequest, Message as OllamaMessage, Options } from 'ollama/browser';
import type { Message } from '../../model/request/message';
import type { FimSupport } from '../../model/provider/provider';
import type { ChatRequest, FimRequest, ResponseFormat } from '../../model/request/request';
import { withFormTold } from '../../model/request/responseFormat';
import { callableTools, withChoiceInWords } from '../../model/request/toolChoice';
import { repairHistory, trimPrefill } from '../messages/history';
import { chatToolIds } from '../catalogue/host';
import { isShortAnswer } from '../catalogue/models';

/** How long a model stays in memory after a request. */
const keepAlive = '10m';

/**
 * The runtime must not cut a prompt to its window, and not drop the beginning of a conversation while it answers: it does
 * both without a word where it is not told otherwise, and reports the first as an error where it is. A model is loaded
 * again for another `shift`, so that all requests say the same. Versions before both fields ignore them.
 */
export const neverCut = { truncate: false, shift: false } as const;

export function toOptions(
  num_ctx: number,
  { maxOutputTokens, temperature, stop }: Pick<ChatRequest, 'maxOutputTokens' | 'temperature' | 'stop'>,
): Partial<Options> {
  return {
    num_ctx,
    ...(maxOutputTokens === undefined ? {} : { num_predict: maxOutputTokens }),
    ...(temperature === undefined ? {} : { temperature }),
    ...(stop === undefined || stop.length === 0 ? {} : { stop: [...stop] }),
  };
}

/**
 * The runtime has no word for the choice of tools, so that the model is told of it. Of the form the model is told, too: some of
 * its models are not held to `format`, and those that are do not see the schema. Beside tools it would let no tool be called.
 */
export function toOllamaChat(model: string, asked: ChatRequest): OllamaChat & { stream: true } {
  const request = withFormTold(withChoiceInWords(asked));
  const { system, tools } = request;
  const messages = trimPrefill(repairHistory(request.messages, 'ollama', chatToolIds));
  const turns = messages.flatMap((message, index) => toTurns(message, messages[index - 1]));
  return {
    model,
    messages: system === undefined || system === '' ? turns : [{ role: 'system', content: system }, ...turns],
    stream: true,
    keep_alive: keepAlive,
    ...neverCut,
    // Models that cannot think take it too.
    ...(isShortAnswer(request.maxOutputTokens) ? { think: false } : {}),
    ...(tools === undefined || tools.length === 0
      ? {}
      : {
          tools: tools.map(({ name, description, inputSchema }) => ({
            type: 'function',
            function: { name, description, parameters: { ...inputSchema } },
          })),
        }),
    ...(asked.responseFormat && callableTools(asked).length === 0 ? { format: formatOf(asked.responseFormat) } : {}),
  };
}

function formatOf(format: ResponseFormat): string | object {
  return format.type === 'json' ? 'json' : format.schema;
}

/** Undefined when the model wants a template and none is known. `stop` is for the options. */
export function toOllamaFim(
  model: string,
  { prefix, suffix, stop, template, header = '' }: FimRequest,
  support: FimSupport,
): { readonly request: GenerateRequest & { stream: true }; readonly stop: readonly string[] } | undefined {
  const shared = { model, stream: true, keep_alive: keepAlive, ...neverCut } as const;
  if (support === 'native') {
    // Without a suffix the runtime would take the prompt for a chat.
    return { request: { ...shared, prompt: header + prefix, suffix: suffix === '' ? '\n' : suffix }, stop };
  }
  if (template === undefined) return undefined;
  return {
    request: { ...shared, prompt: template.prompt, raw: true },
    stop: [...new Set([...stop, ...template.stop])],
  };
}

/** `before`: the message with the calls that the results of this one answer. A result names its tool, not its call. */
function toTurns({ role, parts }: Message, before: Message | undefined): OllamaMessage[] {
  const names = new Map(before?.parts.flatMap((part) => (part.type === 'tool-call' ? [[part.id, part.name]] : [])));
  const results = parts.flatMap((part) =>
    part.type === 'tool-result' ? [{ role: 'tool', content: part.text, tool_name: names.get(part.callId) }] : [],
  );
  const content = parts.flatMap((part) => (part.type === 'text' ? part.text : [])).join('\n\n');
  const images = parts.flatMap((part) => (part.type === 'image' ? part.data : []));
  const calls = parts.flatMap((part) =>
    part.type === 'tool-call'
      ? [{ function: { name: part.name, arguments: part.input as Record<string, unknown> } }]
      : [],
  );
  if (content === '' && images.length === 0 && calls.length === 0) return results;
  const turn: OllamaMessage = {
    role,
    content,
    ...(images.length > 0 ? { images } : {}),
    ...(calls.length > 0 ? { tool_calls: calls } : {}),
  };
  return [...results, turn];
}
