import type { Wire } from './wire';

const message = 'The server had an error while processing your request.';

/** https://platform.openai.com/docs/api-reference/responses-streaming */
export function responsesWire(): Wire {
  let sequence = 0;
  let words = 0;
  let text = '';
  let callItem: Readonly<Record<string, unknown>> | undefined;
  const event = (type: string, body: Readonly<Record<string, unknown>>): string => {
    sequence += 1;
    return `event: ${type}\ndata: ${JSON.stringify({ type, sequence_number: sequence, ...body })}\n\n`;
  };
  const item = (status: string): Readonly<Record<string, unknown>> => ({
    id: 'msg_bench',
    type: 'message',
    status,
    role: 'assistant',
    content: status === 'completed' ? [part()] : [],
  });
  const part = (): unknown => ({ type: 'output_text', text, annotations: [], logprobs: [] });
  const place = { item_id: 'msg_bench', output_index: 0, content_index: 0 };
  return {
    contentType: 'text/event-stream; charset=utf-8',
    begin: () =>
      event('response.created', { response: response('in_progress', []) }) +
      event('response.in_progress', { response: response('in_progress', []) }) +
      event('response.output_item.added', { output_index: 0, item: item('in_progress') }) +
      event('response.content_part.added', { ...place, part: part() }),
    text: (delta) => {
      words += 1;
      text += delta;
      return event('response.output_text.delta', { ...place, delta, logprobs: [] });
    },
    call: ({ name, argumentPieces }) => {
      const item = { id: 'fc_bench', type: 'function_call', status: 'in_progress', call_id: 'call_bench', name };
      callItem = { ...item, status: 'completed', arguments: argumentPieces.join('') };
      return [
        event('response.output_item.added', { output_index: 1, item: { ...item, arguments: '' } }),
        ...argumentPieces.map((delta) =>
          event('response.function_call_arguments.delta', { item_id: 'fc_bench', output_index: 1, delta }),
        ),
      ];
    },
    end: () => {
      const called = callItem
        ? event('response.function_call_arguments.done', {
            item_id: 'fc_bench',
            output_index: 1,
            name: callItem.name,
            arguments: callItem.arguments,
          }) + event('response.output_item.done', { output_index: 1, item: callItem })
        : '';
      const output = [item('completed'), ...(callItem ? [callItem] : [])];
      return (
        event('response.output_text.done', { ...place, text, logprobs: [] }) +
        event('response.content_part.done', { ...place, part: part() }) +
        event('response.output_item.done', { output_index: 0, item: item('completed') }) +
        called +
        event('response.completed', { response: response('completed', output, words) })
      );
    },
    errorEvent: `event: error\ndata: ${JSON.stringify({ type: 'error', code: 'server_error', message, param: null, sequence_number: 99 })}\n\n`,
    errorBody: JSON.stringify({ error: { message, type: 'server_error', param: null, code: null } }),
    garbage: 'event: response.output_text.delta\ndata: {"type":"response.output_text.delta","del\n\n',
    keepAlive: ': keep-alive\n\n',
    lineStart: 'event: response.output_text.delta\ndata: {"type":"response.output_text.delta","pad":"',
  };
}

function response(status: string, output: readonly unknown[], words?: number): unknown {
  const details = { input_tokens_details: { cached_tokens: 0 }, output_tokens_details: { reasoning_tokens: 0 } };
  return {
    id: 'resp_bench',
    object: 'response',
    created_at: 1_790_000_000,
    status,
    model: 'bench',
    output,
    error: null,
    incomplete_details: null,
    usage:
      words === undefined ? null : { input_tokens: 10, output_tokens: words, total_tokens: words + 10, ...details },
  };
}
