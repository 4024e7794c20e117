import * as l10n from '@vscode/l10n';
import type { ResponseFormat } from '../../../model/request/request';
import { asRecord } from '../../../model/text/jsonValue';
import { readBody, refused } from '../body/readBody';
import type { ChatProtocol } from '../chatProtocol';
import { conversationOf } from './inputItems';
import type { KeptItems } from './keptItems';
import { responsesBody, type ResponsesBody } from './responsesBody';
import { responsesProblem } from './responsesProblem';
import { responsesTools } from './responsesTools';
import { type ResponsesRequest, ResponsesWriter } from './responsesWriter';

/** OpenAI's Responses API: https://platform.openai.com/docs/api-reference/responses. `kept`: of its answers. */
export const responsesProtocol = (kept: KeptItems): ChatProtocol<ResponsesRequest> => ({
  name: 'openai-responses',
  read: (body) => {
    refuseStored(body);
    const read = readBody(responsesBody, body, (given) => withTypes(kept.withItems(given)));
    const { clientTools, ...tools } = responsesTools(read);
    return {
      request: {
        ...conversationOf(read),
        ...tools,
        ...formatOf(read),
        maxOutputTokens: read.max_output_tokens ?? undefined,
        temperature: read.temperature ?? undefined,
      },
      model: read.model ?? 'auto',
      isStreamed: read.stream === true,
      wantsUsage: true,
      showsThinking: asRecord(read.reasoning) !== undefined,
      clientTools,
      isKept: read.store !== false,
    };
  },
  writer: (asked, ids) => new ResponsesWriter(asked, kept, ids),
  whole: (events, end, asked, ids) => {
    const writer = new ResponsesWriter(asked, kept, ids);
    for (const event of events) writer.event(event);
    return writer.whole(end);
  },
  problem: responsesProblem,
});

/** What lives at OpenAI and is only named in the body: nothing is kept here. */
const stored = ['previous_response_id', 'conversation', 'prompt', 'background'] as const;

function refuseStored(body: unknown): void {
  const fields = asRecord(body) ?? {};
  const name = stored.find((each) => (fields[each] ?? false) !== false);
  if (name === undefined) return;
  throw refused(l10n.t('{0} is not supported: nothing is stored here. Send the whole conversation.', name));
}

/** A message may come without its type. */
function withTypes(body: unknown): unknown {
  const fields = asRecord(body);
  if (!fields || !Array.isArray(fields.input)) return body;
  const input = (fields.input as readonly unknown[]).map((each) => {
    const item = asRecord(each);
    return item && item.type === undefined && item.role !== undefined ? { ...item, type: 'message' } : each;
  });
  return { ...fields, input };
}

function formatOf({ text }: ResponsesBody): { readonly responseFormat?: ResponseFormat } {
  const format = text?.format;
  switch (format?.type) {
    case 'json_object':
      return { responseFormat: { type: 'json' } };
    case 'json_schema': {
      const { name, schema, strict } = format;
      return {
        responseFormat: { type: 'json-schema', name, schema, ...(strict === null ? {} : { isStrict: strict }) },
      };
    }
    default:
      return {};
  }
}
