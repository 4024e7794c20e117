/** Server-sent events of the Chat Completions protocol. */

export function textFrame(text: string): string {
  return frame({ choices: [{ index: 0, delta: { content: text }, finish_reason: null }] });
}

export function roleFrame(): string {
  return frame({ choices: [{ index: 0, delta: { role: 'assistant', content: '' }, finish_reason: null }] });
}

/** The proper end of an answer of `words` words; usage only where it was asked for, as hosts do. */
export function endFrames(words: number, withUsage: boolean): string {
  const finish = frame({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] });
  const usage = { prompt_tokens: 10, completion_tokens: words, total_tokens: words + 10 };
  return `${finish}${withUsage ? frame({ choices: [], usage }) : ''}data: [DONE]\n\n`;
}

export function errorFrame(): string {
  return `data: ${JSON.stringify(serverError)}\n\n`;
}

export const serverError = {
  error: { message: 'The server had an error while processing your request.', type: 'server_error', code: null },
};

/** Cut in the middle of its JSON, as a bad proxy leaves it, but ended as an event. */
export const garbageFrame = 'data: {"id":"chatcmpl-bench","object":"chat.comple\n\n';

function frame(body: Readonly<Record<string, unknown>>): string {
  const head = { id: 'chatcmpl-bench', object: 'chat.completion.chunk', created: 1_790_000_000, model: 'bench' };
  return `data: ${JSON.stringify({ ...head, ...body })}\n\n`;
}
