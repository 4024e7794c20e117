import type { Wire } from './wire';

const serverError = { type: 'error', error: { type: 'api_error', message: 'Internal server error' } };

/** https://platform.claude.com/docs/en/build-with-claude/streaming */
export function anthropicWire(): Wire {
  let words = 0;
  let called = false;
  return {
    contentType: 'text/event-stream; charset=utf-8',
    begin: () =>
      event('message_start', {
        message: {
          id: 'msg_bench',
          type: 'message',
          role: 'assistant',
          model: 'bench',
          content: [],
          stop_reason: null,
          stop_sequence: null,
          usage: { input_tokens: 10, output_tokens: 1 },
        },
      }) +
      event('content_block_start', { index: 0, content_block: { type: 'text', text: '' } }) +
      event('ping', {}),
    text: (text) => {
      words += 1;
      return event('content_block_delta', { index: 0, delta: { type: 'text_delta', text } });
    },
    call: ({ name, argumentPieces }) => {
      called = true;
      const block = { type: 'tool_use', id: 'toolu_bench', name, input: {} };
      return [
        event('content_block_stop', { index: 0 }) + event('content_block_start', { index: 1, content_block: block }),
        ...argumentPieces.map((partial_json) =>
          event('content_block_delta', { index: 1, delta: { type: 'input_json_delta', partial_json } }),
        ),
      ];
    },
    end: () =>
      event('content_block_stop', { index: called ? 1 : 0 }) +
      event('message_delta', {
        delta: { stop_reason: called ? 'tool_use' : 'end_turn', stop_sequence: null },
        usage: { output_tokens: words },
      }) +
      event('message_stop', {}),
    errorEvent: `event: error\ndata: ${JSON.stringify(serverError)}\n\n`,
    errorBody: JSON.stringify(serverError),
    garbage: 'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"de\n\n',
    keepAlive: event('ping', {}),
    lineStart: 'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"pad":"',
  };
}

function event(type: string, body: Readonly<Record<string, unknown>>): string {
  return `event: ${type}\ndata: ${JSON.stringify({ type, ...body })}\n\n`;
}
