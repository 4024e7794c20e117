import type { Wire } from './wire';

const serverError = { error: 'llama runner process has terminated: signal: killed' };

/** https://docs.ollama.com/api/chat */
export function ollamaWire(): Wire {
  let words = 0;
  return {
    contentType: 'application/x-ndjson',
    begin: () => '',
    text: (content) => {
      words += 1;
      return line({ message: { role: 'assistant', content }, done: false });
    },
    // Ollama sends a call whole, in one line.
    call: ({ name, argumentPieces }) => {
      const call = { function: { name, arguments: JSON.parse(argumentPieces.join('')) as unknown } };
      return [line({ message: { role: 'assistant', content: '', tool_calls: [call] }, done: false })];
    },
    end: () =>
      line({
        message: { role: 'assistant', content: '' },
        done: true,
        done_reason: 'stop',
        total_duration: 1_000_000,
        load_duration: 1_000,
        prompt_eval_count: 10,
        prompt_eval_duration: 1_000,
        eval_count: words,
        eval_duration: 1_000,
      }),
    errorEvent: `${JSON.stringify(serverError)}\n`,
    errorBody: JSON.stringify(serverError),
    garbage: '{"model":"bench","message":{"role":"assist\n',
    keepAlive: '\n',
    lineStart: '{"model":"bench","pad":"',
  };
}

function line(body: Readonly<Record<string, unknown>>): string {
  return `${JSON.stringify({ model: 'bench', created_at: '2026-11-01T00:00:00Z', ...body })}\n`;
}
