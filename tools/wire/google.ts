import type { Wire } from './wire';

const error = { error: { code: 500, message: 'An internal error has occurred.', status: 'INTERNAL' } };

/** https://ai.google.dev/api/generate-content */
export function googleWire(): Wire {
  let words = 0;
  const part = (value: unknown, more: Readonly<Record<string, unknown>> = {}): string =>
    event({ candidates: [{ index: 0, content: { role: 'model', parts: [value] }, ...more }], modelVersion: 'bench' });
  return {
    contentType: 'text/event-stream',
    begin: () => '',
    text: (text) => {
      words += 1;
      return part({ text });
    },
    // A call comes whole, in one event.
    call: ({ name, argumentPieces }) => [
      part({ functionCall: { id: 'call_bench', name, args: JSON.parse(argumentPieces.join('')) as unknown } }),
    ],
    end: () =>
      event({
        candidates: [{ index: 0, content: { role: 'model', parts: [{ text: '' }] }, finishReason: 'STOP' }],
        usageMetadata: { promptTokenCount: 10, candidatesTokenCount: words, totalTokenCount: words + 10 },
        modelVersion: 'bench',
      }),
    errorEvent: event(error),
    errorBody: JSON.stringify(error),
    garbage: 'data: {"candidates":[{"index":0,"content":{"role":"mod\r\n\r\n',
    keepAlive: ': keep-alive\r\n\r\n',
    lineStart: 'data: {"candidates":[],"pad":"',
  };
}

function event(value: unknown): string {
  return `data: ${JSON.stringify(value)}\r\n\r\n`;
}
