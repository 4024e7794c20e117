import type { Wire, WireOptions } from './wire';

const serverError = {
  error: { message: 'The server had an error while processing your request.', type: 'server_error', code: null },
};

/** https://platform.openai.com/docs/api-reference/chat-streaming */
export function chatCompletionsWire({ withUsage }: WireOptions): Wire {
  let words = 0;
  let called = false;
  return {
    contentType: 'text/event-stream',
    begin: () => delta({ role: 'assistant', content: '' }),
    text: (content) => {
      words += 1;
      return delta({ content });
    },
    call: ({ name, argumentPieces }) => {
      called = true;
      const head = { index: 0, id: 'call_bench', type: 'function', function: { name, arguments: '' } };
      return [
        delta({ tool_calls: [head] }),
        ...argumentPieces.map((piece) => delta({ tool_calls: [{ index: 0, function: { arguments: piece } }] })),
      ];
    },
    end: () => {
      const usage = { prompt_tokens: 10, completion_tokens: words, total_tokens: words + 10 };
      const counts = withUsage ? chunk({ choices: [], usage }) : '';
      return `${delta({}, called ? 'tool_calls' : 'stop')}${counts}data: [DONE]\n\n`;
    },
    errorEvent: `data: ${JSON.stringify(serverError)}\n\n`,
    errorBody: JSON.stringify(serverError),
    garbage: 'data: {"id":"chatcmpl-bench","object":"chat.comple\n\n',
    keepAlive: ': keep-alive\n\n',
    lineStart: 'data: {"id":"chatcmpl-bench","object":"chat.completion.chunk","pad":"',
  };
}

function delta(delta: unknown, finish_reason: string | null = null): string {
  return chunk({ choices: [{ index: 0, delta, finish_reason }] });
}

function chunk(body: Readonly<Record<string, unknown>>): string {
  const head = { id: 'chatcmpl-bench', object: 'chat.completion.chunk', created: 1_790_000_000, model: 'bench' };
  return `data: ${JSON.stringify({ ...head, ...body })}\n\n`;
}
